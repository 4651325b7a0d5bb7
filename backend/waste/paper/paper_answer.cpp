// What the parties that did not enter a record from paper say of it: the other owner of the waste, whose word
// both ledgers wait for, and the carrier, whose word stands beside it and moves no ledger.
#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {
namespace {

using contract::ManifestAction;
using contract::PaperSlip;
using contract::SlipState;
using Kind = contract::WasteNoticeKind;

void take_carriers_word(PaperSlip& slip, SlipState state, const std::string& against,
                        contract::UtcSeconds now) {
  slip.carrier_state = state;
  slip.carrier_answered_at = now;
  if (state == SlipState::disputed) slip.carrier_dispute = against;
}

void take_owners_word(PaperSlip& slip, SlipState state, const std::string& against,
                      contract::UtcSeconds now) {
  slip.state = state;
  slip.answered_at = now;
  if (state == SlipState::disputed) slip.dispute = against;
}

}  // namespace

void ManifestService::tell_of_paper(storage::Session& session, std::int64_t party, Kind kind,
                                    const std::string& number) const {
  notices_.tell(session, {.party = party, .kind = kind, .subject = number, .told_at = clock_.now()});
}

// It was so, or what was otherwise: the latter is an alarm, and may still be confirmed once it is mended.
contract::Status ManifestService::answer_paper(storage::Session& session, Turn& turn) const {
  PaperSlip slip = *turn.record.slip;  // the guard saw it
  const bool disputes = turn.step.action == ManifestAction::dispute;
  if (disputes) {
    if (auto sound = check_reason(turn); !sound) return sound;
    turn.told = turn.step.reason;
  }
  const SlipState state = disputes ? SlipState::disputed : SlipState::confirmed;
  const bool carries = turn.caller.party == slip.carrier;  // which is neither of the owners
  if (carries)
    take_carriers_word(slip, state, turn.step.reason, turn.now);
  else
    take_owners_word(slip, state, turn.step.reason, turn.now);
  papers_.answer(session, slip);
  turn.next.paper = slip.state;
  turn.next.paper_carrier = slip.carrier_state;
  if (carries) {
    tell_of_carrier(session, slip, state);
    return contract::ok();
  }
  post_if_agreed(session, turn);
  tell_of_paper(session, slip.party, disputes ? Kind::paper_disputed : Kind::paper_confirmed, slip.number);
  return contract::ok();
}

// Both owners hear of what the carrier disputes: their ledgers rest on the record.
void ManifestService::tell_of_carrier(storage::Session& session, const PaperSlip& slip,
                                      SlipState state) const {
  const bool disputes = state == SlipState::disputed;
  tell_of_paper(session, slip.party, disputes ? Kind::paper_carrier_disputed : Kind::paper_carrier_confirmed,
                slip.number);
  if (disputes) tell_of_paper(session, slip.other, Kind::paper_carrier_disputed, slip.number);
}

// A member asks of its own party alone; drivers of nothing.
contract::Result<UncountedList> ManifestService::uncounted(storage::UncountedFilter filter,
                                                           const ManifestCaller& caller) {
  if (!caller.staff) {
    if (caller.party == 0 || caller.role == contract::MemberRole::driver)
      return contract::make_error(contract::ErrorCode::not_found, "no ledger of this caller");
    filter.party = caller.party;
  }
  return store_.readers().run([&](storage::Session& session) -> contract::Result<UncountedList> {
    return UncountedList{manifests_.uncounted(session, filter, kMostManifests),
                         manifests_.count_uncounted(session, filter), names(session)};
  });
}

}  // namespace wufei::service
