#include "waste/board/board_service.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_field.hpp"
#include "waste/board/board_errors.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::service {

using contract::BoardOffer;
using contract::ErrorCode;
using contract::OfferState;
using contract::OfferWish;
using contract::Party;
using contract::PartyState;
using contract::Rule;

namespace {

constexpr contract::TextLimits kOfferReason{1, 200, true};

// The fields that its party writes.
void take_over(BoardOffer& offer, const BoardOffer& wanted) {
  BoardOffer changed = wanted;
  changed.id = offer.id;
  changed.party = offer.party;
  changed.state = offer.state;
  changed.reason = offer.reason;
  changed.created_at = offer.created_at;
  changed.published_at = offer.published_at;
  changed.expires_at = offer.expires_at;
  changed.decided_by = offer.decided_by;
  changed.version = offer.version;
  offer = std::move(changed);
}

// All that is written, to know the same form again.
std::string written(const OfferWish& wish) {
  std::string text;
  for (const std::string* part :
       {&wish.kind, &wish.product, &wish.standard, &wish.report, &wish.amount, &wish.unit, &wish.recurs,
        &wish.area, &wish.valid_from, &wish.valid_until, &wish.price, &wish.delivery, &wish.note})
    text += *part + "\n";
  return text;
}

bool is_done(const BoardOffer& offer, OfferAction action) {
  const auto steps = offer_steps();
  return std::any_of(steps.begin(), steps.end(),
                     [&](const OfferStep& step) { return step.action == action && step.to == offer.state; });
}

// Of what the bureau did, for the party; nullopt of what it did itself.
std::optional<contract::WasteNoticeKind> offer_notice(OfferAction action) {
  using enum contract::WasteNoticeKind;
  if (action == OfferAction::publish) return offer_published;
  if (action == OfferAction::send_back) return offer_sent_back;
  return action == OfferAction::take_down ? std::optional(offer_taken_down) : std::nullopt;
}

}  // namespace

contract::Error no_such_offer() {
  return contract::make_error(ErrorCode::not_found, "no such offer");
}

contract::Error offer_conflict(Rule rule) {
  return contract::field_error("", rule, 0, ErrorCode::conflict);
}

bool on_board(const Party& party) {
  return party.state != PartyState::suspended && party.state != PartyState::closed;
}

bool reads_for(const PartyCaller& caller, std::int64_t party) {
  return caller.member && caller.member->party == party && contract::reads_records(caller.member->role);
}

std::optional<BoardService::Held> BoardService::held(Session& session, std::int64_t id) {
  auto offer = board_.find(session, id);
  auto party = offer ? parties_.head(session, offer->party) : std::nullopt;
  if (!offer || !party) return std::nullopt;
  return Held{std::move(*offer), std::move(*party)};
}

bool BoardService::is_public(const Held& held) {
  return held.offer.state_at(clock_.now()) == OfferState::published && on_board(held.party);
}

bool BoardService::is_open_to(Session& session, const Held& held, std::int64_t party) {
  if (is_public(held)) return true;
  const OfferState state = held.offer.state_at(clock_.now());
  if (state == OfferState::draft) return false;
  const bool asks = state == OfferState::expired && on_board(held.party);
  const auto interests = board_.interests(session, held.offer.id);
  return std::any_of(interests.begin(), interests.end(), [&](const contract::BoardInterest& one) {
    return one.party == party && (one.state == contract::InterestState::accepted || (asks && one.runs()));
  });
}

std::optional<BoardService::Held> BoardService::seen(Session& session, std::int64_t id,
                                                     const PartyCaller& caller) {
  auto found = held(session, id);
  if (!found || caller.sees_all() || reads_for(caller, found->offer.party)) return found;
  if (!caller.member || !contract::reads_records(caller.member->role)) return std::nullopt;
  return is_open_to(session, *found, caller.member->party) ? std::move(found) : std::nullopt;
}

std::vector<PublicOffer> BoardService::named(Session& session, std::vector<BoardOffer> offers, bool all) {
  std::vector<PublicOffer> list;
  for (BoardOffer& offer : offers) {
    const auto party = parties_.head(session, offer.party);
    if (!party || (!all && !on_board(*party))) continue;
    const bool verified = party->state == PartyState::verified;
    const bool person = verified && party->may_be_person();
    if (!all) offer.reason.clear();
    list.push_back({std::move(offer), all || (verified && !person) ? party->name : std::string(), person});
  }
  return list;
}

