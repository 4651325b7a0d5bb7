// Alarms of waste: what the rules of content/waste_alarms.json found, and what became of it. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

enum class AlarmLevel : std::uint8_t { blue, amber, red };
std::string_view alarm_level_name(AlarmLevel level);  // snake_case
std::optional<AlarmLevel> alarm_level_from_name(std::string_view name);

struct AlarmRule {
  std::string id;  // "A01"
  std::string title, about;
  std::string basis;      // title and clause of what it rests on
  bool verified = false;  // the basis was read, not told from memory
  AlarmLevel level = AlarmLevel::amber;
  std::map<std::string, std::int64_t> limits;  // by name: days, percent, grams ...
  std::vector<std::string> codes = {};         // kinds of waste that it is for, by how their codes begin
  Date active_from;
  Date silent_until;  // found before this day, an alarm is on trial: only staff see it

  [[nodiscard]] std::int64_t limit(const std::string& name) const;  // 0 when there is none
  [[nodiscard]] bool is_for(std::string_view code) const;
};
AlarmRule alarm_rule_from_json(const Json& json);

// One condition; the same rule, subject and period raise one alarm.
struct AlarmFinding {
  std::string rule;
  std::string subject;  // "manifest/NUMBER", "stock/PARTY/FACILITY/FIELD/CODE", "permit/ID", "device/ID" ...
  std::string period;   // "" = once for the subject, else a month, a day, a stage
  AlarmLevel level = AlarmLevel::amber;
  std::int64_t party = 0;  // that answers for it
  std::string field, area;
  std::map<std::string, std::string> inputs;  // what the rule saw
};
// Whether both say the same of one condition, by level and inputs. Inputs that pass by themselves say
// nothing: `days` and `workdays` count up to the day of the look, `state` is how far the record has come.
// Another input may not change while the condition stays as it is.
bool says_the_same(const AlarmFinding& one, const AlarmFinding& other);

enum class AlarmState : std::uint8_t { raised, acknowledged, explained, closed };
std::string_view alarm_state_name(AlarmState state);  // snake_case
std::optional<AlarmState> alarm_state_from_name(std::string_view name);
enum class AlarmEnd : std::uint8_t { none, confirmed, explained, untrue };
std::string_view alarm_end_name(AlarmEnd end);  // snake_case, "" = none
std::optional<AlarmEnd> alarm_end_from_name(std::string_view name);

struct Alarm {
  std::int64_t id = 0;
  AlarmFinding what;
  AlarmState state = AlarmState::raised;
  AlarmEnd end = AlarmEnd::none;
  bool trial = false;                     // found while its rule was silent
  bool released = false;                  // its party may see it
  bool escalated = false;                 // past due once
  Date due;                               // by when somebody acts, working days by level
  UtcSeconds opened_at = 0, seen_at = 0;  // first and last found
  int times = 1;                          // runs that found it, once a day at most
  std::string explanation;                // by the party
  std::string reason;                     // of the end
  int version = 1;
};

// Working days to act in: red 1, amber 5, blue 10.
int alarm_workdays(AlarmLevel level);
// The day that many working days after `day`; China's holidays and make-up days count as they are announced.
Date workdays_after(Date day, int workdays);
// Working days after `from` up to `until`.
int workdays_between(Date from, Date until);

}  // namespace wufei::contract
