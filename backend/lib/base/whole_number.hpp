// Whole numbers as programs write them: in addresses, hidden fields and pointers. What people type is read by
// entered_whole() (entered_number.hpp).
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace wufei::contract {

// Decimal digits, '-' in front; nullopt for anything else and for what Number cannot hold.
template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data(), end, number);
  return failed == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// The one that the text begins with; 0 for none.
template <class Number>
Number leading_whole(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace wufei::contract