contract::Result<std::vector<PublicOffer>> BoardService::published(const storage::OfferFilter& filter) {
  using Offers = contract::Result<std::vector<PublicOffer>>;
  return journal_.store.readers().run([&](Session& session) -> Offers {
    return named(session, board_.published(session, filter, clock_.now(), kOffersOnPage), false);
  });
}

contract::Result<PublicOffer> BoardService::published_one(std::int64_t id) {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<PublicOffer> {
    auto found = held(session, id);
    if (!found || !is_public(*found)) return no_such_offer();
    return std::move(named(session, {std::move(found->offer)}, false).front());
  });
}

contract::Result<OwnBoard> BoardService::own(const PartyCaller& caller) {
  if (!caller.member || !contract::reads_records(caller.member->role)) return no_such_offer();
  const std::int64_t id = caller.member->party;
  return journal_.store.readers().run([&](Session& session) -> contract::Result<OwnBoard> {
    const auto party = parties_.head(session, id);
    if (!party) return no_such_offer();
    OwnBoard own{trades_for(caller, id), party->state == PartyState::verified,
                 board_.of_party(session, id, kOffersOnPage)};
    for (contract::BoardInterest& interest : board_.interests_of(session, id, kOffersOnPage)) {
      auto asked = held(session, interest.offer);
      if (!asked) continue;
      asked->offer.reason.clear();
      own.asked.push_back({std::move(interest)});
      if (is_open_to(session, *asked, id)) own.asked.back().offer = std::move(asked->offer);
    }
    return own;
  });
}

contract::Result<std::vector<PublicOffer>> BoardService::list(std::string_view state,
                                                              const PartyCaller& caller) {
  using Offers = contract::Result<std::vector<PublicOffer>>;
  if (!caller.sees_all()) return no_such_offer();
  return journal_.store.readers().run([&](Session& session) -> Offers {
    return named(session, board_.in_state(session, state, kOffersOnPage), true);
  });
}

contract::Result<std::size_t> BoardService::waiting() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::size_t> {
    const auto waits = offer_state_name(OfferState::submitted);
    return board_.in_state(session, waits, 1000).size();
  });
}

contract::Result<OfferFile> BoardService::read(Session& session, std::int64_t id, const PartyCaller& caller) {
  auto found = seen(session, id, caller);
  if (!found) return no_such_offer();
  OfferFile file;
  file.own = reads_for(caller, found->offer.party);
  file.state = found->offer.state_at(clock_.now());
  const bool all = file.own || caller.sees_all();
  if (all || found->party.state == PartyState::verified) file.party = found->party.name;
  file.actions = possible_actions(found->offer, found->party, caller, clock_.now());
  file.may_ask = !all && may_ask(session, *found, caller);
  for (contract::BoardInterest& interest : board_.interests(session, id))
    if (all || interest.party == caller.member->party)
      file.interests.push_back(interest_file(session, *found, std::move(interest), caller));
  if (all) file.history = journal_.events.of(session, id);
  file.offer = std::move(found->offer);
  if (!all) file.offer.reason.clear();
  return file;
}

contract::Result<OfferFile> BoardService::show(std::int64_t id, const PartyCaller& caller) {
  const auto work = [&](Session& session) { return read(session, id, caller); };
  if (!caller.sees_all()) return journal_.store.readers().run(work);
  return journal_.look_on_record({clock_.now(), caller.staff.actor(), "offer_viewed", std::to_string(id)},
                                 work);
}

std::string BoardService::new_key() {
  return random_token(ids_);
}

contract::Result<BoardOffer> BoardService::checked(const OfferWish& wish) {
  const auto content = content_.current();
  return contract::checked_offer(wish, content->get<WasteContent>().board,
                                 content->get<CountyContent>().areas, contract::china_date(clock_.now()));
}

void BoardService::note(Session& session, std::int64_t offer, std::string_view kind, std::string_view detail,
                        const PartyCaller& caller) {
  const contract::Actor actor = caller.staff.actor();
  journal_.events.add(session, offer, {clock_.now(), std::string(kind), std::string(detail)}, actor);
  journal_.log.add(session, {clock_.now(), actor, std::string(kind), std::to_string(offer)});
}

