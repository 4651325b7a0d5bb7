// One answer from paper or from the telephone.
#include "county/secrets.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "survey/desk/survey_room.hpp"
#include "survey/survey_form.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using contract::Permission;
using contract::QuestionKind;
using contract::StaffCaller;
using contract::Survey;
using contract::SurveyQuestion;
using contract::Text;

constexpr std::size_t kCodeSymbols = 20;  // as typed, with spaces

std::string question_field(const SurveyQuestion& question) {
  return "q-" + question.id;
}
std::string option_field(const SurveyQuestion& question, const std::string& value) {
  return question_field(question) + "-" + value;
}

// ---- The form

std::string_view typed_value(const FormFields* typed, const std::string& name) {
  return typed ? field_value(*typed, name) : std::string_view();
}

void write_several(HtmlWriter& out, FormParts& parts, const SurveyQuestion& question, const std::string& hint,
                   const FormFields* typed) {
  const std::string name = question_field(question);
  out.open("fieldset", {{"class", parts.is_wrong(name) ? "q wrong" : "q"}, {"id", name}});
  out.element("legend", question.title);
  if (!hint.empty()) out.element("small", hint);
  parts.faults_of(name);
  for (const contract::SurveyOption& value : contract::question_values(question)) {
    const std::string box = option_field(question, value.id);
    parts.checkbox(box, value.label, !typed_value(typed, box).empty());
  }
  out.close("fieldset");
}

void write_one(FormParts& parts, const SurveyQuestion& question, const std::string& hint,
               const FormFields* typed) {
  SelectField select{question_field(question),
                     question.title,
                     hint,
                     std::string(typed_value(typed, question_field(question))),
                     {{{}, {{"", words(Text::server_survey_desk_blank)}}}}};
  for (const contract::SurveyOption& value : contract::question_values(question))
    select.groups.front().choices.push_back({value.id, value.label});
  parts.select_field(select);
}

void write_paper_question(HtmlWriter& out, FormParts& parts, const Survey& survey,
                          const SurveyQuestion& question, const FormFields* typed) {
  const std::string hint = only_if_words(survey, question);
  if (question.kind == QuestionKind::multiple) return write_several(out, parts, question, hint, typed);
  if (question.kind != QuestionKind::text) return write_one(parts, question, hint, typed);
  parts.text_field({.name = question_field(question),
                    .label = question.title,
                    .hint = hint,
                    .value = std::string(typed_value(typed, question_field(question))),
                    .type = "area",
                    .limit = static_cast<std::size_t>(question.limit)});
}

void write_receipt(HtmlWriter& out, std::string_view asked) {
  const auto receipt = contract::normalised_survey_receipt(asked);
  if (!receipt) return;
  out.element("p", contract::text(Text::server_survey_desk_entered_one, {{"receipt", *receipt}}),
              {{"class", "done"}, {"role", "status"}});
}

std::string entry_html(const SurveyRoom& room, const Survey& survey, const Request& request,
                       const StaffCaller& caller, const SurveyAgain& again) {
  HtmlWriter out;
  FormParts parts(out, again.faults);
  parts.summary();
  write_survey_head(out, survey, Text::server_survey_desk_entry);
  write_receipt(out, request.query_value("receipt"));
  out.element("p", contract::text(survey.takes_open ? Text::server_survey_desk_entry_about_open
                                                    : Text::server_survey_desk_entry_about));
  out.open("div", {{"class", "narrow"}});
  open_desk_form(out, caller, survey_path(survey.id, "/entry"));
  const std::string_view key = typed_value(again.typed, std::string(kRepeatKey));
  parts.hidden(kRepeatKey, key.empty() ? service::random_token(room.ids) : std::string(key));
  if (survey.takes_invited)
    parts.text_field({.name = "code",
                      .label = words(Text::survey_code_label),
                      .hint = {},
                      .value = std::string(typed_value(again.typed, "code")),
                      .limit = kCodeSymbols});
  for (const SurveyQuestion& question : survey.questions)
    write_paper_question(out, parts, survey, question, again.typed);
  parts.button(contract::text(Text::server_survey_desk_enter));
  out.close("form").close("div");
  return out.take();
}

Response entry_form(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                    const SurveyAgain& again) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_entry),
                      entry_html(room, **survey, request, caller, again), again.status);
}

// ---- What was typed

Json typed_answers(const Survey& survey, const FormFields& fields) {
  Json answers = Json::object();
  for (const SurveyQuestion& question : survey.questions) {
    const std::string value = contract::entered_text(field_value(fields, question_field(question)));
    const bool scale = question.kind == QuestionKind::scale5 || question.kind == QuestionKind::scale10;
    if (question.kind == QuestionKind::multiple) {
      Json ids = Json::array();
      for (const contract::SurveyOption& option : question.options)
        if (!field_value(fields, option_field(question, option.id)).empty()) ids.push_back(option.id);
      if (!ids.empty()) answers[question.id] = std::move(ids);
    } else if (!value.empty()) {
      const auto number = contract::parse_whole<int>(value);
      if (scale && number)
        answers[question.id] = *number;
      else
        answers[question.id] = value;
    }
  }
  return answers;
}

std::vector<FormFault> entry_faults(const Survey& survey, const contract::Error& error) {
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    std::string text = contract::rule_text(field.rule, field.limit);
    const std::size_t at = field.pointer.find("/answers/");
    const std::string id = at == std::string::npos ? std::string() : field.pointer.substr(at + 9);
    const SurveyQuestion* question = contract::find_question(survey, id.substr(0, id.find('/')));
    if (question)
      faults.push_back({question_field(*question), question->title, std::move(text)});
    else if (field.pointer.ends_with("/code") || field.pointer.ends_with("/kind"))
      faults.push_back({"code", words(Text::survey_code_label), std::move(text)});
    else
      faults.push_back({{}, {}, words(Text::server_survey_desk_nothing_said)});
  }
  return faults;
}

Response enter_answer(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto again = [&](const contract::Error& error) {
    if (error.fields.empty()) return room.door.refusal(request, caller, error);
    return entry_form(room, request, caller, {entry_faults(**survey, error), &fields, again_status(error)});
  };
  const std::string code = contract::entered_symbols(field_value(fields, "code"));
  auto response = service::paper_response(**survey, code, typed_answers(**survey, fields));
  if (!response) return again(response.error());
  const std::string_view key = field_value(fields, kRepeatKey);
  if (key.empty()) return again(contract::make_error(contract::ErrorCode::invalid, "no key"));
  // Another answer under a key that was used before is another answer: nothing is lost.
  const std::string said = contract::to_text(contract::survey_response_to_json(**survey, *response));
  const auto entered =
      room.surveys.enter(**survey, {std::move(*response)},
                         caller.account.name + "/" + std::string(key) + "\n" + said, caller.actor());
  if (!entered) return again(entered.error());
  return StaffDoor::see_other(
      with_query(survey_path((*survey)->id, "/entry"), {{"receipt", entered->receipts.front()}}));
}

}  // namespace

void add_entry_pages(const SurveyRoomPtr& room) {
  const std::string pattern = std::string(kSurveyDesk) + "/{id}/entry";
  room->door.page(pattern, "desk_survey_entry", Permission::manage_surveys,
                  [room](const Request& request, const StaffCaller& caller) {
                    return entry_form(*room, request, caller, {});
                  });
  room->door.form(pattern, "desk_survey_enter", Permission::manage_surveys,
                  [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                    return enter_answer(*room, request, caller, fields);
                  });
}

}  // namespace wufei::http
