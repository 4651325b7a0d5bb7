#include "waste/board/board_steps.hpp"

#include <array>

#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

using contract::InterestState;
using contract::OfferState;

struct OfferActionName {
  OfferAction action;
  std::string_view name;
};
constexpr OfferActionName kOfferActions[] = {
    {OfferAction::edit, "edit"},           {OfferAction::submit, "submit"},
    {OfferAction::take_back, "take_back"}, {OfferAction::publish, "publish"},
    {OfferAction::send_back, "send_back"}, {OfferAction::renew, "renew"},
    {OfferAction::match, "match"},         {OfferAction::withdraw, "withdraw"},
    {OfferAction::take_down, "take_down"}};

struct InterestActionName {
  InterestAction action;
  std::string_view name;
};
constexpr InterestActionName kInterestActions[] = {{InterestAction::accept, "accept"},
                                                   {InterestAction::decline, "decline"},
                                                   {InterestAction::withdraw, "withdraw"}};

using A = OfferAction;
using S = OfferState;
// What is renewed while it is on the board stays there; what had expired is looked at anew.
constexpr OfferStep kOfferSteps[] = {
    {S::draft, A::edit, OfferSide::party, OfferGuard::verified, false, S::draft},
    {S::draft, A::submit, OfferSide::party, OfferGuard::in_time, false, S::submitted},
    {S::draft, A::withdraw, OfferSide::party, OfferGuard::none, false, S::withdrawn},
    {S::submitted, A::take_back, OfferSide::party, OfferGuard::none, false, S::draft},
    {S::submitted, A::publish, OfferSide::bureau, OfferGuard::in_time, false, S::published},
    {S::submitted, A::send_back, OfferSide::bureau, OfferGuard::none, true, S::draft},
    {S::submitted, A::withdraw, OfferSide::party, OfferGuard::none, false, S::withdrawn},
    {S::published, A::renew, OfferSide::party, OfferGuard::in_time, false, S::published},
    {S::published, A::match, OfferSide::party, OfferGuard::none, false, S::matched},
    {S::published, A::withdraw, OfferSide::party, OfferGuard::none, false, S::withdrawn},
    {S::published, A::take_down, OfferSide::bureau, OfferGuard::none, true, S::withdrawn},
    {S::expired, A::renew, OfferSide::party, OfferGuard::in_time, false, S::submitted},
    {S::expired, A::take_back, OfferSide::party, OfferGuard::verified, false, S::draft},
    {S::expired, A::withdraw, OfferSide::party, OfferGuard::none, false, S::withdrawn}};

constexpr InterestStep kInterestSteps[] = {
    {InterestState::open, InterestAction::accept, InterestSide::offering, true, InterestState::accepted},
    {InterestState::open, InterestAction::decline, InterestSide::offering, false, InterestState::declined},
    {InterestState::open, InterestAction::withdraw, InterestSide::asking, false, InterestState::withdrawn},
    {InterestState::accepted, InterestAction::withdraw, InterestSide::offering, false,
     InterestState::withdrawn},
    {InterestState::accepted, InterestAction::withdraw, InterestSide::asking, false,
     InterestState::withdrawn}};

}  // namespace

std::string_view offer_action_name(OfferAction action) {
  const auto* row = contract::find_by(&OfferActionName::action, kOfferActions, action);
  return row ? row->name : std::string_view();
}

std::optional<OfferAction> offer_action_from_name(std::string_view name) {
  const auto* row = contract::find_by(&OfferActionName::name, kOfferActions, name);
  return row ? std::optional(row->action) : std::nullopt;
}

std::span<const OfferStep> offer_steps() {
  return kOfferSteps;
}

const OfferStep* offer_step(OfferState from, OfferAction action) {
  for (const OfferStep& step : kOfferSteps)
    if (step.from == from && step.action == action) return &step;
  return nullptr;
}

bool needs_reason(OfferAction action) {
  const OfferStep* step = contract::find_by(&OfferStep::action, kOfferSteps, action);
  return step && step->reason;
}

std::string_view interest_action_name(InterestAction action) {
  const auto* row = contract::find_by(&InterestActionName::action, kInterestActions, action);
  return row ? row->name : std::string_view();
}

std::optional<InterestAction> interest_action_from_name(std::string_view name) {
  const auto* row = contract::find_by(&InterestActionName::name, kInterestActions, name);
  return row ? std::optional(row->action) : std::nullopt;
}

std::span<const InterestStep> interest_steps() {
  return kInterestSteps;
}

const InterestStep* interest_step(InterestState from, InterestAction action, InterestSide who) {
  for (const InterestStep& step : kInterestSteps)
    if (step.from == from && step.action == action && step.who == who) return &step;
  return nullptr;
}

bool trades_for(const PartyCaller& caller, std::int64_t party) {
  using contract::MemberRole;
  return caller.member && caller.member->party == party &&
         (caller.member->role == MemberRole::admin || caller.member->role == MemberRole::clerk);
}

std::vector<OfferAction> possible_actions(const contract::BoardOffer& offer, const contract::Party& party,
                                          const PartyCaller& caller, contract::UtcSeconds now) {
  const bool verified = party.state == contract::PartyState::verified;
  std::vector<OfferAction> actions;
  for (const OfferStep& step : kOfferSteps) {
    if (step.from != offer.state_at(now) || (step.guard != OfferGuard::none && !verified)) continue;
    const bool may = step.who == OfferSide::bureau ? caller.handles() : trades_for(caller, offer.party);
    if (may) actions.push_back(step.action);
  }
  return actions;
}

}  // namespace wufei::service
