// A survey as people answer it: questions with fixed ids, conditions, and the rules that an answer keeps. The
// same checks run in the client while somebody answers and on the server before anything is stored. Plain
// data and its JSON; what answers add up to is survey/survey_statistics.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "lib/base/result.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kPickupInvitation = "/api/v1/pickups/{reference}/invitation";
inline constexpr std::string_view kSurveys = "/api/v1/surveys";
inline constexpr std::string_view kSurvey = "/api/v1/surveys/{id}";
inline constexpr std::string_view kSurveyResponses = "/api/v1/surveys/{id}/responses";
inline constexpr std::string_view kSurveyResume = "/api/v1/surveys/{id}/resume";
inline constexpr std::string_view kSurveyResults = "/api/v1/surveys/{id}/results";
inline constexpr std::string_view kSurveyResultsCsv = "/api/v1/surveys/{id}/results.csv";
inline constexpr std::string_view kSurveyReceipts = "/api/v1/surveys/{id}/receipts";
inline constexpr std::string_view kSurveyReceipt = "/api/v1/surveys/{id}/receipts/{receipt}";
}  // namespace api

enum class SurveyStatus : std::uint8_t { draft, open, closed };
// invited: with a single-use code from a sampling plan. open: anyone. The two are never mixed.
enum class AnswerKind : std::uint8_t { invited, open };
enum class QuestionKind : std::uint8_t {
  single,    // one option
  multiple,  // any of the options, at least one
  scale5,    // 1..5
  scale10,   // 0..10
  text,      // short, read by staff only
};

struct SurveyOption {
  std::string id;
  std::string label;
  bool exclusive = false;  // multiple: cannot stand beside another ("none of these")
};

// The question is asked only when `question`, an earlier one, was asked and has one of these values.
struct ShowIf {
  std::string question;
  std::vector<std::string> any_of;
};

// What a question's result may be published for: the share of these values among all answers to it.
struct SurveyServes {
  int indicator = 0;
  std::vector<std::string> values;
};

struct SurveyQuestion {
  std::string id;
  QuestionKind kind = QuestionKind::single;
  std::string title;
  std::string help;
  bool required = false;
  std::vector<SurveyOption> options;  // single, multiple
  bool of_areas = false;  // single: the options are the county's areas, filled in when content is read
  std::string low, high;  // scales: what the ends mean
  int limit = 0;          // text: code points
  std::optional<ShowIf> show_if;
  std::optional<SurveyServes> serves;
};

struct Survey {
  std::string id;
  int version = 1;
  std::string title;
  std::string purpose;
  std::string privacy;  // what is stored and what is not, shown before the first question
  std::vector<int> indicators;
  SurveyStatus status = SurveyStatus::draft;  // in content: as written there; in replies: as in force now
  Date opens, closes;                         // first and last day
  bool takes_invited = false;
  bool takes_open = false;
  // Asked once of each pickup that was completed: its codes come from bookings, not from a sampling plan.
  bool after_pickup = false;
  std::vector<SurveyQuestion> questions;
};
using Surveys = std::vector<Survey>;

const Survey* find_survey(const Surveys& surveys, std::string_view id);
const SurveyQuestion* find_question(const Survey& survey, std::string_view id);
// Every value a closed question can have, in order, with its label ("3" for scales). Empty for text.
std::vector<SurveyOption> question_values(const SurveyQuestion& question);

std::string_view status_name(SurveyStatus status);
std::string_view kind_name(AnswerKind kind);
std::string_view kind_name(QuestionKind kind);
std::optional<AnswerKind> answer_kind_from_name(std::string_view name);

// {"id","version","title","purpose","privacy","indicators","status","opens","closes","kinds","after_pickup",
//  "questions":[{"id","kind","title","help","required","options":[{"id","label","exclusive"}],"low","high","limit",
//  "show_if":{"question","any_of"},"serves":{"indicator","values"}}]}
Json survey_to_json(const Survey& survey);
// Lenient; for content that its schema has checked and for replies of our own server.
Survey survey_from_json(const Json& json);

// Question id -> values: the ids of options, the number of a scale, or the text. A question without an answer
// is not in it.
using SurveyAnswers = std::map<std::string, std::vector<std::string>>;

// Whether the question is asked, given the answers before it.
bool is_asked(const Survey& survey, const SurveyQuestion& question, const SurveyAnswers& answers);
// Without the answers to questions that are not asked.
SurveyAnswers asked_answers(const Survey& survey, const SurveyAnswers& answers);
// Members of a JSON object of answers: a string (single, text), an array of strings (multiple) or a whole
// number (scales). Broken rules go to `errors` under `pointer`.
SurveyAnswers read_answers(const Survey& survey, const Json& object, const std::string& pointer,
                           std::vector<FieldError>& errors);
// Rules between answers: nothing answered that is not asked (question_hidden); with `complete`, every
// required question that is asked has an answer, and a required text holds a letter, digit or character
// (needs_words).
std::vector<FieldError> check_answers(const Survey& survey, const SurveyAnswers& answers, bool complete,
                                      const std::string& pointer);
Json answers_to_json(const Survey& survey, const SurveyAnswers& answers);

// The body of POST /api/v1/surveys/{id}/responses.
struct SurveyResponse {
  AnswerKind kind = AnswerKind::open;
  std::string code;  // canonical; only invited
  SurveyAnswers answers;
  bool complete = false;
};
// What becomes of answers to questions that are not asked: a form without the client cannot hide these.
enum class Hidden : std::uint8_t { refused, left_out };
// Errors: invalid with every broken rule, what is missing beside what cannot be read, question_hidden once
// all can be; conflict survey_version when it was made for another version, whose questions are not looked
// at.
Result<SurveyResponse> parse_survey_response(const Survey& survey, const Json& json,
                                             Hidden hidden = Hidden::refused);
Json survey_response_to_json(const Survey& survey, const SurveyResponse& response);

// Codes on slips ("7K3-M9P-4TS") and receipts ("R-7K3-M9P-4TS") share the alphabet and the check symbol of
// booking references (reference.hpp); as people type them: any case, spaces, without hyphens.
std::string code_from_reference(std::string_view reference);
std::string receipt_from_reference(std::string_view reference);
std::optional<std::string> normalised_survey_code(std::string_view text);
std::optional<std::string> normalised_survey_receipt(std::string_view text);

}  // namespace wufei::contract
