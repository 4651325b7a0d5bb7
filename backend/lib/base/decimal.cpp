#include "lib/base/decimal.hpp"

#include <algorithm>

namespace wufei::contract {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal value{std::string(text)};
  const bool negative = text.substr(0, 1) == "-";
  if (negative) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  const bool sound = !whole.empty() && (dot == std::string_view::npos || !rest.empty()) &&
                     std::all_of(whole.begin(), whole.end(), is_digit) &&
                     std::all_of(rest.begin(), rest.end(), is_digit) &&
                     (whole.size() == 1 || whole.front() != '0');
  if (!sound || whole.size() + rest.size() > kMostDigits || rest.size() > kMostDecimals) return std::nullopt;
  for (const std::string_view part : {whole, rest})
    for (const char c : part) value.scaled = value.scaled * 10 + (c - '0');
  if (negative) value.scaled = -value.scaled;
  value.scale = static_cast<int>(rest.size());
  return value;
}

std::string scaled_text(std::int64_t value, int scale) {
  const bool negative = value < 0;
  std::string text = std::to_string(negative ? -value : value);
  const auto places = static_cast<std::size_t>(scale);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  text.insert(text.size() - places, 1, '.');
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return negative ? "-" + text : text;
}

int compare(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale, b.scale);
  const std::int64_t left = a.scaled * power_of_ten(scale - a.scale);
  const std::int64_t right = b.scaled * power_of_ten(scale - b.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

// Twelve digits and a power of ten are exact in a double: the quotient is the double nearest to the value.
double approximate(const Decimal& value) {
  return static_cast<double>(value.scaled) / static_cast<double>(power_of_ten(value.scale));
}

Json decimal_to_json(const Decimal& value) {
  const std::int64_t unit = power_of_ten(value.scale);
  if (value.scaled % unit == 0) return value.scaled / unit;
  return approximate(value);
}

}  // namespace wufei::contract
