#include "waste/alarm/alarm.hpp"

#include <algorithm>
#include <array>

#include "lib/base/calendar.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kLevels{"blue", "amber", "red"};
constexpr std::array<std::string_view, 4> kStates{"raised", "acknowledged", "explained", "closed"};
constexpr std::array<std::string_view, 4> kEnds{"", "confirmed", "explained", "false"};

// `condition` is told by the period as well, which the two have in common.
constexpr std::array<std::string_view, 4> kPassing{"condition", "days", "state", "workdays"};

std::map<std::string, std::string> lasting(const AlarmFinding& finding) {
  std::map<std::string, std::string> inputs = finding.inputs;
  for (const std::string_view name : kPassing) inputs.erase(std::string(name));
  return inputs;
}

Date date_of(const Json& json, const char* name) {
  return parse_date(text_or_empty(json, name)).value_or(Date{});
}

}  // namespace

std::string_view alarm_level_name(AlarmLevel level) {
  return kLevels[static_cast<std::size_t>(level)];
}
std::optional<AlarmLevel> alarm_level_from_name(std::string_view name) {
  return enum_named<AlarmLevel>(kLevels, name);
}
std::string_view alarm_state_name(AlarmState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::optional<AlarmState> alarm_state_from_name(std::string_view name) {
  return enum_named<AlarmState>(kStates, name);
}
std::string_view alarm_end_name(AlarmEnd end) {
  return kEnds[static_cast<std::size_t>(end)];
}
std::optional<AlarmEnd> alarm_end_from_name(std::string_view name) {
  return enum_named<AlarmEnd>(kEnds, name);
}

std::int64_t AlarmRule::limit(const std::string& name) const {
  const auto found = limits.find(name);
  return found == limits.end() ? 0 : found->second;
}

bool AlarmRule::is_for(std::string_view code) const {
  return std::any_of(codes.begin(), codes.end(),
                     [code](const std::string& front) { return code.starts_with(front); });
}

bool says_the_same(const AlarmFinding& one, const AlarmFinding& other) {
  return one.level == other.level && lasting(one) == lasting(other);
}

AlarmRule alarm_rule_from_json(const Json& json) {
  AlarmRule rule;
  rule.id = text_or_empty(json, "id");
  rule.title = text_or_empty(json, "title");
  rule.about = text_or_empty(json, "about");
  rule.basis = text_or_empty(json, "basis");
  const auto verified = json.find("verified");
  rule.verified = verified != json.end() && verified->is_boolean() && verified->get<bool>();
  rule.level = alarm_level_from_name(text_or_empty(json, "level")).value_or(AlarmLevel::amber);
  if (const auto limits = json.find("limits"); limits != json.end())
    for (const auto& [name, value] : limits->items())
      if (value.is_number_integer()) rule.limits[name] = value.get<std::int64_t>();
  rule.codes = texts_in(array_or_empty(json, "codes"));
  rule.active_from = date_of(json, "active_from");
  rule.silent_until = date_of(json, "silent_until");
  return rule;
}

int alarm_workdays(AlarmLevel level) {
  constexpr std::array kDays{10, 5, 1};
  return kDays[static_cast<std::size_t>(level)];
}

Date workdays_after(Date day, int workdays) {
  while (workdays > 0) {
    day = add_days(day, 1);
    if (is_working_day(day)) --workdays;
  }
  return day;
}

int workdays_between(Date from, Date until) {
  int count = 0;
  for (Date day = add_days(from, 1); day <= until; day = add_days(day, 1))
    count += is_working_day(day) ? 1 : 0;
  return count;
}

}  // namespace wufei::contract
