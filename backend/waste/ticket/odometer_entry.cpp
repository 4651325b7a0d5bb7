// What the odometer showed at both ends of a way: written with the step, corrected by who wrote it.
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {

using contract::ErrorCode;
using contract::Manifest;
using contract::ManifestAction;
using contract::Rule;

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

// Of its own end, as long as it may write anything; also what was not told at the time.
bool ManifestService::may_correct_odometer(storage::Session& session, const Manifest& manifest, bool came,
                                           const ManifestCaller& caller) const {
  const std::int64_t writer = came ? manifest.receiver : manifest.transporter;
  const contract::UtcSeconds at = came ? manifest.arrived_at : manifest.started_at;
  return !caller.staff && caller.party != 0 && caller.party == writer && manifest.legs == 1 && at > 0 &&
         manifest.state != contract::ManifestState::cancelled &&
         contract::role_may(caller.role, ManifestAction::accept) && finishes(session, manifest, caller.party);
}

contract::Status ManifestService::put_odometer(storage::Session& session, const contract::OdometerFix& fix,
                                               const ManifestCaller& caller) const {
  contract::Mileage mileage = mileages_.of(session, fix.number).value_or(contract::Mileage());
  mileage.number = fix.number;
  std::int64_t& km = fix.came ? mileage.arrived : mileage.departed;
  const std::int64_t before = km;
  if (before == fix.km) return contract::ok();
  if (before != fix.shown) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
  km = fix.km;
  if (mileage.arrived > 0 && mileage.arrived < mileage.departed)
    return contract::field_error(fix.came ? "/odometer_end" : "/odometer_start", Rule::waste_odometer);
  mileages_.put(session, mileage);
  const contract::UtcSeconds now = clock_.now();
  // Other processes look at the record again.
  changes_.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, fix.number, now);
  manifests_.add_event(session, fix.number,
                       {1, now, contract::kOdometerEvent, caller.actor.id, caller.party,
                        std::to_string(before) + " → " + std::to_string(fix.km) + " km"});
  return contract::ok();
}

contract::Status ManifestService::correct_odometer(const contract::OdometerFix& fix,
                                                   const ManifestCaller& caller) {
  auto done = store_.writer().run([&](storage::Session& session) -> contract::Status {
    const auto record = load(session, fix.number);
    if (!record) return record.error();
    if (record->manifest.is_private() || !record->parties().contains(caller.party))
      return contract::make_error(ErrorCode::not_found, "no such record for this caller");
    if (!may_correct_odometer(session, record->manifest, fix.came, caller))
      return contract::make_error(ErrorCode::forbidden, "not its reading");
    return put_odometer(session, fix, caller);
  });
  if (done && on_change) on_change();
  return done;
}

}  // namespace wufei::service
