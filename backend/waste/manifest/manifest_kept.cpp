// Signatures that a driver's phone made without a network: each counts once, with the time at which it was
// made; one that does not fit any more is told why.
#include <algorithm>
#include <array>

#include "lib/base/hex.hpp"
#include "waste/manifest/manifest_turn.hpp"
#include "waste/ticket/mileage_store.hpp"
#include "waste/ticket/waste_ticket.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::ManifestRecord;
using contract::ManifestState;

// A time that cannot be says nothing of how long ago it was.
bool is_too_old(const ManifestStep& step, const ManifestRecord& record, contract::UtcSeconds now) {
  return !contract::kept_time(step.phone, last_signed(record), now).clamped &&
         step.phone.sent_at - step.phone.noted_at > kLongestKept;
}

// Each version leaves one event; these leave none.
bool makes_no_version(const contract::ManifestEvent& event) {
  return event.action == contract::kOdometerEvent || event.action == contract::kTicketEvent ||
         event.action == contract::kTicketBackEvent || event.action == contract::kPaperEvent;
}

}  // namespace

std::string_view manifest_clash_name(ManifestClash clash) {
  constexpr std::array<std::string_view, 5> kNames{"none", "cancelled", "moved", "changed", "too_late"};
  return kNames[static_cast<std::size_t>(clash)];
}

const contract::ManifestSignature* signed_with(const ManifestRecord& record, std::string_view key) {
  if (key.empty()) return nullptr;
  const auto found = std::find_if(record.signatures.begin(), record.signatures.end(),
                                  [&](const auto& signature) { return signature.key == key; });
  return found == record.signatures.end() ? nullptr : &*found;
}

contract::UtcSeconds last_signed(const ManifestRecord& record) {
  contract::UtcSeconds last = record.manifest.issued_at;
  for (const contract::ManifestSignature& one : record.signatures)
    last = std::max(last, one.signed_at > 0 ? one.signed_at : one.at);
  return last;
}

// Of this account and record: nobody is answered for what another one sent.
std::string ManifestService::key_of(const ManifestStep& step, const ManifestCaller& caller) const {
  if (step.key.empty()) return {};
  return contract::hex_of(store_.cipher().hash(
      storage::HashUse::idempotency_key,
      "waste_signature\n" + step.number + "\n" + std::to_string(caller.account) + "\n" + step.key));
}

// Whether since that version nothing came that a signature says but a national number, words on a paper, or
// another parent.
bool ManifestService::is_still_said(storage::Session& session, const contract::Manifest& manifest,
                                    int version) const {
  auto events = manifests_.events(session, manifest.number);
  std::erase_if(events, makes_no_version);
  const int since = manifest.version - version;
  if (since <= 0 || static_cast<std::size_t>(since) > events.size()) return false;
  return std::all_of(events.end() - since, events.end(), [](const contract::ManifestEvent& event) {
    return event.action == contract::kCityNumberEvent || event.action == contract::kRehungEvent ||
           event.action == contract::action_name(contract::ManifestAction::confirm) ||
           event.action == contract::action_name(contract::ManifestAction::dispute);
  });
}

contract::Result<ManifestArrival> ManifestService::take_kept(const ManifestStep& step,
                                                             const ManifestCaller& caller) {
  if (contract::signature_of(step.action) != contract::SignatureKind::transport)
    return contract::field_error("/step", contract::Rule::required);
  // Also for who does not see it any more: what came before is answered as it was.
  const auto seen =
      store_.readers().run([&](storage::Session& session) { return load(session, step.number); });
  ManifestArrival arrival;
  const auto done = take(step, caller, seen ? &*seen : nullptr, &arrival.time);
  if (!done) {
    const bool clashes =
        done.error().code == ErrorCode::conflict || done.error().code == ErrorCode::not_found;
    return clashes ? clash_of(step, caller) : contract::Result<ManifestArrival>(done.error());
  }
  if (on_change) on_change();
  arrival.state = done->state;
  arrival.changed_at = done->changed_at;
  return arrival;
}

contract::Result<ManifestArrival> ManifestService::clash_of(const ManifestStep& step,
                                                            const ManifestCaller& caller) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<ManifestArrival> {
    const auto record = load(session, step.number);
    if (!record) return record.error();
    if (record->manifest.is_private() || !record->parties().contains(caller.party))
      return contract::make_error(ErrorCode::not_found, "not of this party any more");
    ManifestArrival arrival;
    arrival.state = record->manifest.state;
    arrival.changed_at = record->manifest.changed_at;
    const auto possible = contract::actions_of(*record, caller.party, caller.role);
    arrival.clash = ManifestClash::changed;
    if (std::find(possible.begin(), possible.end(), step.action) == possible.end())
      arrival.clash = ManifestClash::moved;
    if (is_too_old(step, *record, clock_.now())) arrival.clash = ManifestClash::too_late;
    if (arrival.state == ManifestState::cancelled) arrival.clash = ManifestClash::cancelled;
    return arrival;
  });
}

}  // namespace wufei::service
