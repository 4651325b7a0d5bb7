#include "waste/board/board_offer.hpp"

#include <algorithm>
#include <array>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"available", "wanted", "partial"};
constexpr std::array<std::string_view, 4> kRecurs{"once", "week", "month", "year"};
constexpr std::array<std::string_view, 3> kDeliveries{"seller", "buyer", "agreed"};
constexpr std::array<std::string_view, 6> kStates{"draft",   "submitted", "published",
                                                  "matched", "withdrawn", "expired"};
constexpr std::array<std::string_view, 4> kInterests{"open", "accepted", "declined", "withdrawn"};

template <class Enum, std::size_t size>
std::string_view name_of(const std::array<std::string_view, size>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view offer_kind_name(OfferKind kind) {
  return name_of(kKinds, kind);
}
std::optional<OfferKind> offer_kind_from_name(std::string_view name) {
  return enum_named<OfferKind>(kKinds, name);
}
std::string_view offer_recurs_name(OfferRecurs recurs) {
  return name_of(kRecurs, recurs);
}
std::optional<OfferRecurs> offer_recurs_from_name(std::string_view name) {
  return enum_named<OfferRecurs>(kRecurs, name);
}
std::string_view offer_delivery_name(OfferDelivery delivery) {
  return name_of(kDeliveries, delivery);
}
std::optional<OfferDelivery> offer_delivery_from_name(std::string_view name) {
  return enum_named<OfferDelivery>(kDeliveries, name);
}
std::string_view offer_state_name(OfferState state) {
  return name_of(kStates, state);
}
std::optional<OfferState> offer_state_from_name(std::string_view name) {
  return enum_named<OfferState>(kStates, name);
}
std::string_view interest_state_name(InterestState state) {
  return name_of(kInterests, state);
}
std::optional<InterestState> interest_state_from_name(std::string_view name) {
  return enum_named<InterestState>(kInterests, name);
}

OfferState BoardOffer::state_at(UtcSeconds now) const {
  return state == OfferState::published && now >= expires_at ? OfferState::expired : state;
}

UtcSeconds offer_expiry(const BoardOffer& offer, UtcSeconds now) {
  constexpr UtcSeconds kDay = 24 * 3600;
  return std::min(now + kOfferDays * kDay, china_instant(add_days(offer.valid_until, 1), 0));
}

BoardChoices board_choices_from_json(const Json& json) {
  BoardChoices choices;
  for (const Json& one : array_or_empty(json, "units"))
    choices.units.push_back({text_or_empty(one, "id"), text_or_empty(one, "name")});
  for (const Json& one : array_or_empty(json, "standards"))
    choices.standards.push_back(
        {text_or_empty(one, "id"), text_or_empty(one, "name"), flag_or(one, "verified", false)});
  for (const Json& one : array_or_empty(json, "products"))
    choices.products.push_back({text_or_empty(one, "id"), text_or_empty(one, "name"),
                                texts_in(array_or_empty(one, "units")),
                                texts_in(array_or_empty(one, "standards"))});
  choices.contact_words = texts_in(array_or_empty(json, "contact_words"));
  return choices;
}

}  // namespace wufei::contract
