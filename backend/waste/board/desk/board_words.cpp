#include "waste/board/desk/board_words.hpp"

#include <array>

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {

using contract::BoardOffer;
using contract::Text;
using service::ContentSet;
using service::WasteContent;

namespace {

template <class Enum, std::size_t size>
std::string_view text_of(const std::array<Text, size>& texts, Enum value) {
  return contract::text(texts[static_cast<std::size_t>(value)]);
}

struct EventText {
  std::string_view kind;
  Text text;
};
constexpr EventText kEvents[] = {{"written", Text::server_board_did_written},
                                 {"changed", Text::server_board_did_changed},
                                 {"interest_shown", Text::server_board_did_interest_shown},
                                 {"interest_accept", Text::server_board_did_interest_accept},
                                 {"interest_decline", Text::server_board_did_interest_decline},
                                 {"interest_withdraw", Text::server_board_did_interest_withdraw}};

}  // namespace

std::string_view offer_kind_words(contract::OfferKind kind) {
  return text_of(std::array{Text::server_board_kind_available, Text::server_board_kind_wanted,
                            Text::server_board_kind_partial},
                 kind);
}

std::string_view offer_recurs_words(contract::OfferRecurs recurs) {
  return text_of(std::array{Text::server_board_every_once, Text::server_board_every_week,
                            Text::server_board_every_month, Text::server_board_every_year},
                 recurs);
}

std::string_view offer_delivery_words(contract::OfferDelivery delivery) {
  return text_of(std::array{Text::server_board_delivery_seller, Text::server_board_delivery_buyer,
                            Text::server_board_delivery_agreed},
                 delivery);
}

std::string_view offer_state_words(contract::OfferState state) {
  return text_of(std::array{Text::server_board_state_draft, Text::server_board_state_submitted,
                            Text::server_board_state_published, Text::server_board_state_matched,
                            Text::server_board_state_withdrawn, Text::server_board_state_expired},
                 state);
}

Tone offer_state_tone(contract::OfferState state) {
  constexpr std::array kTones{Tone::quiet, Tone::warn, Tone::good, Tone::good, Tone::quiet, Tone::bad};
  return kTones[static_cast<std::size_t>(state)];
}

std::string_view offer_action_words(service::OfferAction action) {
  return text_of(
      std::array{Text::server_board_edit, Text::server_board_act_submit, Text::server_board_act_take_back,
                 Text::server_board_act_publish, Text::server_board_act_send_back,
                 Text::server_board_act_renew, Text::server_board_act_match, Text::server_board_act_withdraw,
                 Text::server_board_act_take_down},
      action);
}

std::string_view interest_state_words(contract::InterestState state) {
  return text_of(std::array{Text::server_board_interest_open, Text::server_board_interest_accepted,
                            Text::server_board_interest_declined, Text::server_board_interest_withdrawn},
                 state);
}

Tone interest_state_tone(contract::InterestState state) {
  constexpr std::array kTones{Tone::warn, Tone::good, Tone::quiet, Tone::quiet};
  return kTones[static_cast<std::size_t>(state)];
}

std::string_view interest_action_words(service::InterestAction action) {
  return text_of(std::array{Text::server_board_interest_accept, Text::server_board_interest_decline,
                            Text::server_board_interest_withdraw},
                 action);
}

std::string_view offer_event_words(std::string_view kind) {
  if (const auto* row = contract::find_by(&EventText::kind, kEvents, kind)) return contract::text(row->text);
  const auto action = service::offer_action_from_name(kind);
  return action ? offer_action_words(*action) : kind;
}

std::string party_or_nobody(const std::string& name) {
  return name.empty() ? words(Text::server_board_nobody) : name;
}

std::string product_words(const ContentSet& content, const BoardOffer& offer) {
  const auto& products = content.get<WasteContent>().board.products;
  const auto* product = contract::find_by(&contract::BoardProduct::id, products, offer.product);
  return product ? product->name : offer.product;
}

std::string unit_words(const ContentSet& content, std::string_view id) {
  const auto& units = content.get<WasteContent>().board.units;
  const auto* unit = contract::find_by(&contract::BoardUnit::id, units, id);
  return unit ? unit->name : std::string(id);
}

std::string standard_words(const ContentSet& content, std::string_view id) {
  if (id.empty()) return {};
  const auto& standards = content.get<WasteContent>().board.standards;
  const auto* standard = contract::find_by(&contract::BoardStandard::id, standards, id);
  if (!standard) return std::string(id);
  return standard->verified ? standard->name
                            : contract::text(Text::server_alarm_unverified, {{"basis", standard->name}});
}

std::string amount_words(const ContentSet& content, const BoardOffer& offer) {
  const std::string amount = contract::thousandths_text(offer.amount), unit = unit_words(content, offer.unit);
  if (offer.recurs == contract::OfferRecurs::once)
    return contract::text(Text::server_board_amount_said, {{"amount", amount}, {"unit", unit}});
  return contract::text(
      Text::server_board_amount_recurs,
      {{"recurs", std::string(offer_recurs_words(offer.recurs))}, {"amount", amount}, {"unit", unit}});
}

std::string price_words(const ContentSet& content, const BoardOffer& offer) {
  if (offer.price == 0) return words(Text::server_board_negotiable);
  return contract::text(Text::server_board_price_said, {{"price", contract::yuan_text(offer.price)},
                                                        {"unit", unit_words(content, offer.unit)}});
}

std::string period_words(const BoardOffer& offer) {
  return contract::format_date(offer.valid_from) + " – " + contract::format_date(offer.valid_until);
}

std::string offer_title(const ContentSet& content, const BoardOffer& offer) {
  return std::string(offer_kind_words(offer.kind)) + " " + product_words(content, offer);
}

std::vector<std::pair<Text, std::string>> offer_facts(const ContentSet& content, const BoardOffer& offer) {
  return {{Text::server_board_kind, std::string(offer_kind_words(offer.kind))},
          {Text::server_board_product, product_words(content, offer)},
          {Text::server_board_amount, amount_words(content, offer)},
          {Text::server_board_standard, standard_words(content, offer.standard)},
          {Text::server_board_report, offer.report ? contract::format_date(*offer.report) : std::string()},
          {Text::server_waste_area, area_words(content, offer.area)},
          {Text::server_board_period, period_words(offer)},
          {Text::server_board_price, price_words(content, offer)},
          {Text::server_board_delivery, std::string(offer_delivery_words(offer.delivery))},
          {Text::server_board_note, offer.note}};
}

}  // namespace wufei::http
