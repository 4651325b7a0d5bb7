// The rows of alarms and what was done about each. Functions run inside the caller's transaction and throw
// Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/alarm/alarm.hpp"

namespace wufei::storage {

struct AlarmEvent {
  std::int64_t at = 0;
  std::string actor;
  std::string event;  // raised reopened escalated acknowledged explained closed
  std::string detail;
};

// A filter's word for what is of no field or of no town.
inline constexpr std::string_view kOfNone = "none";

// "" and 0 = all.
struct AlarmFilter {
  std::int64_t party = 0;
  std::string field = {}, rule = {};
  std::string state = {};             // "open" = all but closed
  bool trial = false;                 // those on trial, else those that are not
  bool released = false;              // only those that the party may see
  std::string area = {}, level = {};  // of a town by its code; snake_case
};

// How many of one rule were closed, and as what.
struct AlarmScore {
  std::string rule;
  std::string end;
  bool trial = false;
  std::int64_t count = 0;
};

// Open alarms that are no trial.
struct AlarmCount {
  std::string field, area, level;
  std::int64_t count = 0;
};

class AlarmStore {
 public:
  explicit AlarmStore(const Store& store) : store_(store), county_(store.county()) {}

  // nullopt when the condition is known.
  std::optional<contract::Alarm> find(Session& session, const contract::AlarmFinding& finding) const;
  std::optional<contract::Alarm> find(Session& session, std::int64_t id) const;
  std::int64_t add(Session& session, const contract::Alarm& alarm) const;
  // All but its condition; false when the row has another version than the alarm's by now.
  bool change(Session& session, const contract::Alarm& alarm) const;
  // Found again: when, how often, level and inputs. Its version stays: who has its page open is not
  // disturbed.
  void touch(Session& session, const contract::Alarm& alarm) const;
  void add_event(Session& session, std::int64_t alarm, const AlarmEvent& event) const;
  std::vector<AlarmEvent> events(Session& session, std::int64_t alarm) const;
  // Due first; at most `limit`.
  std::vector<contract::Alarm> list(Session& session, const AlarmFilter& filter, int limit) const;
  // Not closed, not escalated, due before the day, no trial.
  std::vector<contract::Alarm> overdue(Session& session, contract::Date day) const;
  std::vector<AlarmScore> scores(Session& session) const;
  // Subjects of the rule's alarms that were closed as untrue.
  std::vector<std::string> untrue_subjects(Session& session, std::string_view rule) const;
  std::vector<AlarmCount> open_counts(Session& session) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
