#include "survey/survey_rules.hpp"

#include <algorithm>
#include <set>

namespace wufei::service {
namespace {

using contract::QuestionKind;
using contract::SurveyQuestion;

// Collects the faults of one file.
class Faults {
 public:
  Faults(std::string file, std::vector<ContentFault>& faults) : file_(std::move(file)), faults_(faults) {}
  void add(std::string pointer, std::string rule) {
    faults_.push_back({file_, std::move(pointer), std::move(rule)});
  }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<ContentFault>& faults_;
};

bool has_value(const SurveyQuestion& question, const std::string& value) {
  for (const contract::SurveyOption& option : contract::question_values(question))
    if (option.id == value) return true;
  return false;
}

void check_values(const SurveyQuestion& question, const std::vector<std::string>& values,
                  const std::string& pointer, Faults& faults) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!has_value(question, values[i]))
      faults.add(pointer + "/" + std::to_string(i), "is no value of question " + question.id);
}

void check_options(const SurveyQuestion& question, const std::string& pointer, Faults& faults) {
  const bool closed = question.kind == QuestionKind::single || question.kind == QuestionKind::multiple;
  if (closed == question.options.empty())
    faults.add(pointer + "/options", closed ? "is missing" : "is only for single and multiple");
  if (question.of_areas && question.kind != QuestionKind::single)
    faults.add(pointer + "/options_from", "is only for single");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::string at = pointer + "/options/" + std::to_string(i);
    if (!ids.insert(question.options[i].id).second) faults.add(at + "/id", "is used twice");
    if (question.options[i].exclusive && question.kind != QuestionKind::multiple)
      faults.add(at + "/exclusive", "is only for multiple");
  }
}

void check_kind(const SurveyQuestion& question, const std::string& pointer, Faults& faults) {
  const bool scale = question.kind == QuestionKind::scale5 || question.kind == QuestionKind::scale10;
  if (scale != !question.low.empty() || scale != !question.high.empty())
    faults.add(pointer, scale ? "must say what low and high mean" : "low and high are only for scales");
  if ((question.kind == QuestionKind::text) != (question.limit > 0))
    faults.add(pointer + "/limit", "is for text, and needed there");
  if (question.serves && question.kind == QuestionKind::text)
    faults.add(pointer + "/serves", "text serves no indicator");
}

void check_references(const contract::Survey& survey, std::size_t index, Faults& faults) {
  const SurveyQuestion& question = survey.questions[index];
  const std::string pointer = "/questions/" + std::to_string(index);
  if (question.show_if) {
    const SurveyQuestion* earlier = contract::find_question(survey, question.show_if->question);
    if (!earlier || earlier >= &question || earlier->kind == QuestionKind::text)
      faults.add(pointer + "/show_if/question", "is no earlier closed question");
    else
      check_values(*earlier, question.show_if->any_of, pointer + "/show_if/any_of", faults);
  }
  if (!question.serves) return;
  check_values(question, question.serves->values, pointer + "/serves/values", faults);
  const auto& named = survey.indicators;
  if (std::find(named.begin(), named.end(), question.serves->indicator) == named.end())
    faults.add(pointer + "/serves/indicator", "is not in the survey's indicators");
}

void check_survey(const contract::Survey& survey, const contract::Json& document, Faults& faults) {
  if (faults.file() != "surveys/" + survey.id + ".json") faults.add("/id", "must be the file's name");
  for (const char* name : {"opens", "closes"})
    if (!contract::parse_date(contract::text_or_empty(document, name)))
      faults.add(std::string("/") + name, "is not a date that exists (YYYY-MM-DD)");
  if (survey.closes < survey.opens) faults.add("/closes", "must not be before opens");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < survey.questions.size(); ++i) {
    const std::string pointer = "/questions/" + std::to_string(i);
    if (!ids.insert(survey.questions[i].id).second) faults.add(pointer + "/id", "is used twice");
    check_options(survey.questions[i], pointer, faults);
    check_kind(survey.questions[i], pointer, faults);
    check_references(survey, i, faults);
  }
}

}  // namespace

void check_surveys(const contract::Surveys& surveys, const std::map<std::string, contract::Json>& documents,
                   std::vector<ContentFault>& faults) {
  auto survey = surveys.begin();
  for (const auto& [file, document] : documents) {
    if (survey == surveys.end()) return;
    Faults of_file(file, faults);
    check_survey(*survey++, document, of_file);
  }
}

}  // namespace wufei::service
