#include "survey/survey_content.hpp"

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "lib/base/find.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using contract::QuestionKind;
using contract::SurveyQuestion;

constexpr const char* kFolder = "surveys/";

bool has_value(const SurveyQuestion& question, const std::string& value) {
  for (const contract::SurveyOption& option : contract::question_values(question))
    if (option.id == value) return true;
  return false;
}

void check_values(const SurveyQuestion& question, const std::vector<std::string>& values,
                  const std::string& pointer, const FileFaults& faults) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!has_value(question, values[i]))
      faults.add(pointer + "/" + std::to_string(i), "is no value of question " + question.id);
}

void check_options(const SurveyQuestion& question, const std::string& pointer, const FileFaults& faults) {
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

void check_kind(const SurveyQuestion& question, const std::string& pointer, const FileFaults& faults) {
  const bool scale = question.kind == QuestionKind::scale5 || question.kind == QuestionKind::scale10;
  if (scale != !question.low.empty() || scale != !question.high.empty())
    faults.add(pointer, scale ? "must say what low and high mean" : "low and high are only for scales");
  if ((question.kind == QuestionKind::text) != (question.limit > 0))
    faults.add(pointer + "/limit", "is for text, and needed there");
  if (question.serves && question.kind == QuestionKind::text)
    faults.add(pointer + "/serves", "text serves no indicator");
}

// Name, telephone, mobile, identity card, full address, after "your".
void check_title(const SurveyQuestion& question, const std::string& pointer, const FileFaults& faults) {
  for (const char* data :
       {"\u59D3\u540D", "\u7535\u8BDD", "\u624B\u673A", "\u8EAB\u4EFD\u8BC1", "\u8BE6\u7EC6\u5730\u5740"})
    faults.unless(question.title.find("\u60A8\u7684" + std::string(data)) == std::string::npos,
                  pointer + "/title", "asks for personal data");
}

void check_references(const contract::Survey& survey, std::size_t index, const FileFaults& faults) {
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
  if (!contract::is_among(named, question.serves->indicator))
    faults.add(pointer + "/serves/indicator", "is not in the survey's indicators");
}

void check_survey(const contract::Survey& survey, const contract::Json& document, const FileFaults& faults) {
  faults.unless(!survey.after_pickup || (survey.takes_invited && !survey.takes_open), "/kinds",
                "must be invited alone: this survey is asked after a pickup");
  for (const char* name : {"opens", "closes"})
    faults.unless_date(contract::text_or_empty(document, name), std::string("/") + name);
  if (survey.closes < survey.opens) faults.add("/closes", "must not be before opens");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < survey.questions.size(); ++i) {
    const std::string pointer = "/questions/" + std::to_string(i);
    if (!ids.insert(survey.questions[i].id).second) faults.add(pointer + "/id", "is used twice");
    check_options(survey.questions[i], pointer, faults);
    check_kind(survey.questions[i], pointer, faults);
    check_title(survey.questions[i], pointer, faults);
    check_references(survey, i, faults);
  }
}

// A question about areas gets the county's, before its own options ("not in this county").
void fill_area_options(contract::Survey& survey, const contract::Areas& areas) {
  for (contract::SurveyQuestion& question : survey.questions) {
    if (!question.of_areas) continue;
    std::vector<contract::SurveyOption> options;
    for (const contract::Area& area : areas) options.push_back({area.code, area.name, false});
    options.insert(options.end(), question.options.begin(), question.options.end());
    question.options = std::move(options);
  }
}

SurveyContent read(const ContentInput& input, const ContentSet& earlier, ContentFaults&) {
  SurveyContent surveys;
  for (const std::string& file : input.files_of(kFolder)) {
    surveys.push_back(contract::survey_from_json(input.document(file)));
    contract::Survey& survey = surveys.back();
    fill_area_options(survey, earlier.get<CountyContent>().areas);
    survey.after_pickup = survey.id == earlier.get<PickupContent>().rules.rating_survey;
  }
  return surveys;
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const auto& surveys = content.get<SurveyContent>();
  auto survey = surveys.begin();
  for (const std::string& file : input.files_of(kFolder)) {
    const FileFaults faults(file, all);
    faults.unless(stem_of(file) == survey->id, "/id", "must be the file's name");
    check_survey(*survey++, input.document(file), faults);
    check_clean(input.document(file), faults);
  }
  const std::string& rating = content.get<PickupContent>().rules.rating_survey;
  FileFaults(kPickupRulesFile, all)
      .unless(rating.empty() || contract::find_survey(surveys, rating) != nullptr, "/rating_survey",
              "is no survey of surveys/");
}

}  // namespace

ContentPart survey_part() {
  return content_part("survey", {{kFolder, "survey.schema.json"}}, read, check);
}

}  // namespace wufei::service