void BoardService::tell(Session& session, std::int64_t party, contract::WasteNoticeKind kind,
                        std::int64_t offer) {
  notices_.tell(session,
                {.party = party, .kind = kind, .subject = std::to_string(offer), .told_at = clock_.now()});
}

contract::Status BoardService::may_add(Session& session, const PartyCaller& caller) {
  const std::int64_t id = caller.member->party;
  const auto party = parties_.head(session, id);
  if (!party) return no_such_offer();
  if (party->state != PartyState::verified) return offer_conflict(Rule::waste_board_unverified);
  if (board_.running(session, id, clock_.now()) >= kMostOffers) return offer_conflict(Rule::waste_too_many);
  return contract::ok();
}

contract::Result<std::int64_t> BoardService::add(const OfferWish& wish, std::string_view key,
                                                 const PartyCaller& caller) {
  if (!caller.member || !trades_for(caller, caller.member->party)) return no_such_offer();
  auto wanted = checked(wish);
  if (!wanted) return wanted.error();
  const std::string form = (key.empty() ? new_key() : std::string(key)) + "\n" + written(wish);
  const storage::Bytes hash =
      journal_.store.cipher().hash(storage::HashUse::idempotency_key, "waste_board\n" + form);
  wanted->party = caller.member->party;
  wanted->created_at = clock_.now();
  return journal_.store.writer().run([&](Session& session) -> contract::Result<std::int64_t> {
    if (const auto before = board_.made_by(session, wanted->party, hash)) return *before;
    if (auto may = may_add(session, caller); !may) return may.error();
    const std::int64_t id = board_.add(session, *wanted, hash);
    note(session, id, "written", "", caller);
    return id;
  });
}

contract::Status BoardService::edit(std::int64_t id, int version, const OfferWish& wish,
                                    const PartyCaller& caller) {
  const auto wanted = checked(wish);
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto found = held(session, id);
    if (!found || !trades_for(caller, found->offer.party)) return no_such_offer();
    if (!wanted) return contract::status_of(wanted);
    BoardOffer changed = found->offer;
    take_over(changed, *wanted);
    const bool same = written(contract::offer_wish(changed)) == written(contract::offer_wish(found->offer));
    if (same && (changed.version == version || changed.version == version + 1)) return contract::ok();
    if (changed.version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    if (!contract::is_among(possible_actions(found->offer, found->party, caller, clock_.now()),
                            OfferAction::edit))
      return offer_conflict(Rule::waste_state);
    board_.change(session, changed, version);
    note(session, id, "changed", "", caller);
    return contract::ok();
  });
}

contract::Status BoardService::act(std::int64_t id, int version, OfferAction action, std::string_view reason,
                                   const PartyCaller& caller) {
  const std::string why = needs_reason(action) ? contract::entered_text(reason) : std::string();
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    auto found = seen(session, id, caller);
    if (!found || action == OfferAction::edit) return no_such_offer();
    if (needs_reason(action))
      if (auto sound = contract::check_reason(why, kOfferReason); !sound) return sound;
    BoardOffer& offer = found->offer;
    if (offer.version == version + 1 && is_done(offer, action) && offer.reason == why) return contract::ok();
    if (offer.version != version) return contract::make_error(ErrorCode::precondition, "changed meanwhile");
    if (!contract::is_among(possible_actions(offer, found->party, caller, clock_.now()), action))
      return offer_conflict(Rule::waste_state);
    const OfferStep& step = *offer_step(offer.state_at(clock_.now()), action);
    if (step.guard == OfferGuard::in_time && offer.valid_until < contract::china_date(clock_.now()))
      return contract::field_error("/valid_until", Rule::waste_board_days);
    offer.state = step.to;
    offer.reason = why;
    if (step.to == OfferState::published) offer.expires_at = contract::offer_expiry(offer, clock_.now());
    if (action == OfferAction::publish) offer.published_at = clock_.now();
    if (step.who == OfferSide::bureau) offer.decided_by = caller.staff.actor().id;
    board_.change(session, offer, version);
    if (step.to != OfferState::published && step.to != OfferState::submitted)
      end_interests(session, id, step.to != OfferState::matched);
    note(session, id, offer_action_name(action), why, caller);
    if (const auto kind = offer_notice(action)) tell(session, offer.party, *kind, id);
    return contract::ok();
  });
}

}  // namespace wufei::service
