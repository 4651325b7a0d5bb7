// What two parties say of one load: the record that all signed, and the receiver's own weigh ticket.
#include <cstdlib>

#include "lib/base/calendar.hpp"
#include "waste/alarm/alarm_run.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmRule;
using contract::Date;
using storage::ManifestFacts;

bool is_other_plate(const ManifestFacts& one) {
  return !one.ticket_plate.empty() && !one.vehicle.empty() &&
         contract::comparable_plate(one.ticket_plate) != contract::comparable_plate(one.vehicle);
}

// Before it started, or further from its arrival than the rule allows.
bool is_other_day(const ManifestFacts& one, const AlarmRule& of) {
  if (one.ticket_day == Date{} || one.arrived_at == 0) return false;
  const bool early = one.started_at > 0 && one.ticket_day < contract::china_date(one.started_at);
  return early ||
         std::abs(one.ticket_day.days - contract::china_date(one.arrived_at).days) > of.limit("days");
}

bool is_other_weight(const ManifestFacts& one, const AlarmRule& of) {
  return one.ticket_grams > 0 && one.received > 0 &&
         std::abs(one.ticket_grams - one.received) * 100 > one.received * of.limit("percent");
}

// Told once for all that differs, when the parties had their days to settle it.
void ticket_differs(AlarmRun& run, const ManifestFacts& one) {
  const AlarmRule* of = run.rule_in("A05", one.field);
  if (of == nullptr || one.ticket_at == 0 || one.state == "cancelled") return;
  const bool plate = is_other_plate(one), day = is_other_day(one, *of), weight = is_other_weight(one, *of);
  if (!plate && !day && !weight) return;
  const int days = contract::workdays_between(contract::china_date(one.ticket_at), run.today());
  if (days <= of->limit("workdays")) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.receiver, of->level);
  finding.inputs["ticket_at"] = contract::format_instant(one.ticket_at);
  finding.inputs["workdays"] = std::to_string(days);
  if (plate) finding.inputs["record_plate"] = one.vehicle;
  if (plate) finding.inputs["ticket_plate"] = one.ticket_plate;
  if (day && one.started_at > 0) finding.inputs["started_at"] = contract::format_instant(one.started_at);
  if (day) finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  if (day) finding.inputs["ticket_day"] = contract::format_date(one.ticket_day);
  if (weight) finding.inputs["received_grams"] = std::to_string(one.received);
  if (weight) finding.inputs["ticket_grams"] = std::to_string(one.ticket_grams);
  run.raise(*of, std::move(finding));
}

}  // namespace

void watch_tickets(AlarmRun& run) {
  for (const ManifestFacts& one : run.facts().manifests) ticket_differs(run, one);
}

}  // namespace wufei::service
