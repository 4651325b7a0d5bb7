#include "waste/field/waste_amount.hpp"

#include "lib/base/decimal.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr int kTonneScale = 6, kKilogramScale = 3;

int scale_of(std::string_view unit) {
  return unit == "t" ? kTonneScale : kKilogramScale;
}

}  // namespace

std::optional<std::int64_t> parse_amount(std::string_view typed, std::string_view unit) {
  const auto number = parse_decimal(entered_symbols(typed));
  if (!number || number->scale > scale_of(unit) || number->scaled < 0) return std::nullopt;
  std::int64_t grams = number->scaled;
  for (int scale = number->scale; scale < scale_of(unit); ++scale) {
    if (grams > kMostGrams / 10) return std::nullopt;
    grams *= 10;
  }
  return grams <= kMostGrams ? std::optional(grams) : std::nullopt;
}

std::string format_amount(std::int64_t grams, std::string_view unit) {
  const bool negative = grams < 0;
  std::string digits = std::to_string(negative ? -grams : grams);
  const auto scale = static_cast<std::size_t>(scale_of(unit));
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  digits.insert(digits.size() - scale, 1, '.');
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return negative ? "-" + digits : digits;
}

}  // namespace wufei::contract
