// A change of the calendar as the desk's forms carry it, and in words. Reads fields, writes none.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"
#include "pickup/calendar/calendar_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kPlan = "/desk/plan", kPlanChange = "/desk/plan/change",
                                  kPlanRules = "/desk/plan/rules", kPlanPeople = "/desk/plan/people",
                                  kPlanCrews = "/desk/plan/crews", kPlanWindows = "/desk/plan/windows";
inline constexpr std::string_view kWholeDay = "day";  // of field window: the county's bound of the day

using FieldReader = std::function<std::string(std::string_view name)>;

// What was typed, and what in it cannot be read.
struct PlanEntry {
  contract::CalendarChange change;
  std::vector<FormFault> faults;
};
PlanEntry plan_entry(const FieldReader& field);
FormFault plan_fault(contract::CalendarFault fault);
// Name and value of every field that plan_entry() reads, as it reads them.
std::vector<std::pair<std::string, std::string>> plan_fields(const contract::CalendarChange& change);

// The page that asks for a change of this kind: "closed", "open" or "places".
std::string_view plan_kind(const contract::CalendarChange& change);
std::string plan_form_path(std::string_view kind, contract::Date first);

// A day with its year when that is not this one.
std::string plan_day(contract::Date day, contract::Date today);
struct PlanWords {
  std::string kind, days, place, number;  // number: of places, "" of a closing
};
PlanWords plan_words(const contract::CalendarChange& change, const service::ContentSet& content,
                     contract::Date today);
// All of it in one line.
std::string plan_line(const contract::CalendarChange& change, const service::ContentSet& content,
                      contract::Date today);

}  // namespace wufei::http
