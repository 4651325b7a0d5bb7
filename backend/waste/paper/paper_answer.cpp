// What those who are asked say of a record from paper: the owners of the waste, whose word both ledgers wait
// for, and the carrier, whose word stands beside it and moves no ledger.
#include <algorithm>

#include "waste/manifest/manifest_turn.hpp"

namespace wufei::service {
namespace {

using contract::ManifestAction;
using contract::PaperSlip;
using contract::PaperWord;
using contract::SlipState;
using Kind = contract::WasteNoticeKind;

// Its own reason is not written over.
bool disputes_itself(const contract::ManifestRecord& record, std::int64_t party) {
  const PaperWord* word = record.slip ? record.slip->word_of(party) : nullptr;
  return word != nullptr && word->state == SlipState::disputed && !word->by_staff;
}

}  // namespace

void ManifestService::tell_of_paper(storage::Session& session, std::int64_t party, Kind kind,
                                    const std::string& number) const {
  notices_.tell(session, {.party = party, .kind = kind, .subject = number, .told_at = clock_.now()});
}

bool ManifestService::has_clerk(storage::Session& session, std::int64_t party) const {
  const auto members = parties_.members(session, party);
  return std::any_of(members.begin(), members.end(), [](const contract::PartyMember& one) {
    return contract::role_may(one.role, ManifestAction::confirm);
  });
}

// Its admin or clerk, with an account that opens: one that was disabled, has another role by now, or was
// never joined (its invitation may have run out) says nothing, nor do drivers and readers.
bool ManifestService::answers_itself(storage::Session& session, std::int64_t party) const {
  const auto members = parties_.members(session, party);
  return std::any_of(members.begin(), members.end(), [&](const contract::PartyMember& one) {
    if (!contract::role_may(one.role, ManifestAction::confirm)) return false;
    const auto row = accounts_.find(session, one.account);
    return row && row->account.state == contract::AccountState::active &&
           contract::may(row->account.role, contract::Permission::work_waste);
  });
}

std::vector<std::int64_t> ManifestService::answer_themselves(storage::Session& session,
                                                             const contract::ManifestRecord& record) const {
  std::vector<std::int64_t> parties;
  if (!record.slip || record.manifest.state == contract::ManifestState::cancelled) return parties;
  for (const std::int64_t party : {record.slip->party, record.slip->other, record.slip->carrier})
    if (record.slip->asks(party) && answers_itself(session, party)) parties.push_back(party);
  return parties;
}

// What all parties must agree to, each says itself. Of a paper staff say it for a party that has nobody who
// could, but not of what they entered themselves; what a party told them they may dispute.
bool ManifestService::may_on_behalf(storage::Session& session, const contract::ManifestRecord& record,
                                    ManifestAction action, std::int64_t party,
                                    const contract::Actor& actor) const {
  using A = ManifestAction;
  if (action == A::ask_change || action == A::ask_cancel || action == A::approve) return false;
  if (action == A::dispute) return !disputes_itself(record, party);
  if (action != A::confirm && action != A::revoke) return true;
  if (action == A::confirm && record.slip && record.slip->actor == actor.id) return false;
  if (action == A::revoke && contract::has_done_child(record)) return true;  // see check_keeping()
  return !answers_itself(session, party);
}

// What is done stays by itself only where staff say so, and for who could take the paper away itself staff do
// so for nothing else.
contract::Status ManifestService::check_keeping(storage::Session& session, const Turn& turn) const {
  if (turn.step.keeps_children) {
    if (turn.caller.staff && contract::has_done_child(turn.record)) return contract::ok();
    return contract::make_error(contract::ErrorCode::forbidden, "nothing that is kept, or not by staff");
  }
  if (turn.caller.staff && answers_itself(session, turn.caller.party))
    return contract::field_error("/keeps_children", contract::Rule::required);
  return contract::ok();
}

// What was entered anew since, or has the number of the nation by now, is not confirmed beside it; what is
// posted already posts nothing.
contract::Status ManifestService::check_single(storage::Session& session, const PaperSlip& slip,
                                               const contract::Manifest& load) const {
  if (slip.posted) return contract::ok();
  if (papers_.twin_of(session, slip, load))
    return contract::field_error("", contract::Rule::waste_paper_twin);
  if (manifests_.has_national(session, load.national, load.number))
    return contract::field_error("", contract::Rule::waste_city_number);
  return contract::ok();
}

// It was so, or what was otherwise: the latter is an alarm, and may still be confirmed once it is mended,
// unless the load has been entered anew since.
contract::Status ManifestService::answer_paper(storage::Session& session, Turn& turn) const {
  PaperSlip slip = *turn.record.slip;  // the guard saw it
  PaperWord& word = *slip.word_of(turn.caller.party);
  const bool disputes = turn.step.action == ManifestAction::dispute;
  const bool again = disputes && word.state == SlipState::disputed;  // told before
  if (disputes) {
    if (auto sound = check_step_reason(turn.step.reason); !sound) return sound;
    word.dispute = turn.told = turn.step.reason;
  } else if (turn.caller.party != slip.carrier) {
    if (auto single = check_single(session, slip, turn.next); !single) return single;
  }
  word.state = disputes ? SlipState::disputed : SlipState::confirmed;
  word.answered_at = turn.now;
  word.by_staff = turn.caller.staff;
  papers_.answer(session, slip);
  turn.next.paper = slip.state();
  turn.next.paper_carrier = slip.carriers.state;
  if (turn.caller.party == slip.carrier) {
    if (!again) tell_of_carrier(session, slip, *word.state);
    return contract::ok();
  }
  post_if_agreed(session, turn);
  const std::int64_t owner = turn.caller.party == slip.party ? slip.other : slip.party;
  if (!again)
    tell_of_paper(session, owner, disputes ? Kind::paper_disputed : Kind::paper_confirmed, slip.number);
  return contract::ok();
}

// One owner takes away what is disputed, so that the load can be entered as it was; what an earlier version
// wrote into the ledgers is taken back there.
contract::Status ManifestService::revoke_paper(storage::Session& session, Turn& turn) const {
  if (auto sound = check_step_reason(turn.step.reason); !sound) return sound;
  if (auto may = check_keeping(session, turn); !may) return may;
  const PaperSlip& slip = *turn.record.slip;  // the guard saw it
  turn.told = turn.step.reason;
  if (auto settled = settle_children(session, turn); !settled) return settled;
  take_back_rows(session, turn);
  for (const std::int64_t party : {slip.party, slip.other, slip.carrier})
    if (party != 0 && (party != turn.caller.party || turn.step.keeps_children))
      tell_of_paper(session, party, Kind::paper_revoked, slip.number);
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
