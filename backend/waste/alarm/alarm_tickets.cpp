// What two parties say of one load: the record that all signed, and the receiver's own weigh ticket.
#include "lib/base/calendar.hpp"
#include "waste/alarm/alarm_run.hpp"
#include "waste/ticket/waste_ticket.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmRule;
using storage::ManifestFacts;

contract::TicketDifference difference_of(const ManifestFacts& one, const AlarmRule& of) {
  contract::WasteTicket ticket;
  ticket.plate = one.ticket_plate;
  ticket.day = one.ticket_day;
  ticket.grams = one.ticket_grams;
  return contract::ticket_difference(ticket, {one.vehicle, one.started_at, one.arrived_at, one.received},
                                     of.limit("percent"), of.limit("days"));
}

// Told once for all that differs, when the parties had their days to settle it.
void ticket_differs(AlarmRun& run, const ManifestFacts& one) {
  const AlarmRule* of = run.rule_in("A05", one.field);
  if (of == nullptr || !is_ticket_otherwise(one, *of)) return;
  const auto differs = difference_of(one, *of);
  const int days = contract::workdays_between(contract::china_date(one.ticket_at), run.today());
  if (days <= of->limit("workdays")) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.receiver, of->level);
  finding.inputs["ticket_at"] = contract::format_instant(one.ticket_at);
  finding.inputs["workdays"] = std::to_string(days);
  if (differs.plate) finding.inputs["record_plate"] = one.vehicle;
  if (differs.plate) finding.inputs["ticket_plate"] = one.ticket_plate;
  if (differs.day && one.started_at > 0)
    finding.inputs["started_at"] = contract::format_instant(one.started_at);
  if (differs.day) finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  if (differs.day) finding.inputs["ticket_day"] = contract::format_date(one.ticket_day);
  if (differs.weight) finding.inputs["received_grams"] = std::to_string(one.received);
  if (differs.weight) finding.inputs["ticket_grams"] = std::to_string(one.ticket_grams);
  run.raise(*of, std::move(finding));
}

}  // namespace

bool is_ticket_otherwise(const ManifestFacts& one, const AlarmRule& of) {
  return one.ticket_at != 0 && one.state != "cancelled" && difference_of(one, of).any();
}

void watch_tickets(AlarmRun& run) {
  for (const ManifestFacts& one : run.facts().manifests) ticket_differs(run, one);
}

}  // namespace wufei::service
