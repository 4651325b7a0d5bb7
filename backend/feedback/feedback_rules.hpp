// The county's rules of feedback (content/feedback/rules.json): what can be said, by when it is answered, and
// the limits. Pure: callers pass the time. The deadlines are defaults of ours until the county confirms them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

struct FeedbackKind {
  std::string id;  // also the service_code of Open311
  std::string name;
  std::string about;     // what belongs here
  std::string then;      // what happens with it
  int working_days = 0;  // deadline of the answer; 0 = none
  std::string icon;
};

struct FeedbackTopic {
  std::string id;
  std::string name;
};

// Calls after an answer: whether people are satisfied.
struct CallRules {
  int working_days = 0;  // after the answer, by when somebody calls; 0 = nobody does
  int tries = 3;         // calls that reached nobody, after which it is left
  bool reopens = false;  // who is not satisfied has the case handled a second time, unless it was already
};

struct FeedbackRules {
  bool confirmed = false;  // the county has confirmed these numbers
  std::vector<FeedbackKind> kinds;
  std::vector<FeedbackTopic> topics;
  int text_limit = 2000;  // code points
  int photo_limit = 4;
  int reopen_days = 15;      // after an answer, once
  int retention_days = 180;  // personal data is erased this many days after the case is closed
  int token_hours = 72;
  int similar_min_percent = 18;  // least share of common pairs of characters (Dice coefficient)
  int similar_most = 3;
  std::string jurisdiction_id;  // Open311; "" = nothing is asked
  int open311_window_days = 90;
  CallRules call;
};

const FeedbackKind* find_kind(const FeedbackRules& rules, std::string_view id);
const FeedbackTopic* find_topic(const FeedbackRules& rules, std::string_view id);

// The last day to answer what came in at `received`: the working days after that day are counted (Chinese
// calendar). nullopt for kinds without a deadline.
std::optional<Date> due_day(const FeedbackKind& kind, UtcSeconds received);
// The last day to call somebody whose case was answered at `answered`.
Date call_day(const CallRules& rules, UtcSeconds answered);
// Working days after the day of `from` up to the day of `to`; 0 on the same day (Chinese calendar).
int working_days_between(UtcSeconds from, UtcSeconds to);
// The instant until which an answer given at `answered` may be contested: the end of the last day.
UtcSeconds reopen_until(const FeedbackRules& rules, UtcSeconds answered);

// Reads rules that the schema has checked; also takes the public part below.
FeedbackRules feedback_rules_from_json(const Json& json);
// What residents may know: {"kinds","topics","text_limit","photo_limit","reopen_days","retention_days",
// "confirmation"}.
Json public_feedback_rules_to_json(const FeedbackRules& rules);

}  // namespace wufei::contract
