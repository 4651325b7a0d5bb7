#include "waste/alarm/alarm_run.hpp"

#include <algorithm>
#include <map>

#include "lib/base/find.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::WasteField;
using storage::ManifestFacts;

bool covers(const contract::Permit& permit, const ManifestFacts& one) {
  const contract::Date day = contract::china_date(one.arrived_at);
  const bool code = permit.codes.empty() ||
                    std::find(permit.codes.begin(), permit.codes.end(), one.code) != permit.codes.end();
  return permit.party == one.receiver && permit.for_receiving() && code && permit.valid_from <= day &&
         day <= permit.valid_until;
}

}  // namespace

std::string due_subject(const DueDeclaration& one) {
  return "declaration/" + std::to_string(one.party) + "/" + one.field;
}

const WasteField* AlarmRun::field_of(std::string_view id) const {
  return contract::find_by(&WasteField::id, fields_, id);
}

const AlarmRule* AlarmRun::rule(std::string_view id, const WasteField* field) const {
  const AlarmRule* found = contract::find_by(&AlarmRule::id, rules_, id);
  if (found == nullptr || found->active_from > today_) return nullptr;
  const bool on =
      field == nullptr || std::find(field->alarms.begin(), field->alarms.end(), id) != field->alarms.end();
  return on ? found : nullptr;
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

void AlarmRun::papers() {
  for (const ManifestFacts& one : facts_.manifests) without_permit(one), from_paper(one);
  for (const GateFacts& one : facts_.gates) other_plate(one);
  for (const DueDeclaration& one : facts_.declarations) declaration(one);
  two_ways();
}

// Solid Waste Law, articles 37 and 80: on the day on which it came.
void AlarmRun::without_permit(const ManifestFacts& one) {
  const WasteField* field = field_of(one.field);
  const AlarmRule* of = field != nullptr ? rule("A15", field) : nullptr;
  if (of == nullptr || one.arrived_at == 0 || one.state == "cancelled") return;
  const auto good = [&](const PermitFacts& permit) { return covers(permit.permit, one); };
  const auto was_good = [&](const contract::Permit& permit) { return covers(permit, one); };
  if (std::any_of(facts_.permits.begin(), facts_.permits.end(), good) ||
      std::any_of(facts_.ended_permits.begin(), facts_.ended_permits.end(), was_good))
    return;
  AlarmFinding finding = of_manifest(one, one.receiver, of->level);
  finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  raise(*of, std::move(finding));
}

void AlarmRun::other_plate(const GateFacts& one) {
  const ManifestFacts* manifest = contract::find_by(&ManifestFacts::number, facts_.manifests, one.manifest);
  const WasteField* field = manifest != nullptr ? field_of(manifest->field) : nullptr;
  const AlarmRule* of = field != nullptr ? rule("A16", field) : nullptr;
  if (of == nullptr || one.plate.empty() || manifest->vehicle.empty()) return;
  // Only the receiver's own scale says what drove in at the end of the way; before, the vehicle may change.
  if (!one.in || one.party != manifest->receiver || manifest->arrived_at == 0) return;
  if (contract::comparable_plate(manifest->vehicle) == contract::comparable_plate(one.plate)) return;
  AlarmFinding finding = of_manifest(*manifest, manifest->transporter, of->level);
  finding.inputs["gate_plate"] = one.plate;
  finding.inputs["record_plate"] = manifest->vehicle;
  raise(*of, std::move(finding));
}

// Some days before it is due in blue, past it in the rule's level, long past it in red: one alarm.
void AlarmRun::declaration(const DueDeclaration& one) {
  const WasteField* field = field_of(one.field);
  const AlarmRule* of = field != nullptr ? rule("A25", field) : nullptr;
  if (of == nullptr || one.declared) return;
  const std::int64_t late = today_.days - one.due.days;
  if (late < -of->limit("days_before")) return;
  const AlarmLevel level = late <= 0                         ? AlarmLevel::blue
                           : late <= of->limit("days_after") ? of->level
                                                             : AlarmLevel::red;
  AlarmFinding finding{{}, due_subject(one), one.period, level, one.party, one.field, one.area, {}};
  finding.inputs = {{"period", one.period}, {"due", contract::format_date(one.due)}};
  raise(*of, std::move(finding));
}

// A round that collects from several for one receiver is none of these.
void AlarmRun::two_ways() {
  std::map<std::string, const ManifestFacts*> seen;  // by plate
  for (const ManifestFacts& one : facts_.manifests) {
    const WasteField* field = field_of(one.field);
    const AlarmRule* of = field != nullptr ? rule("A29", field) : nullptr;
    if (of == nullptr || one.state != "in_transit" || one.vehicle.empty()) continue;
    const auto [first, is_new] = seen.emplace(contract::comparable_plate(one.vehicle), &one);
    if (is_new || first->second->receiver == one.receiver) continue;
    AlarmFinding finding = of_manifest(one, one.transporter, of->level);
    finding.inputs["other_record"] = first->second->number;
    finding.inputs["record_plate"] = one.vehicle;
    raise(*of, std::move(finding));
  }
}

}  // namespace wufei::service
