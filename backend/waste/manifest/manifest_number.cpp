#include "waste/manifest/manifest_number.hpp"

#include <cstdio>

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Crockford's base32: without I L O U.
constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kPrime = 37;  // above the count of symbols: remainders that have none are skipped
constexpr std::size_t kBare = 6 + 1 + 6 + 8 + 1;
constexpr std::size_t kNationalDigits = 14;

// Weighted by place, so that two neighbours that changed places are found as well. 32 and above: no symbol.
std::size_t check_of(std::string_view bare) {
  std::size_t sum = 0;
  for (const char c : bare) sum = (sum * 2 + 1 + kSymbols.find(c) % kPrime) % kPrime;
  return sum;
}

std::string dashed(std::string_view bare) {
  std::string text(bare.substr(0, 6));
  text.append("-").append(bare.substr(6, 1)).append("-").append(bare.substr(7, 6));
  return text.append("-").append(bare.substr(13, 8)).append("-").append(bare.substr(21, 1));
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// What people take one symbol for another; the field's letter is none of these.
char unmistaken(char c) {
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_shaped(std::string_view bare) {
  if (!is_digits(bare.substr(0, 6)) || !is_digits(bare.substr(7, 6))) return false;
  if (bare[6] < 'A' || bare[6] > 'Z') return false;
  return bare.substr(13, 8).find_first_not_of(kSymbols) == std::string_view::npos;
}

}  // namespace

std::string make_manifest_number(const ManifestName& name, const std::array<std::uint8_t, 5>& random) {
  const YearMonthDay day = year_month_day(name.day);
  std::array<char, 16> date{};
  std::snprintf(date.data(), date.size(), "%02d%02d%02d", day.year % 100, day.month, day.day);
  const std::string bare = name.county + name.letter + date.data();
  std::uint64_t bits = 0;
  for (const std::uint8_t byte : random) bits = bits << 8U | byte;
  for (;; ++bits) {  // one in seven has no check symbol
    std::string whole = bare;
    for (int shift = 35; shift >= 0; shift -= 5)
      whole += kSymbols[bits >> static_cast<unsigned>(shift) & 31U];
    const std::size_t check = check_of(whole);
    if (check < kSymbols.size()) return dashed(whole + kSymbols[check]);
  }
}

bool is_national_number(std::string_view text) {
  return text.size() == kNationalDigits && is_digits(text);
}

std::optional<std::string> normalised_manifest_number(std::string_view text) {
  if (text.size() > 128) return std::nullopt;
  std::string bare;
  for (const char c : entered_symbols(text)) {
    if (c == ' ' || c == '-' || c == '.') continue;
    bare += bare.size() == 6 ? upper(c) : unmistaken(upper(c));
  }
  if (bare.size() != kBare || !is_shaped(bare)) return std::nullopt;
  if (check_of(std::string_view(bare).substr(0, kBare - 1)) != kSymbols.find(bare.back()))
    return std::nullopt;
  return dashed(bare);
}

}  // namespace wufei::contract
