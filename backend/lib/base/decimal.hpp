// Plain decimal numbers as people print them: the digits are kept, comparison is exact, nothing is ever
// rounded. Floating point appears only where a chart needs a place on a screen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/json.hpp"

namespace wufei::contract {

inline constexpr int kMostDigits = 12;   // in all
inline constexpr int kMostDecimals = 6;  // after the point

struct Decimal {
  std::string text;         // as given: "92.50"
  std::int64_t scaled = 0;  // value times 10^scale
  int scale = 0;            // digits after the point, 0..kMostDecimals
};

// "[-]digits[.digits]" in ASCII, without sign +, exponent, separators or needless leading zeros; nullopt for
// anything else and for more digits than the limits above.
std::optional<Decimal> parse_decimal(std::string_view text);
// `value` / 10^scale as people read it, without needless zeros: "-1.5".
std::string scaled_text(std::int64_t value, int scale);
// Negative, zero, positive: a < b, a == b, a > b, by value (92.5 equals 92.50).
int compare(const Decimal& a, const Decimal& b);
// For drawing only.
double approximate(const Decimal& value);
// A JSON number of the same value: 92.50 is 92.5, 3.00 is 3.
Json decimal_to_json(const Decimal& value);

}  // namespace wufei::contract
