// Rules of papers: permits, plates, declarations, vehicles.
#include <algorithm>
#include <map>

#include "waste/alarm/alarm_run.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using storage::ManifestFacts;

bool covers(const contract::Permit& permit, const ManifestFacts& one) {
  const bool held = permit.ended_at <= 1 || one.arrived_at < permit.ended_at;
  return permit.for_receiving() && permit.has_code(one.code) && held &&
         permit.holds_on(contract::china_date(one.arrived_at));
}

// Solid Waste Law, articles 37 and 80: on the day on which it came. Whoever made it may have it back.
void without_permit(AlarmRun& run, const ManifestFacts& one) {
  const AlarmRule* of = run.rule_in("A15", one.field);
  if (of == nullptr || one.arrived_at == 0 || one.state == "cancelled" || one.back) return;
  const auto& permits = run.permits_of(one.receiver);
  if (std::any_of(permits.begin(), permits.end(), [&](const auto* permit) { return covers(*permit, one); }))
    return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.receiver, of->level);
  finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  run.raise(*of, std::move(finding));
}

void other_plate(AlarmRun& run, const GateFacts& one) {
  const ManifestFacts* manifest = run.manifest_of(one.manifest);
  const AlarmRule* of = manifest != nullptr ? run.rule_in("A16", manifest->field) : nullptr;
  if (of == nullptr || one.plate.empty() || manifest->vehicle.empty()) return;
  // Only the receiver's own scale says what drove in at the end of the way; before, the vehicle may change.
  if (!one.in || one.party != manifest->receiver || manifest->arrived_at == 0) return;
  if (contract::comparable_plate(manifest->vehicle) == contract::comparable_plate(one.plate)) return;
  AlarmFinding finding = AlarmRun::of_manifest(*manifest, manifest->transporter, of->level);
  finding.inputs["gate_plate"] = one.plate;
  finding.inputs["record_plate"] = manifest->vehicle;
  run.raise(*of, std::move(finding));
}

// Some days before it is due in blue, past it in the rule's level, long past it in red: one alarm.
void late_declaration(AlarmRun& run, const DueDeclaration& one) {
  const AlarmRule* of = run.rule_in("A25", one.field);
  if (of == nullptr || one.declared) return;
  const std::int64_t late = run.today().days - one.due.days;
  if (late < -of->limit("days_before")) return;
  const AlarmLevel level = late <= 0                         ? AlarmLevel::blue
                           : late <= of->limit("days_after") ? of->level
                                                             : AlarmLevel::red;
  AlarmFinding finding{{}, due_subject(one), one.period, level, one.party, one.field, one.area, {}};
  finding.inputs = {{"period", one.period}, {"due", contract::format_date(one.due)}};
  run.raise(*of, std::move(finding));
}

// A round that collects from several for one receiver is none of these.
void two_ways(AlarmRun& run) {
  std::map<std::string, const ManifestFacts*> seen;  // by plate
  for (const ManifestFacts& one : run.facts().manifests) {
    const AlarmRule* of = run.rule_in("A29", one.field);
    if (of == nullptr || one.state != "in_transit" || one.vehicle.empty()) continue;
    const auto [first, is_new] = seen.emplace(contract::comparable_plate(one.vehicle), &one);
    if (is_new || first->second->receiver == one.receiver) continue;
    AlarmFinding finding = AlarmRun::of_manifest(one, one.transporter, of->level);
    finding.inputs["other_record"] = first->second->number;
    finding.inputs["record_plate"] = one.vehicle;
    run.raise(*of, std::move(finding));
  }
}

}  // namespace

std::string due_subject(const DueDeclaration& one) {
  return "declaration/" + std::to_string(one.party) + "/" + one.field;
}

void watch_papers(AlarmRun& run) {
  for (const ManifestFacts& one : run.facts().manifests) without_permit(run, one);
  for (const GateFacts& one : run.facts().gates) other_plate(run, one);
  for (const DueDeclaration& one : run.facts().declarations) late_declaration(run, one);
  two_ways(run);
}

}  // namespace wufei::service
