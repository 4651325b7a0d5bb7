#include "lib/base/reference.hpp"

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
static_assert(kAlphabet.size() == 31);

// The check symbol makes the sum of weight * value divisible by 31; weights 1..8, the check symbol's is 9.
int check_value(const std::array<std::uint8_t, 8>& values) {
  constexpr int kInverseOfMinusNine = 24;  // 24 * -9 = -216 = 1 (mod 31)
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += (i + 1) * values[static_cast<std::size_t>(i)];
  return sum % 31 * kInverseOfMinusNine % 31;
}

std::string canonical(const std::array<std::uint8_t, 8>& values, std::string_view prefix) {
  std::string text(prefix);
  for (std::size_t i = 0; i < 9; ++i) {
    if (i % 3 == 0) text += '-';
    text += kAlphabet[i < 8 ? values[i] : static_cast<std::size_t>(check_value(values))];
  }
  return text;
}

}  // namespace

std::string bare_symbols(std::string_view text) {
  const std::string symbols = entered_symbols(text);
  if (symbols.size() > 64) return {};
  std::string bare;
  for (char c : symbols) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c != '-' && c != ' ' && c != '.') bare += c;
  }
  return bare;
}

std::string make_reference(const std::array<std::uint8_t, 8>& symbols, std::string_view prefix) {
  std::array<std::uint8_t, 8> values{};
  for (std::size_t i = 0; i < 8; ++i) values[i] = static_cast<std::uint8_t>(symbols[i] % 31);
  return canonical(values, prefix);
}

std::optional<std::string> normalised_reference(std::string_view text, std::string_view prefix) {
  std::string bare = bare_symbols(text);
  if (bare.size() == 11 && bare.compare(0, 2, prefix) == 0) bare.erase(0, 2);
  if (bare.size() != 9) return std::nullopt;
  std::array<std::uint8_t, 8> values{};
  for (std::size_t i = 0; i < 9; ++i) {
    const std::size_t value = kAlphabet.find(bare[i]);
    if (value == std::string_view::npos) return std::nullopt;
    if (i < 8) values[i] = static_cast<std::uint8_t>(value);
  }
  std::string expected = canonical(values, prefix);
  if (expected.back() != bare.back()) return std::nullopt;
  return expected;
}

std::string make_receipt(const std::array<std::uint8_t, 12>& symbols) {
  std::string text;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += kAlphabet[symbols[i] % 31];
  }
  return text;
}

std::optional<std::string> normalised_receipt(std::string_view text) {
  const std::string bare = bare_symbols(text);
  if (bare.size() != 12) return std::nullopt;
  std::string receipt;
  for (std::size_t i = 0; i < bare.size(); ++i) {
    if (kAlphabet.find(bare[i]) == std::string_view::npos) return std::nullopt;
    if (i > 0 && i % 4 == 0) receipt += '-';
    receipt += bare[i];
  }
  return receipt;
}

}  // namespace wufei::contract
