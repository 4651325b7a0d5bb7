// What is kept of the board as people read it, on public pages and at the desk.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::http {

std::string_view offer_kind_words(contract::OfferKind kind);
std::string_view offer_recurs_words(contract::OfferRecurs recurs);
std::string_view offer_delivery_words(contract::OfferDelivery delivery);
std::string_view offer_state_words(contract::OfferState state);
Tone offer_state_tone(contract::OfferState state);
std::string_view offer_action_words(service::OfferAction action);
std::string_view interest_state_words(contract::InterestState state);
Tone interest_state_tone(contract::InterestState state);
std::string_view interest_action_words(service::InterestAction action);
// What an event of an offer's history was.
std::string_view offer_event_words(std::string_view kind);
// A name that may not be told is said so.
std::string party_or_nobody(const std::string& name);

std::string product_words(const service::ContentSet& content, const contract::BoardOffer& offer);
std::string unit_words(const service::ContentSet& content, std::string_view unit);
// A standard whose title nobody read says so.
std::string standard_words(const service::ContentSet& content, std::string_view standard);
std::string amount_words(const service::ContentSet& content, const contract::BoardOffer& offer);
std::string price_words(const service::ContentSet& content, const contract::BoardOffer& offer);
std::string period_words(const contract::BoardOffer& offer);
// "available product": the title of its pages.
std::string offer_title(const service::ContentSet& content, const contract::BoardOffer& offer);
// Its terms, in the order of pages; "" = not said.
std::vector<std::pair<contract::Text, std::string>> offer_facts(const service::ContentSet& content,
                                                                const contract::BoardOffer& offer);

}  // namespace wufei::http
