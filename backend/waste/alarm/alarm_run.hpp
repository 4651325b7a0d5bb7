// One look of the rules: what is known, which rules are on, what was found. Each kind of rule has a file of
// its own (alarm_papers, alarm_backfills, alarm_tickets, alarm_ways, alarm_places, alarm_licences,
// alarm_earth, alarm_sums), the first ones stand in alarm_watch.cpp.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "waste/alarm/alarm_watch.hpp"

namespace wufei::service {

class AlarmRun {
 public:
  // All must outlive this.
  AlarmRun(const AlarmFacts& facts, const std::vector<contract::AlarmRule>& rules,
           const std::vector<contract::WasteField>& fields);

  [[nodiscard]] const AlarmFacts& facts() const { return facts_; }
  [[nodiscard]] contract::Date today() const { return today_; }
  // nullptr: there is none.
  [[nodiscard]] const contract::WasteField* field_of(std::string_view id) const;
  // nullptr: not active yet, or off in this field. `field` nullptr: a rule that is of no field.
  [[nodiscard]] const contract::AlarmRule* rule(std::string_view id, const contract::WasteField* field) const;
  // The same by the field's id; nullptr also for an unknown field.
  [[nodiscard]] const contract::AlarmRule* rule_in(std::string_view id, std::string_view field) const;
  // nullptr: not among the facts.
  [[nodiscard]] const storage::ManifestFacts* manifest_of(std::string_view number) const;
  [[nodiscard]] const contract::Facility* facility_of(std::int64_t id) const;
  // One id for all rows of one place; the same id where nothing is known of it.
  [[nodiscard]] std::int64_t place_of(std::int64_t facility) const;
  // Of one party, with those that were given up.
  [[nodiscard]] const std::vector<const contract::Permit*>& permits_of(std::int64_t party) const;

  void raise(const contract::AlarmRule& rule, contract::AlarmFinding finding);
  static contract::AlarmFinding of_manifest(const storage::ManifestFacts& one, std::int64_t party,
                                            contract::AlarmLevel level);
  static contract::AlarmFinding of_stock(const storage::WasteStock& stock, contract::AlarmLevel level);

 protected:
  const AlarmFacts& facts_;
  const std::vector<contract::AlarmRule>& rules_;
  const std::vector<contract::WasteField>& fields_;
  contract::Date today_;
  std::vector<contract::AlarmFinding> found_;

 private:
  // So that no rule walks one list for each row of another.
  std::unordered_map<std::string_view, const storage::ManifestFacts*> manifests_;
  std::unordered_map<std::int64_t, const contract::Facility*> facilities_;
  std::unordered_map<std::int64_t, std::vector<const contract::Permit*>> permits_;
};

// Papers: whoever took waste in without a valid permit (A15), another plate at the gate than on the record
// (A16), declarations that are due or late (A25), one vehicle under way to two receivers (A29).
void watch_papers(AlarmRun& run);
// What was signed on paper and entered late, is not confirmed for long, or is disputed (A07).
void watch_backfills(AlarmRun& run);
// What the receiver's own weigh ticket says otherwise than the record, and nobody settled (A05).
void watch_tickets(AlarmRun& run);
// Whether it has a ticket that says otherwise, by the limits of that rule.
bool is_ticket_otherwise(const storage::ManifestFacts& one, const contract::AlarmRule& of);
// Ways: no weighing at either end (A17), more or fewer kilometres than usual (A18), weighed where it was not
// to go (A19), sludge that nobody took in (A32).
void watch_ways(AlarmRun& run);
// Places: medical waste that is kept (A11), too much hazardous waste in one place (A12), a plant that weighs
// nothing or not what it usually does (A31).
void watch_places(AlarmRun& run);
// Licences: what a collector keeps for long (A10).
void watch_licences(AlarmRun& run);
// Building sites: what left one against what may (A30).
void watch_earth(AlarmRun& run);
// Sums: records of movement against the ledger (A22), a month unlike the ones before (A26), nothing declared
// although something moved (A27).
void watch_sums(AlarmRun& run);

}  // namespace wufei::service
