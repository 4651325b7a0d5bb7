// The receiver's own weigh ticket: written beside the record, which stays as it was signed.
#include "lib/base/find.hpp"
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

bool ManifestService::may_write_ticket(storage::Session& session, const Manifest& manifest,
                                       const ManifestCaller& caller) const {
  const bool its = !caller.staff && caller.party != 0 && caller.party == manifest.receiver &&
                   has_come(manifest) && contract::role_may(caller.role, contract::ManifestAction::accept);
  return its && finishes(session, manifest, caller.party);
}

// Who is suspended or closed finishes what runs, and writes nothing on what is done.
bool ManifestService::finishes(storage::Session& session, const Manifest& manifest,
                               std::int64_t party) const {
  const auto head = parties_.head(session, party);
  return head &&
         (head->state == contract::PartyState::verified || manifest.state != contract::ManifestState::done);
}

contract::Result<contract::ManifestRecord> ManifestService::ticket_record(
    storage::Session& session, std::string_view number, const ManifestCaller& caller) const {
  auto record = load(session, number);
  if (!record) return record.error();
  const Manifest& manifest = record->manifest;
  if (manifest.is_private() || !record->parties().contains(caller.party))
    return contract::make_error(ErrorCode::not_found, "no such record for this caller");
  if (!has_come(manifest)) return contract::make_error(ErrorCode::conflict, "it did not come yet");
  if (caller.party == manifest.receiver && !finishes(session, manifest, caller.party))
    return contract::field_error("", Rule::waste_state, 0, ErrorCode::conflict);
  if (!may_write_ticket(session, manifest, caller))
    return contract::make_error(ErrorCode::forbidden, "not the receiver");
  return record;
}

// By the limits of the rule that looks at it.
bool ManifestService::is_otherwise(const WasteTicket& ticket, const Manifest& manifest) const {
  const auto content = content_.current();
  const auto* rule =
      contract::find_by(&contract::AlarmRule::id, content->get<WasteContent>().alarms, std::string("A05"));
  const std::int64_t percent = rule ? rule->limit("percent") : 0, days = rule ? rule->limit("days") : 0;
  return contract::ticket_difference(
             ticket, {manifest.vehicle, manifest.started_at, manifest.arrived_at, manifest.received}, percent,
             days)
      .any();
}

// Over what stood there: what already differed waits on, anything else begins to wait now.
void ManifestService::put_ticket(storage::Session& session, WasteTicket ticket, const Manifest& manifest,
                                 const ManifestCaller& caller) const {
  const contract::UtcSeconds now = clock_.now();
  const auto before = tickets_.of(session, manifest.number);
  ticket.number = manifest.number;
  ticket.party = caller.party;
  ticket.actor = caller.actor.id;
  ticket.entered_at = before ? before->entered_at : now;
  ticket.differs_since = before && is_otherwise(*before, manifest) ? before->differs_since : now;
  ticket.version = (before ? before->version : 0) + 1;
  tickets_.put(session, ticket);
  // Other processes look at the record again.
  changes_.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, manifest.number, now);
}

contract::Status ManifestService::write_ticket(const WasteTicket& wanted, const ManifestCaller& caller) {
  const contract::UtcSeconds now = clock_.now();
  auto done = store_.writer().run([&](storage::Session& session) -> contract::Status {
    const auto record = ticket_record(session, wanted.number, caller);
    if (!record) return record.error();
    if (auto sound = check_ticket(wanted, contract::china_date(now)); !sound) return sound;
    const auto before = tickets_.of(session, wanted.number);
    if (before && before->says_same(wanted)) return contract::ok();
    if (wanted.version != (before ? before->version : 0))
      return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    put_ticket(session, wanted, record->manifest, caller);
    manifests_.add_event(
        session, wanted.number,
        {1, now, contract::kTicketEvent, caller.actor.id, caller.party, ticket_words(wanted)});
    return contract::ok();
  });
  if (done && on_change) on_change();
  return done;
}

contract::Status ManifestService::take_ticket_back(std::string_view number, int version,
                                                   std::string_view reason, const ManifestCaller& caller) {
  if (auto sound = check_step_reason(reason, "/ticket_reason"); !sound) return sound;
  auto done = store_.writer().run([&](storage::Session& session) -> contract::Status {
    const auto record = ticket_record(session, number, caller);
    if (!record) return record.error();
    const auto before = tickets_.of(session, number);
    if (!before || before->is_empty()) return contract::ok();
    if (before->version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    put_ticket(session, {}, record->manifest, caller);
    manifests_.add_event(
        session, number,
        {1, clock_.now(), contract::kTicketBackEvent, caller.actor.id, caller.party, std::string(reason)});
    return contract::ok();
  });
  if (done && on_change) on_change();
  return done;
}

// A record that is corrected may come to say otherwise than its ticket, which nobody touched.
void ManifestService::follow_ticket(storage::Session& session, const Turn& turn) const {
  const Manifest& before = turn.record.manifest;
  if (before.arrived_at == 0) return;
  auto ticket = tickets_.of(session, before.number);
  if (!ticket || is_otherwise(*ticket, before) || !is_otherwise(*ticket, turn.next)) return;
  ticket->differs_since = turn.now;
  tickets_.put(session, *ticket);
}

}  // namespace wufei::service
