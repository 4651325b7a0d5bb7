// The county's board of recycled building products: what parties offer and look for, and who is interested in
// it. Plain values. Fields of an offer after the plan's supply-and-demand service (575) and Materials
// Marketplace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

// partial: a part of what was there is promised already.
enum class OfferKind : std::uint8_t { available, wanted, partial };
std::string_view offer_kind_name(OfferKind kind);  // snake_case
std::optional<OfferKind> offer_kind_from_name(std::string_view name);

// How often the quantity is offered or wanted.
enum class OfferRecurs : std::uint8_t { once, week, month, year };
std::string_view offer_recurs_name(OfferRecurs recurs);  // snake_case
std::optional<OfferRecurs> offer_recurs_from_name(std::string_view name);

enum class OfferDelivery : std::uint8_t { seller, buyer, agreed };
std::string_view offer_delivery_name(OfferDelivery delivery);  // snake_case
std::optional<OfferDelivery> offer_delivery_from_name(std::string_view name);

// expired is not kept: it is published when its time is over (BoardOffer::state_at).
enum class OfferState : std::uint8_t { draft, submitted, published, matched, withdrawn, expired };
std::string_view offer_state_name(OfferState state);  // snake_case
std::optional<OfferState> offer_state_from_name(std::string_view name);

enum class InterestState : std::uint8_t { open, accepted, declined, withdrawn };
std::string_view interest_state_name(InterestState state);  // snake_case
std::optional<InterestState> interest_state_from_name(std::string_view name);

// Longest time on the board without the party saying that it still holds: boards that nobody tends die. Ours.
inline constexpr int kOfferDays = 30;
// After an offer's end those who agreed still reach each other so long.
inline constexpr int kContactDays = 30;

struct BoardOffer {
  std::int64_t id = 0, party = 0;
  OfferKind kind = OfferKind::available;
  std::string product = {}, standard = {};  // ids of the content; standard "" = none named
  std::optional<Date> report = {};          // day of the test report
  std::int64_t amount = 0;                  // thousandths of the unit
  std::string unit = {};
  OfferRecurs recurs = OfferRecurs::once;
  std::string area = {};                   // of the county
  Date valid_from = {}, valid_until = {};  // both included
  std::int64_t price = 0;                  // fen for each unit, 0 = to be agreed
  OfferDelivery delivery = OfferDelivery::agreed;
  std::string note = {};  // public, without any way of contact
  OfferState state = OfferState::draft;
  std::string reason = {};  // why it was sent back or taken down; sealed where it lies
  UtcSeconds created_at = 0, published_at = 0, expires_at = 0;
  std::string decided_by = {};
  int version = 1;

  [[nodiscard]] OfferState state_at(UtcSeconds now) const;
};
// When an offer that is published or renewed now is over: after kOfferDays, or with its own last day.
UtcSeconds offer_expiry(const BoardOffer& offer, UtcSeconds now);

struct BoardInterest {
  std::int64_t id = 0, offer = 0, party = 0;
  std::string message = {};  // to the offering party; sealed where it lies
  InterestState state = InterestState::open;
  std::int64_t ended_by = 0;  // party that declined or withdrew; 0 = none, or the offer ended
  UtcSeconds created_at = 0, answered_at = 0;
  int version = 1;

  [[nodiscard]] bool runs() const { return state == InterestState::open || state == InterestState::accepted; }
};

struct BoardUnit {
  std::string id, name;
};
struct BoardStandard {
  std::string id, name;
  bool verified = false;
};
struct BoardProduct {
  std::string id, name;
  std::vector<std::string> units, standards;  // ids
};
// content/waste_board.json.
struct BoardChoices {
  std::vector<BoardUnit> units = {};
  std::vector<BoardStandard> standards = {};
  std::vector<BoardProduct> products = {};
  std::vector<std::string> contact_words = {};
};
// Of a document that has kept its schema.
BoardChoices board_choices_from_json(const Json& json);

}  // namespace wufei::contract
