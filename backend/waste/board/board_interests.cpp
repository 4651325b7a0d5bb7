// Who is interested in an offer, and when both sides are told of each other.
#include <algorithm>

#include "lib/base/find.hpp"
#include "waste/board/board_errors.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::service {

using contract::BoardInterest;
using contract::ErrorCode;
using contract::InterestState;
using contract::Party;
using contract::PartyState;
using contract::Rule;

namespace {

constexpr contract::UtcSeconds kDay = 24 * 3600;

std::optional<InterestSide> side_of(const PartyCaller& caller, const contract::BoardOffer& offer,
                                    const BoardInterest& interest) {
  if (trades_for(caller, offer.party)) return InterestSide::offering;
  if (trades_for(caller, interest.party)) return InterestSide::asking;
  return std::nullopt;
}

// For the other side.
contract::WasteNoticeKind interest_notice(InterestAction action) {
  using enum contract::WasteNoticeKind;
  if (action == InterestAction::accept) return interest_accepted;
  return action == InterestAction::decline ? interest_declined : interest_withdrawn;
}

bool is_done(const BoardInterest& interest, InterestAction action, InterestSide side) {
  const auto steps = interest_steps();
  return std::any_of(steps.begin(), steps.end(), [&](const InterestStep& step) {
    return step.action == action && step.who == side && step.to == interest.state;
  });
}

}  // namespace

// Both verified now, agreed, and the offer not over for long.
bool BoardService::tells(const Held& held, const BoardInterest& interest, const Party& asking) {
  return interest.state == InterestState::accepted && held.party.state == PartyState::verified &&
         asking.state == PartyState::verified &&
         clock_.now() < held.offer.expires_at + contract::kContactDays * kDay;
}

InterestFile BoardService::interest_file(Session& session, const Held& held, BoardInterest interest,
                                         const PartyCaller& caller) {
  InterestFile file;
  const auto asking = parties_.head(session, interest.party);
  const bool own = reads_for(caller, held.offer.party);
  if (asking && (own || caller.sees_all())) {
    if (asking->state == PartyState::verified || caller.sees_all()) file.other = asking->name;
  } else if (held.party.state == PartyState::verified) {
    file.other = held.party.name;
  }
  const auto side = side_of(caller, held.offer, interest);
  const bool both =
      asking && asking->state == PartyState::verified && held.party.state == PartyState::verified;
  if (side)
    for (const InterestStep& step : interest_steps())
      if (step.from == interest.state && step.who == *side && (!step.on_board || (both && is_public(held))))
        file.actions.push_back(step.action);
  file.told = side && asking && tells(held, interest, *asking);
  if (caller.sees_all()) interest.message.clear();
  file.interest = std::move(interest);
  return file;
}

contract::Status BoardService::check_asking(Session& session, const Held& held, const std::string& message,
                                            const PartyCaller& caller, bool& done) {
  const std::int64_t own = caller.member->party;
  if (own == held.offer.party) return offer_conflict(Rule::waste_board_own);
  const auto party = parties_.head(session, own);
  if (!party || party->state != PartyState::verified) return offer_conflict(Rule::waste_board_unverified);
  int before = 0;
  for (const BoardInterest& one : board_.interests(session, held.offer.id)) {
    if (one.party != own) continue;
    ++before;
    if (one.runs()) {
      done = one.message == message;
      return done ? contract::ok() : contract::Status(offer_conflict(Rule::waste_board_again));
    }
    if (one.ended_by == held.offer.party) return offer_conflict(Rule::waste_board_again);
  }
  if (before >= kMostAsked || board_.open_interests(session, own) >= kMostInterests)
    return offer_conflict(Rule::waste_too_many);
  if (!is_public(held)) return offer_conflict(Rule::waste_state);
  return contract::ok();
}

bool BoardService::may_ask(Session& session, const Held& held, const PartyCaller& caller) {
  if (!caller.member || !trades_for(caller, caller.member->party)) return false;
  bool done = false;
  return check_asking(session, held, "", caller, done).has_value() && !done;
}

contract::Status BoardService::ask(std::int64_t id, std::string_view message, const PartyCaller& caller) {
  if (!caller.member || !trades_for(caller, caller.member->party)) return no_such_offer();
  const auto content = content_.current();
  const auto text = contract::checked_interest(message, content->get<WasteContent>().board);
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto found = seen(session, id, caller);
    if (!found) return no_such_offer();
    if (!text) return contract::status_of(text);
    bool done = false;
    if (auto may = check_asking(session, *found, *text, caller, done); !may || done) return may;
    BoardInterest interest;
    interest.offer = id;
    interest.party = caller.member->party;
    interest.message = *text;
    interest.created_at = clock_.now();
    board_.add_interest(session, interest);
    note(session, id, "interest_shown", "", caller);
    tell(session, found->offer.party, contract::WasteNoticeKind::interest_shown, id);
    return contract::ok();
  });
}

contract::Status BoardService::answer(std::int64_t id, std::int64_t number, int version,
                                      InterestAction action, const PartyCaller& caller) {
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto found = held(session, id);
    auto interest = found ? board_.interest(session, number) : std::nullopt;
    if (!interest || interest->offer != id) return no_such_offer();
    const auto side = side_of(caller, found->offer, *interest);
    if (!side) return no_such_offer();
    if (interest->version == version + 1 && is_done(*interest, action, *side)) return contract::ok();
    if (interest->version != version)
      return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    const InterestFile file = interest_file(session, *found, *interest, caller);
    if (!contract::is_among(file.actions, action)) return offer_conflict(Rule::waste_state);
    interest->state = interest_step(interest->state, action, *side)->to;
    interest->answered_at = clock_.now();
    if (!interest->runs()) interest->ended_by = caller.member->party;
    board_.change_interest(session, *interest, version);
    note(session, id, "interest_" + std::string(interest_action_name(action)), "", caller);
    const bool offering = *side == InterestSide::offering;
    tell(session, offering ? interest->party : found->offer.party, interest_notice(action), id);
    return contract::ok();
  });
}

contract::Result<OfferContact> BoardService::contact(std::int64_t id, std::int64_t number,
                                                     const PartyCaller& caller) {
  storage::AccessEntry entry{clock_.now(), caller.staff.actor(), "contact_viewed", std::to_string(id)};
  return journal_.look_on_record(entry, [&](Session& session) -> contract::Result<OfferContact> {
    const auto found = held(session, id);
    const auto interest = found ? board_.interest(session, number) : std::nullopt;
    if (!interest || interest->offer != id) return no_such_offer();
    const auto side = side_of(caller, found->offer, *interest);
    const auto asking = parties_.head(session, interest->party);
    if (!side || !asking || !tells(*found, *interest, *asking)) return no_such_offer();
    const auto other = parties_.find(session, *side == InterestSide::offering ? asking->id : found->party.id);
    if (!other) return no_such_offer();
    entry.detail = other->code;
    return OfferContact{other->name, other->contact, other->phone};
  });
}

void BoardService::end_interests(Session& session, std::int64_t offer, bool agreed_too) {
  for (BoardInterest& interest : board_.interests(session, offer)) {
    if (interest.state != InterestState::open && !(agreed_too && interest.runs())) continue;
    interest.state = InterestState::withdrawn;
    interest.answered_at = clock_.now();
    board_.change_interest(session, interest, interest.version);
    tell(session, interest.party, contract::WasteNoticeKind::interest_ended, offer);
  }
}

}  // namespace wufei::service
