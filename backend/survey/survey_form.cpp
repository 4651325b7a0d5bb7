#include "survey/survey_form.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::FieldKind;
using contract::FormField;
using contract::Json;
using contract::QuestionKind;
using contract::SurveyQuestion;
using contract::Text;
using Posted = std::map<std::string, std::vector<std::string>, std::less<>>;

constexpr int kCodeLength = 20;
constexpr std::string_view kPrefix = "q.";

FormField field_of(const contract::Survey& survey, const SurveyQuestion& question) {
  FormField field;
  field.name = std::string(kPrefix) + question.id;
  field.label = question.title;
  field.help = question.help + only_if_words(survey, question);
  field.required = question.required && !question.show_if;
  field.kind = question.kind == QuestionKind::multiple ? FieldKind::any_of
               : question.kind == QuestionKind::text   ? FieldKind::long_text
                                                       : FieldKind::one_of;
  field.limit = question.limit;
  for (const contract::SurveyOption& value : contract::question_values(question))
    field.choices.push_back({value.id, value.label});
  return field;
}

// The whole text as a number, else the text, which is then refused.
Json number_or_text(const std::string& text) {
  const auto number = contract::parse_whole<int>(text);
  return number ? Json(*number) : Json(text);
}

Json value_of(const SurveyQuestion& question, const std::vector<std::string>& values) {
  switch (question.kind) {
    case QuestionKind::multiple:
      return values;
    case QuestionKind::scale5:
    case QuestionKind::scale10:
      return number_or_text(values.front());
    case QuestionKind::single:
    case QuestionKind::text:
      break;
  }
  return values.front();
}

// The name of the field that an error is about, "" for none: "/answers/how/1" is about "q.how".
std::string field_name(std::string_view pointer) {
  constexpr std::string_view kAnswers = "/answers/";
  if (pointer == "/code") return "code";
  if (!pointer.starts_with(kAnswers)) return {};
  const std::string_view id = pointer.substr(kAnswers.size());
  return std::string(kPrefix).append(id.substr(0, id.find('/')));
}

// The first fault of each field in it; those of no field are returned, in words.
std::vector<std::string> put_faults(contract::Block& form, const std::vector<contract::FieldError>& errors) {
  std::vector<std::string> rest;
  for (const contract::FieldError& error : errors) {
    const std::string name = field_name(error.pointer);
    const auto field = std::find_if(form.fields.begin(), form.fields.end(),
                                    [&](const FormField& one) { return one.name == name; });
    std::string reason = contract::rule_text(error.rule, error.limit);
    if (field == form.fields.end())
      rest.push_back(std::move(reason));
    else if (field->fault.empty())
      field->fault = std::move(reason);
  }
  return rest;
}

}  // namespace

std::string only_if_words(const contract::Survey& survey, const SurveyQuestion& question) {
  const SurveyQuestion* earlier =
      question.show_if ? contract::find_question(survey, question.show_if->question) : nullptr;
  if (!earlier) return {};
  std::string labels;
  for (const contract::SurveyOption& option : contract::question_values(*earlier))
    for (const std::string& value : question.show_if->any_of)
      if (option.id == value) contract::append_listed(labels, option.label);
  return contract::text(Text::server_survey_only_if, {{"question", earlier->title}, {"values", labels}});
}

contract::Block survey_form(const contract::Survey& survey, std::string_view code) {
  contract::Block block;
  block.kind = contract::BlockKind::form;
  block.text = survey.title;
  block.href = "/surveys/" + survey.id;
  FormField version;
  version.kind = FieldKind::hidden;
  version.name = "version";
  version.value = std::to_string(survey.version);
  block.fields.push_back(std::move(version));
  if (survey.takes_invited) {
    FormField field;
    field.name = "code";
    field.label = words(Text::survey_code_label);
    field.help = words(Text::survey_code_help);
    field.value = code;
    field.limit = kCodeLength;
    block.fields.push_back(std::move(field));
  }
  for (const SurveyQuestion& question : survey.questions) block.fields.push_back(field_of(survey, question));
  return block;
}

contract::Result<contract::SurveyResponse> read_survey_form(const contract::Survey& survey,
                                                            std::string_view text) {
  auto pairs = contract::decoded_pairs(text);
  if (!pairs) return contract::field_error("", contract::Rule::invalid_text);
  Posted posted;
  for (auto& [name, value] : *pairs)
    if (!value.empty()) posted[std::move(name)].push_back(std::move(value));
  Json body{{"complete", true}, {"kind", "open"}}, answers = Json::object();
  for (const auto& [name, values] : posted) {
    if (name == "version") {
      body["version"] = number_or_text(values.front());
    } else if (name == "code") {
      if (contract::trimmed(values.front()).empty()) continue;
      body["kind"] = "invited";
      body["code"] = values.front();
    } else if (name.starts_with(kPrefix)) {
      const std::string id = name.substr(kPrefix.size());
      const SurveyQuestion* question = contract::find_question(survey, id);
      answers[id] = question ? value_of(*question, values) : Json(values.front());
    } else {
      body[name] = values.front();
    }
  }
  body["answers"] = std::move(answers);
  return contract::parse_survey_response(survey, body, contract::Hidden::left_out);
}

void fill_in(contract::Block& form, std::string_view posted) {
  const auto pairs = contract::decoded_pairs(posted);
  if (!pairs) return;
  for (FormField& field : form.fields) {
    if (field.kind == FieldKind::hidden) continue;
    for (const auto& [name, value] : *pairs) {
      if (name != field.name) continue;
      field.value = value;
      field.chosen.push_back(value);
    }
  }
}

std::string look_wanted(std::string_view posted) {
  if (const auto pairs = contract::decoded_pairs(posted))
    for (const auto& [name, value] : *pairs)
      if (name == kLookField) return value;
  return {};
}

contract::Document survey_refusal_page(const contract::Survey& survey, const contract::Error& error,
                                       std::string_view posted) {
  contract::Document document;
  document.title = words(Text::server_survey_refused_title);
  document.description = survey.title;
  document.section = "voice";
  document.indexed = false;
  document.path = "/surveys/" + survey.id;
  document.crumbs = {{words(Text::server_survey_title), "/surveys"}, {survey.title, document.path}};
  contract::Block form = survey_form(survey, {});
  const std::vector<std::string> rest = put_faults(form, error.fields);
  document.blocks.push_back(contract::note_block(contract::BlockTone::error, "",
                                                 error.fields.empty()
                                                     ? std::string(contract::error_explanation(error.code))
                                                     : words(Text::server_form_wrong)));
  if (!rest.empty()) {
    contract::Block said = list_block();
    for (const std::string& reason : rest) said.items.push_back({contract::span(reason)});
    document.blocks.push_back(std::move(said));
  }
  if (posted.empty()) return document;
  fill_in(form, posted);
  document.entries.emplace();
  document.blocks.push_back(std::move(form));
  return document;
}

}  // namespace wufei::http
