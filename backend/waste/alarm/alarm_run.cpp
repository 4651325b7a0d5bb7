#include "waste/alarm/alarm_run.hpp"

#include "lib/base/find.hpp"

namespace wufei::service {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::WasteField;
using storage::ManifestFacts;

AlarmRun::AlarmRun(const AlarmFacts& facts, const std::vector<AlarmRule>& rules,
                   const std::vector<WasteField>& fields)
    : facts_(facts), rules_(rules), fields_(fields), today_(contract::china_date(facts.now)) {
  for (const ManifestFacts& one : facts.manifests) manifests_.emplace(one.number, &one);
  for (const FacilityFacts& one : facts.facilities) facilities_.emplace(one.facility.id, &one.facility);
  for (const PermitFacts& one : facts.permits) permits_[one.permit.party].push_back(&one.permit);
  for (const contract::Permit& one : facts.ended_permits) permits_[one.party].push_back(&one);
}

const WasteField* AlarmRun::field_of(std::string_view id) const {
  return contract::find_by(&WasteField::id, fields_, id);
}

const AlarmRule* AlarmRun::rule(std::string_view id, const WasteField* field) const {
  const AlarmRule* found = contract::find_by(&AlarmRule::id, rules_, id);
  if (found == nullptr || found->active_from > today_) return nullptr;
  const bool on = field == nullptr || contract::is_among(field->alarms, id);
  return on ? found : nullptr;
}

const AlarmRule* AlarmRun::rule_in(std::string_view id, std::string_view field) const {
  const WasteField* of = field_of(field);
  return of != nullptr ? rule(id, of) : nullptr;
}

const ManifestFacts* AlarmRun::manifest_of(std::string_view number) const {
  const auto found = manifests_.find(number);
  return found != manifests_.end() ? found->second : nullptr;
}

const contract::Facility* AlarmRun::facility_of(std::int64_t id) const {
  const auto found = facilities_.find(id);
  return found != facilities_.end() ? found->second : nullptr;
}

std::int64_t AlarmRun::place_of(std::int64_t facility) const {
  const auto found = facts_.places.find(facility);
  return found != facts_.places.end() ? found->second : facility;
}

const std::vector<const contract::Permit*>& AlarmRun::permits_of(std::int64_t party) const {
  static const std::vector<const contract::Permit*> none;
  const auto found = permits_.find(party);
  return found != permits_.end() ? found->second : none;
}

void AlarmRun::raise(const AlarmRule& rule, AlarmFinding finding) {
  finding.rule = rule.id;
  found_.push_back(std::move(finding));
}

AlarmFinding AlarmRun::of_manifest(const ManifestFacts& one, std::int64_t party, AlarmLevel level) {
  AlarmFinding finding{{}, "manifest/" + one.number, {}, level, party, one.field, one.area, {}};
  finding.inputs = {{"state", one.state}, {"code", one.code}};
  return finding;
}

AlarmFinding AlarmRun::of_stock(const storage::WasteStock& stock, AlarmLevel level) {
  const std::string subject = "stock/" + std::to_string(stock.party) + "/" + std::to_string(stock.facility) +
                              "/" + stock.field + "/" + stock.code;
  AlarmFinding finding{{}, subject, {}, level, stock.party, stock.field, {}, {}};
  finding.inputs = {{"grams", std::to_string(stock.grams)}, {"code", stock.code}};
  return finding;
}

}  // namespace wufei::service
