#include "waste/board/board_rules.hpp"

#include "lib/base/decimal.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_field.hpp"
#include "lib/entered/entered_number.hpp"
#include "waste/board/told_contact.hpp"

namespace wufei::contract {
namespace {

using Errors = std::vector<FieldError>;

constexpr int kThousandths = 3, kFen = 2;  // digits after the point

template <class Value, class Parse>
Value chosen(std::string_view text, const char* pointer, Parse parse, Errors& errors) {
  const auto value = parse(entered_symbols(text));
  if (!value) errors.push_back({pointer, Rule::waste_board_choice});
  return value.value_or(Value{});
}

void read_product(BoardOffer& offer, const OfferWish& wish, const BoardChoices& choices, Errors& errors) {
  offer.product = entered_symbols(wish.product);
  offer.unit = entered_symbols(wish.unit);
  offer.standard = entered_symbols(wish.standard);
  const BoardProduct* product = find_by(&BoardProduct::id, choices.products, offer.product);
  if (!product) {
    errors.push_back({"/product", Rule::waste_board_choice});
    return;
  }
  if (!contract::is_among(product->units, offer.unit)) errors.push_back({"/unit", Rule::waste_board_unit});
  if (!offer.standard.empty() && !contract::is_among(product->standards, offer.standard))
    errors.push_back({"/standard", Rule::waste_board_standard});
}

// Whoever offers by a standard names the day of the test report; whoever looks for something has none.
void read_report(BoardOffer& offer, const OfferWish& wish, Date today, Errors& errors) {
  const std::string typed = entered_symbols(wish.report);
  if (offer.kind == OfferKind::wanted) {
    if (!typed.empty()) errors.push_back({"/report", Rule::waste_board_report});
    return;
  }
  if (typed.empty()) {
    if (!offer.standard.empty()) errors.push_back({"/report", Rule::waste_board_report});
    return;
  }
  offer.report = entered_date(typed);
  if (!offer.report)
    errors.push_back({"/report", Rule::date_format});
  else if (*offer.report > today || *offer.report < add_days(today, -kReportDays))
    errors.push_back({"/report", Rule::waste_board_report});
}

void read_days(BoardOffer& offer, const OfferWish& wish, Date today, Errors& errors) {
  const std::size_t before = errors.size();
  offer.valid_from = entered_day(wish.valid_from, "/valid_from", errors);
  offer.valid_until = entered_day(wish.valid_until, "/valid_until", errors);
  if (errors.size() > before) return;
  if (offer.valid_from < add_days(today, -kOfferAheadDays))
    errors.push_back({"/valid_from", Rule::waste_board_days});
  if (offer.valid_until < offer.valid_from || offer.valid_until < today ||
      offer.valid_until > add_days(today, kOfferAheadDays))
    errors.push_back({"/valid_until", Rule::waste_board_days});
}

void read_amounts(BoardOffer& offer, const OfferWish& wish, Errors& errors) {
  offer.amount = entered_scaled(wish.amount, kThousandths, kMostOffered).value_or(0);
  if (offer.amount == 0) errors.push_back({"/amount", Rule::waste_board_amount});
  if (entered_symbols(wish.price).empty()) return;
  const auto price = entered_scaled(wish.price, kFen, kMostOfferPrice);
  if (!price || *price == 0) errors.push_back({"/price", Rule::waste_board_price});
  offer.price = price.value_or(0);
}

// One line that others will read; "" when it says nothing.
std::string read_line(std::string_view text, const char* pointer, std::size_t most,
                      const BoardChoices& choices, Errors& errors) {
  std::string value = entered_text(text);
  if (code_point_count(value) > most)
    errors.push_back({pointer, Rule::too_long, static_cast<std::int64_t>(most)});
  else if (has_control_characters(value) || value.find('\n') != std::string::npos)
    errors.push_back({pointer, Rule::invalid_text});
  else if (tells_contact(value, choices.contact_words))
    errors.push_back({pointer, Rule::waste_board_contact});
  return meaningful_count(value) > 0 ? value : std::string();
}

}  // namespace

OfferWish offer_wish(const BoardOffer& offer) {
  const auto text = [](std::string_view name) { return std::string(name); };
  return {text(offer_kind_name(offer.kind)),
          offer.product,
          offer.standard,
          offer.report ? format_date(*offer.report) : std::string(),
          thousandths_text(offer.amount),
          offer.unit,
          text(offer_recurs_name(offer.recurs)),
          offer.area,
          format_date(offer.valid_from),
          format_date(offer.valid_until),
          offer.price > 0 ? yuan_text(offer.price) : std::string(),
          text(offer_delivery_name(offer.delivery)),
          offer.note};
}

Result<BoardOffer> checked_offer(const OfferWish& wish, const BoardChoices& choices, const Areas& areas,
                                 Date today) {
  BoardOffer offer;
  Errors errors;
  offer.kind = chosen<OfferKind>(wish.kind, "/kind", offer_kind_from_name, errors);
  read_product(offer, wish, choices, errors);
  read_report(offer, wish, today, errors);
  read_amounts(offer, wish, errors);
  offer.recurs = chosen<OfferRecurs>(wish.recurs, "/recurs", offer_recurs_from_name, errors);
  offer.area = entered_symbols(wish.area);
  if (!find_area(areas, offer.area)) errors.push_back({"/area", Rule::waste_area});
  read_days(offer, wish, today, errors);
  offer.delivery = chosen<OfferDelivery>(wish.delivery, "/delivery", offer_delivery_from_name, errors);
  offer.note = read_line(wish.note, "/note", kLongestOfferNote, choices, errors);
  if (errors.empty()) return offer;
  return Error{ErrorCode::invalid, "fields break rules", std::move(errors), 0};
}

Result<std::string> checked_interest(std::string_view message, const BoardChoices& choices) {
  Errors errors;
  std::string text = read_line(message, "/message", kLongestInterest, choices, errors);
  if (errors.empty() && text.empty()) errors.push_back({"/message", Rule::required});
  if (errors.empty()) return text;
  return Error{ErrorCode::invalid, "fields break rules", std::move(errors), 0};
}

std::string thousandths_text(std::int64_t thousandths) {
  return scaled_text(thousandths, kThousandths);
}

std::string yuan_text(std::int64_t fen) {
  std::string text = scaled_text(fen, kFen);
  if (fen % 100 != 0 && fen % 10 == 0) text += '0';  // never one digit of the two
  return text;
}

}  // namespace wufei::contract
