// Reading and checking of answers; see survey.hpp.
#include <algorithm>

#include "county/site/references.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "survey/survey.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kLongestCode = 64;  // as typed

const SurveyOption* find_option(const SurveyQuestion& question, std::string_view id) {
  return find_by(&SurveyOption::id, question.options, id);
}

// Punctuation, symbols, pictures and their joiners say nothing by themselves; everything else is a word.
bool is_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool marks = c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) ||
                     (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE00 && c <= 0xFE6F) ||
                     (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                     (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000 || c == 0xFFFD;
  return !marks;
}

bool has_words(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_word(next_code_point(text, at))) return true;
  return false;
}

// Reads one member; broken rules go where `pointer` says.
class AnswerReader {
 public:
  AnswerReader(const SurveyQuestion& question, std::string pointer, std::vector<FieldError>& errors)
      : question_(question), pointer_(std::move(pointer)), errors_(errors) {}

  std::vector<std::string> read(const Json& value) {
    switch (question_.kind) {
      case QuestionKind::single:
        return option(value, pointer_);
      case QuestionKind::multiple:
        return several(value);
      case QuestionKind::text:
        return text(value);
      case QuestionKind::scale5:
        return number(value, 1, 5);
      case QuestionKind::scale10:
        return number(value, 0, 10);
    }
    return {};
  }

 private:
  std::vector<std::string> fail(Rule rule, std::int64_t limit = 0) {
    errors_.push_back({pointer_, rule, limit});
    return {};
  }

  std::vector<std::string> option(const Json& value, const std::string& at) {
    const auto* id = value.get_ptr<const std::string*>();
    if (id == nullptr) return errors_.push_back({at, Rule::wrong_type, 0}), std::vector<std::string>();
    if (find_option(question_, *id)) return {*id};
    errors_.push_back({at, Rule::unknown_option, 0});
    return {};
  }

  std::vector<std::string> several(const Json& value) {
    if (!value.is_array()) return fail(Rule::wrong_type);
    if (value.size() > question_.options.size()) return fail(Rule::unknown_option);
    std::vector<std::string> ids;
    bool exclusive = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string at = pointer_ + "/" + std::to_string(i);
      for (std::string& id : option(value[i], at)) {
        if (contract::is_among(ids, id)) errors_.push_back({at, Rule::unknown_option, 0});
        exclusive = exclusive || find_option(question_, id)->exclusive;
        ids.push_back(std::move(id));
      }
    }
    if (exclusive && ids.size() > 1) return fail(Rule::exclusive_option);
    return ids;
  }

  std::vector<std::string> text(const Json& value) {
    const auto* raw = value.get_ptr<const std::string*>();
    if (raw == nullptr) return fail(Rule::wrong_type);
    std::string text = entered_text(*raw);
    if (code_point_count(text) > static_cast<std::size_t>(question_.limit))
      return fail(Rule::too_long, question_.limit);
    if (has_control_characters(text)) return fail(Rule::invalid_text);
    if (text.empty()) return {};
    return {std::move(text)};
  }

  std::vector<std::string> number(const Json& value, std::int64_t low, std::int64_t high) {
    if (!value.is_number_integer())
      return fail(value.is_number() ? Rule::scale_range : Rule::wrong_type, high);
    const bool huge =
        value.is_number_unsigned() && *value.get_ptr<const Json::number_unsigned_t*>() > INT64_MAX;
    const std::int64_t number = huge ? INT64_MAX : value.get<std::int64_t>();
    if (number < low || number > high) return fail(Rule::scale_range, high);
    return {std::to_string(number)};
  }

  const SurveyQuestion& question_;
  std::string pointer_;
  std::vector<FieldError>& errors_;
};

Error refused(std::vector<FieldError> errors) {
  return Error{ErrorCode::invalid, "survey response", std::move(errors), 0};
}

// What the rules between answers say besides, so that nobody is sent back once more for what is missing. What
// could not be read has its own fault already, and whether something is asked may hang on it.
void add_missing(std::vector<FieldError>& errors, std::vector<FieldError> others) {
  const std::vector<FieldError> unread = errors;
  for (FieldError& other : others) {
    const bool told = std::any_of(unread.begin(), unread.end(), [&](const FieldError& error) {
      return error.pointer == other.pointer || error.pointer.starts_with(other.pointer + "/");
    });
    if (!told && other.rule != Rule::question_hidden) errors.push_back(std::move(other));
  }
}

// Nine symbols, or ten of which the first is the receipt's letter.
std::optional<std::string> bare_reference(std::string_view text, bool receipt) {
  std::string bare = bare_symbols(text);
  if (receipt && bare.size() == 10 && bare[0] == 'R') bare.erase(0, 1);
  if (bare.size() != 9) return std::nullopt;
  return normalised_reference(bare, kPickupPrefix);
}

}  // namespace

bool is_asked(const Survey& survey, const SurveyQuestion& question, const SurveyAnswers& answers) {
  if (!question.show_if) return true;
  for (const SurveyQuestion& earlier : survey.questions) {
    if (&earlier == &question) return false;
    if (earlier.id != question.show_if->question) continue;
    const auto given = answers.find(earlier.id);
    if (given == answers.end() || !is_asked(survey, earlier, answers)) return false;
    for (const std::string& value : given->second)
      if (contract::is_among(question.show_if->any_of, value)) return true;
    return false;
  }
  return false;
}

