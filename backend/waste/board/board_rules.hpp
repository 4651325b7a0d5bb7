// What people write of an offer, and the rules that hold without a database. Quantities and days come as
// people type and paste them.
#pragma once

#include <string>
#include <string_view>

#include "county/area.hpp"
#include "lib/base/result.hpp"
#include "waste/board/board_offer.hpp"

namespace wufei::contract {

inline constexpr std::size_t kLongestOfferNote = 100, kLongestInterest = 200;  // code points
inline constexpr int kOfferAheadDays = 366;                                    // an offer ends within a year
inline constexpr int kReportDays = 5 * 366;                   // an older test report proves nothing. Ours.
inline constexpr std::int64_t kMostOffered = 1'000'000'000;   // thousandths: a million of any unit
inline constexpr std::int64_t kMostOfferPrice = 100'000'000;  // fen

// As typed.
struct OfferWish {
  std::string kind, product, standard, report, amount, unit, recurs, area, valid_from, valid_until, price,
      delivery, note;
};
OfferWish offer_wish(const BoardOffer& offer);

// Puts it right and answers it; invalid with a fault for each field, its pointer "/" and the member's name.
Result<BoardOffer> checked_offer(const OfferWish& wish, const BoardChoices& choices, const Areas& areas,
                                 Date today);
// A short message of a party to another, through the platform. Errors: invalid at "/message".
Result<std::string> checked_interest(std::string_view message, const BoardChoices& choices);

// "12.5": thousandths without needless zeros; "1280" or "1280.50" yuan.
std::string thousandths_text(std::int64_t thousandths);
std::string yuan_text(std::int64_t fen);

}  // namespace wufei::contract
