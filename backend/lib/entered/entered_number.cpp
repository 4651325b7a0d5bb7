#include "lib/entered/entered_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::string_view kTenDigits = "0123456789", kFullStop = "\u3002";
constexpr std::size_t kThousand = 3;  // digits of a group

// The digits of a whole number with `mark` between its thousands; nullopt when the marks stand otherwise.
std::optional<std::string> without_marks(std::string_view whole, char mark) {
  std::string joined(whole.substr(0, whole.find(mark)));
  if (joined.empty() || joined.size() > kThousand || joined.front() == '0') return std::nullopt;
  for (whole.remove_prefix(joined.size()); !whole.empty(); whole.remove_prefix(kThousand + 1)) {
    if (whole.size() <= kThousand || whole.front() != mark || whole.find(mark, 1) <= kThousand)
      return std::nullopt;
    joined += whole.substr(1, kThousand);
  }
  return joined;
}

// Two cells of a table, pasted into one field, are no number: "" for them.
std::string of_one_cell(std::string_view text) {
  constexpr std::string_view kEnds = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kEnds);
  if (first == std::string_view::npos) return {};
  const std::string_view inner = text.substr(first, text.find_last_not_of(kEnds) + 1 - first);
  return inner.find('\t') == std::string_view::npos ? entered_symbols(inner) : std::string();
}

// Without marks between thousands; "" when the text can be read in two ways or its marks mean nothing.
std::string plain_number(std::string_view text, bool decimals) {
  std::string typed = of_one_cell(text);
  if (const auto stop = typed.find(kFullStop); stop != std::string::npos)
    typed.replace(stop, kFullStop.size(), ".");
  const std::string sign = typed.starts_with('-') ? "-" : "";
  const std::string_view rest = std::string_view(typed).substr(sign.size());
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const std::string_view whole = rest.substr(0, point), fraction = rest.substr(point);
  const std::size_t first = whole.find_first_of(", ");
  if (first == std::string_view::npos) return typed;
  const char mark = whole[first];
  const bool one = std::count(whole.begin(), whole.end(), mark) == 1;
  const auto joined = without_marks(whole, mark);
  if (!joined || (decimals && mark == ',' && one && fraction.empty())) return {};
  return sign + *joined + std::string(fraction);
}

// What a mass may be followed by: tonnes; kilograms, also as the one square character.
constexpr std::array<std::string_view, 3> kTonnes{"\u5428", "t", "T"};
constexpr std::array<std::string_view, 7> kKilograms{"\u516C\u65A4", "\u5343\u514B", "\u338F", "kg",
                                                     "KG",           "Kg",           "kG"};

template <std::size_t count>
std::string without_unit(std::string_view text, const std::array<std::string_view, count>& units) {
  std::string typed = of_one_cell(text);
  const auto unit =
      std::find_if(units.begin(), units.end(), [&](std::string_view one) { return typed.ends_with(one); });
  if (unit != units.end()) typed.resize(typed.size() - unit->size());
  return typed;
}

}  // namespace

std::optional<Decimal> entered_decimal(std::string_view text) {
  return parse_decimal(plain_number(text, true));
}

std::optional<std::int64_t> entered_whole(std::string_view text, std::int64_t most) {
  const std::string plain = plain_number(text, false);
  if (plain.empty() || plain.find_first_not_of(kTenDigits) != std::string::npos) return std::nullopt;
  std::int64_t number = 0;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  return read.ec == std::errc() && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> entered_scaled(std::string_view text, int scale, std::int64_t most) {
  const auto number = entered_decimal(text);
  if (!number || number->scaled < 0 || number->scale > scale) return std::nullopt;
  std::int64_t value = number->scaled;
  for (int i = number->scale; i < scale; ++i) {
    if (value > most / 10) return std::nullopt;
    value *= 10;
  }
  return value <= most ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> entered_grams(std::string_view text, std::string_view unit, std::int64_t most) {
  constexpr int kOfTonne = 6, kOfKilogram = 3;
  if (unit == "t") return entered_scaled(without_unit(text, kTonnes), kOfTonne, most);
  return entered_scaled(without_unit(text, kKilograms), kOfKilogram, most);
}

}  // namespace wufei::contract
