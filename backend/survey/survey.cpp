#include "survey/survey.hpp"

#include <array>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kStatuses{"draft", "open", "closed"};
constexpr std::array<std::string_view, 2> kAnswerKinds{"invited", "open"};
constexpr std::array<std::string_view, 5> kQuestionKinds{"single", "multiple", "scale5", "scale10", "text"};

Json options_to_json(const std::vector<SurveyOption>& options) {
  Json array = Json::array();
  for (const SurveyOption& option : options) {
    Json json{{"id", option.id}, {"label", option.label}};
    if (option.exclusive) json["exclusive"] = true;
    array.push_back(std::move(json));
  }
  return array;
}

void put_text(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

Json question_to_json(const SurveyQuestion& question) {
  Json json{{"id", question.id},
            {"kind", kind_name(question.kind)},
            {"title", question.title},
            {"required", question.required}};
  put_text(json, "help", question.help);
  put_text(json, "low", question.low);
  put_text(json, "high", question.high);
  if (!question.options.empty()) json["options"] = options_to_json(question.options);
  if (question.limit > 0) json["limit"] = question.limit;
  if (question.show_if)
    json["show_if"] = {{"question", question.show_if->question}, {"any_of", question.show_if->any_of}};
  if (question.serves)
    json["serves"] = {{"indicator", question.serves->indicator}, {"values", question.serves->values}};
  return json;
}

SurveyQuestion question_from_json(const Json& json) {
  SurveyQuestion question;
  question.id = text_or_empty(json, "id");
  question.kind =
      enum_named<QuestionKind>(kQuestionKinds, text_or_empty(json, "kind")).value_or(QuestionKind::text);
  question.title = text_or_empty(json, "title");
  question.help = text_or_empty(json, "help");
  question.required = flag_or(json, "required", false);
  question.of_areas = text_or_empty(json, "options_from") == "areas";
  question.low = text_or_empty(json, "low");
  question.high = text_or_empty(json, "high");
  question.limit = static_cast<int>(number_or(json, "limit", 0));
  for (const Json& row : array_or_empty(json, "options"))
    question.options.push_back(
        {text_or_empty(row, "id"), text_or_empty(row, "label"), flag_or(row, "exclusive", false)});
  if (const Json& when = object_or_empty(json, "show_if"); !when.empty())
    question.show_if = ShowIf{text_or_empty(when, "question"), texts_in(array_or_empty(when, "any_of"))};
  if (const Json& serves = object_or_empty(json, "serves"); !serves.empty())
    question.serves = SurveyServes{static_cast<int>(number_or(serves, "indicator", 0)),
                                   texts_in(array_or_empty(serves, "values"))};
  return question;
}

Date date_of(const Json& json, const char* name) {
  return parse_date(text_or_empty(json, name)).value_or(Date{});
}

}  // namespace

const Survey* find_survey(const Surveys& surveys, std::string_view id) {
  return find_by(&Survey::id, surveys, id);
}

const SurveyQuestion* find_question(const Survey& survey, std::string_view id) {
  return find_by(&SurveyQuestion::id, survey.questions, id);
}

std::vector<SurveyOption> question_values(const SurveyQuestion& question) {
  if (question.kind == QuestionKind::text) return {};
  if (question.kind == QuestionKind::single || question.kind == QuestionKind::multiple)
    return question.options;
  const bool five = question.kind == QuestionKind::scale5;
  const int first = five ? 1 : 0, last = five ? 5 : 10;
  std::vector<SurveyOption> values;
  for (int value = first; value <= last; ++value) {
    const std::string number = std::to_string(value);
    const std::string& end = value == first ? question.low : value == last ? question.high : std::string();
    std::string name = number;
    if (!end.empty()) name.append(" ").append(end);
    values.push_back({number, std::move(name), false});
  }
  return values;
}

std::string_view status_name(SurveyStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}
std::string_view kind_name(AnswerKind kind) {
  return kAnswerKinds[static_cast<std::size_t>(kind)];
}
std::string_view kind_name(QuestionKind kind) {
  return kQuestionKinds[static_cast<std::size_t>(kind)];
}
std::optional<AnswerKind> answer_kind_from_name(std::string_view name) {
  return enum_named<AnswerKind>(kAnswerKinds, name);
}

Json survey_to_json(const Survey& survey) {
  Json kinds = Json::array(), questions = Json::array();
  if (survey.takes_invited) kinds.push_back("invited");
  if (survey.takes_open) kinds.push_back("open");
  for (const SurveyQuestion& question : survey.questions) questions.push_back(question_to_json(question));
  Json json{{"id", survey.id},
            {"version", survey.version},
            {"title", survey.title},
            {"purpose", survey.purpose},
            {"privacy", survey.privacy},
            {"indicators", survey.indicators},
            {"status", status_name(survey.status)},
            {"opens", format_date(survey.opens)},
            {"closes", format_date(survey.closes)},
            {"kinds", std::move(kinds)},
            {"questions", std::move(questions)}};
  if (survey.after_pickup) json["after_pickup"] = true;
  return json;
}

Survey survey_from_json(const Json& json) {
  Survey survey;
  survey.id = text_or_empty(json, "id");
  survey.version = static_cast<int>(number_or(json, "version", 0));
  survey.title = text_or_empty(json, "title");
  survey.purpose = text_or_empty(json, "purpose");
  survey.privacy = text_or_empty(json, "privacy");
  for (const Json& number : array_or_empty(json, "indicators"))
    if (number.is_number_integer()) survey.indicators.push_back(number.get<int>());
  survey.status =
      enum_named<SurveyStatus>(kStatuses, text_or_empty(json, "status")).value_or(SurveyStatus::draft);
  survey.opens = date_of(json, "opens");
  survey.closes = date_of(json, "closes");
  for (const std::string& kind : texts_in(array_or_empty(json, "kinds")))
    (kind == "invited" ? survey.takes_invited : survey.takes_open) = true;
  survey.after_pickup = flag_or(json, "after_pickup", false);
  for (const Json& row : array_or_empty(json, "questions"))
    survey.questions.push_back(question_from_json(row));
  return survey;
}

}  // namespace wufei::contract
