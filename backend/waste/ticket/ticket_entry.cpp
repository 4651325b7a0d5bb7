// The receiver's own weigh ticket and the kilometres of the way: written beside the record, which stays as it
// was signed.
#include "lib/base/words.hpp"
#include "waste/manifest/manifest_turn.hpp"
#include "waste/party/party_rules.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::Date;
using contract::ErrorCode;
using contract::Manifest;
using contract::Rule;
using contract::WasteTicket;

constexpr std::int32_t kOldestTicket = 400;  // days

bool has_come(const Manifest& manifest) {
  return manifest.arrived_at > 0 && manifest.state != contract::ManifestState::cancelled;
}

contract::Status check_ticket(const WasteTicket& ticket, Date today) {
  contract::Error wrong = contract::make_error(ErrorCode::invalid, "a ticket");
  if (ticket.plate.empty() && ticket.day == Date{} && ticket.grams == 0)
    wrong.fields.push_back({"/ticket_plate", Rule::required});
  if (!ticket.plate.empty() && contract::comparable_plate(ticket.plate).empty())
    wrong.fields.push_back({"/ticket_plate", Rule::waste_plate});
  const bool old = ticket.day.days < today.days - kOldestTicket;
  if (ticket.day != Date{} && (ticket.day > today || old))
    wrong.fields.push_back({"/ticket_day", Rule::waste_paper_time});
  if (wrong.fields.empty()) return contract::ok();
  return wrong;
}

// For the history of the record: what a later ticket replaces stays there.
std::string ticket_words(const WasteTicket& ticket) {
  std::vector<std::string> parts;
  if (!ticket.plate.empty()) parts.push_back(ticket.plate);
  if (ticket.day != Date{}) parts.push_back(contract::format_date(ticket.day));
  if (ticket.grams > 0) parts.push_back(contract::tonnes_text(ticket.grams) + " t");
  return contract::joined(parts);
}

}  // namespace

bool ManifestService::may_write_ticket(const Manifest& manifest, const ManifestCaller& caller) {
  return !caller.staff && caller.party != 0 && caller.party == manifest.receiver && has_come(manifest) &&
         contract::role_may(caller.role, contract::ManifestAction::accept);
}

contract::Status ManifestService::write_ticket(const WasteTicket& wanted, const ManifestCaller& caller) {
  const contract::UtcSeconds now = clock_.now();
  const auto done = store_.writer().run([&](storage::Session& session) -> contract::Status {
    const auto record = load(session, wanted.number);
    if (!record) return record.error();
    if (record->manifest.is_private() || !record->parties().contains(caller.party))
      return contract::make_error(ErrorCode::not_found, "no such record for this caller");
    if (!has_come(record->manifest)) return contract::make_error(ErrorCode::conflict, "it did not come yet");
    if (!may_write_ticket(record->manifest, caller))
      return contract::make_error(ErrorCode::forbidden, "not the receiver");
    if (auto sound = check_ticket(wanted, contract::china_date(now)); !sound) return sound;
    const auto before = tickets_.of(session, wanted.number);
    if (before && before->says_same(wanted)) return contract::ok();
    WasteTicket ticket = wanted;
    ticket.party = caller.party;
    ticket.actor = caller.actor.id;
    ticket.entered_at = now;
    tickets_.put(session, ticket);
    manifests_.add_event(session, ticket.number,
                         {1, now, contract::kTicketEvent, ticket.actor, caller.party, ticket_words(ticket)});
    return contract::ok();
  });
  if (done && on_change) on_change();
  return done;
}

// Of one vehicle all the way: who hands over to another one has another odometer.
contract::Status ManifestService::note_odometer(storage::Session& session, const Turn& turn) const {
  const std::int64_t km = turn.step.odometer;
  if (km == 0 || turn.next.legs != 1) return contract::ok();
  contract::Mileage mileage = mileages_.of(session, turn.next.number).value_or(contract::Mileage());
  mileage.number = turn.next.number;
  const bool came = turn.step.action == contract::ManifestAction::arrive;
  if (came && km < mileage.departed) return contract::field_error("/odometer", Rule::waste_odometer);
  (came ? mileage.arrived : mileage.departed) = km;
  mileages_.put(session, mileage);
  return contract::ok();
}

}  // namespace wufei::service