SurveyAnswers asked_answers(const Survey& survey, const SurveyAnswers& answers) {
  SurveyAnswers asked;
  for (const SurveyQuestion& question : survey.questions) {
    const auto given = answers.find(question.id);
    if (given != answers.end() && is_asked(survey, question, answers)) asked.insert(*given);
  }
  return asked;
}

SurveyAnswers read_answers(const Survey& survey, const Json& object, const std::string& pointer,
                           std::vector<FieldError>& errors) {
  SurveyAnswers answers;
  if (!object.is_object()) return errors.push_back({pointer, Rule::wrong_type, 0}), answers;
  for (const auto& member : object.items()) {
    const SurveyQuestion* question = find_question(survey, member.key());
    const std::string at = pointer + "/" + json_pointer_token(member.key());
    if (question == nullptr) {
      errors.push_back({at, Rule::unknown_question, 0});
      continue;
    }
    if (member.value().is_null()) continue;
    auto values = AnswerReader(*question, at, errors).read(member.value());
    if (!values.empty()) answers.emplace(question->id, std::move(values));
  }
  return answers;
}

std::vector<FieldError> check_answers(const Survey& survey, const SurveyAnswers& answers, bool complete,
                                      const std::string& pointer) {
  std::vector<FieldError> errors;
  for (const SurveyQuestion& question : survey.questions) {
    const std::string at = pointer + "/" + question.id;
    const auto given = answers.find(question.id);
    if (!is_asked(survey, question, answers)) {
      if (given != answers.end()) errors.push_back({at, Rule::question_hidden, 0});
      continue;
    }
    if (!complete || (given == answers.end() && !question.required)) continue;
    if (given == answers.end())
      errors.push_back({at, Rule::required, 0});
    else if (question.kind == QuestionKind::text && !has_words(given->second.front()))
      errors.push_back({at, Rule::needs_words, 0});
  }
  return errors;
}

Json answers_to_json(const Survey& survey, const SurveyAnswers& answers) {
  Json json = Json::object();
  for (const SurveyQuestion& question : survey.questions) {
    const auto given = answers.find(question.id);
    if (given == answers.end() || given->second.empty()) continue;
    const std::string& first = given->second.front();
    if (question.kind == QuestionKind::multiple)
      json[question.id] = given->second;
    else if (question.kind == QuestionKind::scale5 || question.kind == QuestionKind::scale10)
      json[question.id] = Json::parse(first, nullptr, false);
    else
      json[question.id] = first;
  }
  return json;
}

Result<SurveyResponse> parse_survey_response(const Survey& survey, const Json& json, Hidden hidden) {
  std::vector<FieldError> errors;
  ObjectReader reader(json, "", errors);
  SurveyResponse response;
  const std::int64_t version = reader.integer("version", 1, 1000000, Rule::survey_version);
  if (errors.empty() && version != survey.version)
    return field_error("/version", Rule::survey_version, 0, ErrorCode::conflict);
  const std::string kind = reader.text("kind", {1, 16, false});
  const auto known = answer_kind_from_name(kind);
  if (!kind.empty() && !known) reader.fail("kind", Rule::unknown_option);
  response.kind = known.value_or(AnswerKind::open);
  const bool invited = known == AnswerKind::invited;
  const std::string code = reader.symbols("code", {invited ? std::size_t{1} : 0, kLongestCode, false});
  if (!code.empty()) {
    response.code = normalised_survey_code(code).value_or("");
    if (!invited) reader.fail("code", Rule::unknown_field);
    if (response.code.empty()) reader.fail("code", Rule::survey_code_unknown);
  }
  response.complete = reader.boolean("complete");
  const Json* answers = reader.member("answers");
  if (answers != nullptr)
    response.answers = read_answers(survey, *answers, "/answers", errors);
  else
    reader.fail("answers", Rule::required);
  reader.refuse_unknown();
  if (hidden == Hidden::left_out) response.answers = asked_answers(survey, response.answers);
  std::vector<FieldError> others = check_answers(survey, response.answers, response.complete, "/answers");
  if (errors.empty())
    errors = std::move(others);
  else if (answers != nullptr && answers->is_object())
    add_missing(errors, std::move(others));
  if (!errors.empty()) return refused(std::move(errors));
  return response;
}

Json survey_response_to_json(const Survey& survey, const SurveyResponse& response) {
  Json json{{"version", survey.version},
            {"kind", kind_name(response.kind)},
            {"answers", answers_to_json(survey, response.answers)},
            {"complete", response.complete}};
  if (!response.code.empty()) json["code"] = response.code;
  return json;
}

std::string code_from_reference(std::string_view reference) {
  return std::string(reference.substr(std::min<std::size_t>(3, reference.size())));
}

std::string receipt_from_reference(std::string_view reference) {
  return "R-" + code_from_reference(reference);
}

std::optional<std::string> normalised_survey_code(std::string_view text) {
  const auto reference = bare_reference(text, false);
  if (!reference) return std::nullopt;
  return code_from_reference(*reference);
}

std::optional<std::string> normalised_survey_receipt(std::string_view text) {
  const auto reference = bare_reference(text, true);
  if (!reference) return std::nullopt;
  return receipt_from_reference(*reference);
}

}  // namespace wufei::contract
