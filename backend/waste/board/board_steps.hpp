// The two tables of the board: what becomes of an offer, and of another party's interest in it. Service,
// pages and docs/waste.md are held against them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "waste/board/board_offer.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

enum class OfferAction : std::uint8_t {
  edit,
  submit,
  take_back,
  publish,
  send_back,
  renew,
  match,
  withdraw,
  take_down
};
std::string_view offer_action_name(OfferAction action);  // snake_case
std::optional<OfferAction> offer_action_from_name(std::string_view name);

enum class OfferSide : std::uint8_t { party, bureau };
// verified: its party is, now. in_time: that, and its last day is not over.
enum class OfferGuard : std::uint8_t { none, verified, in_time };

struct OfferStep {
  contract::OfferState from;
  OfferAction action;
  OfferSide who;
  OfferGuard guard;
  bool reason;  // that its party reads
  contract::OfferState to;
};
std::span<const OfferStep> offer_steps();
const OfferStep* offer_step(contract::OfferState from, OfferAction action);
bool needs_reason(OfferAction action);

enum class InterestAction : std::uint8_t { accept, decline, withdraw };
std::string_view interest_action_name(InterestAction action);  // snake_case
std::optional<InterestAction> interest_action_from_name(std::string_view name);

enum class InterestSide : std::uint8_t { offering, asking };
struct InterestStep {
  contract::InterestState from;
  InterestAction action;
  InterestSide who;
  bool on_board;  // only while the offer is public and both are verified
  contract::InterestState to;
};
std::span<const InterestStep> interest_steps();
const InterestStep* interest_step(contract::InterestState from, InterestAction action, InterestSide who);

// Who may act for a party on the board: its admin or clerk.
bool trades_for(const PartyCaller& caller, std::int64_t party);
// What this caller may do with the offer as it is. `party`: that offers.
std::vector<OfferAction> possible_actions(const contract::BoardOffer& offer, const contract::Party& party,
                                          const PartyCaller& caller, contract::UtcSeconds now);

}  // namespace wufei::service
