// Cases of a year counted by topic, body and month. What each number counts is said beside it on its page;
// here is the rule. Pure: callers pass the day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/cases/inbox_store.hpp"
#include "feedback/feedback_content.hpp"

namespace wufei::service {

// Of cases by the day on which they were filed. Days are working days of the calendar
// (lib/base/calendar.hpp), from the day after the filing to the last answer, or to the closing with a note.
struct CaseTally {
  std::int64_t received = 0;
  std::int64_t handled = 0;                                 // answered, or closed with a note
  std::int64_t due = 0;                                     // whose deadline has passed, handled or not
  std::int64_t on_time = 0;                                 // of those, handled by their deadline every time
  std::int64_t overdue = 0;                                 // open, and the deadline has passed
  std::vector<int> days;                                    // of each handled one, ascending
  std::int64_t satisfied = 0, partly = 0, unsatisfied = 0;  // last said when called
  std::int64_t rated = 0, stars = 0;                        // stars: their sum
};

struct CaseGroup {
  std::string id;  // of the topic, the body ("" = nobody yet), or "2026-03"
  std::string name;
  CaseTally tally;
};

struct CaseStatistics {
  int year = 0;
  CaseTally all;
  std::vector<CaseGroup> topics;  // all of the rules, in their order, then those that cases have besides
  std::vector<CaseGroup> bodies;  // by name
  std::vector<CaseGroup> months;  // of the year, up to this day
};

// `rows`: filed in `year`. The figures of the client's statistics count alike (feedback.hpp).
CaseStatistics count_cases(const std::vector<storage::CaseFigures>& rows, const FeedbackContent& rules,
                           int year, contract::Date today);
// The smallest of `days` that `percent` of 100 do not exceed (nearest rank). `days` is ascending; none: -1.
int percentile(const std::vector<int>& days, int percent);

contract::Date first_of_month(int year, int month);
// 28..31.
contract::Date last_of_month(int year, int month);

}  // namespace wufei::service
