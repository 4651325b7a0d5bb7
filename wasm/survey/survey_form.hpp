// A survey that somebody is answering, and how it is kept on the device: unfinished or waiting for the
// network under wufei.survey.ID in localStorage, so that a reload or a dead spot loses nothing. Plain data
// and its text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "survey/survey.hpp"
#include "wasm/core/remote.hpp"

namespace wufei::model {

// What the device remembers of one survey.
struct SurveyKept {
  int version = 0;                  // of the survey that `answers` are for
  std::string attempt;              // random; the Idempotency-Key, so that a repeat counts once
  std::string code;                 // as typed, "" = open answer
  contract::SurveyAnswers answers;  // of questions of that version
  bool waiting = false;             // complete; to be sent when the network is there
  std::string receipt;              // "" until it was counted
};

struct SurveyForm {
  std::string id;  // which survey the rest is about, "" = none
  Remote<contract::Survey> survey;
  SurveyKept kept;
  bool restored = false;     // the device had something
  bool code_good = false;    // the server knows the code and it is unused
  bool checking = false;     // the code
  bool started = false;      // the server was told that an answer was begun
  bool show_errors = false;  // the person tried to send it
  bool busy = false;
  std::vector<contract::FieldError> server_errors;  // until the answer changes
  std::optional<Failure> failure;                   // of sending, or of the code
};

std::string survey_key(std::string_view id);
std::string survey_to_text(const contract::Survey& survey, const SurveyKept& kept);
// Answers that are no longer possible are left out. nullopt when it is none of ours.
std::optional<SurveyKept> survey_from_text(const contract::Survey& survey, std::string_view text);

// Questions that are asked now, and how many of them are answered.
struct SurveyProgress {
  int asked = 0;
  int answered = 0;
};
SurveyProgress survey_progress(const SurveyForm& form);
// Every broken rule, pointers as the server's: "/answers/ID", "/code".
std::vector<contract::FieldError> survey_errors(const SurveyForm& form);

}  // namespace wufei::model
