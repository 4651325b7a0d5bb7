#include "waste/board/told_contact.hpp"

#include <algorithm>
#include <optional>

#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kLongPiece = 7;    // digits
constexpr std::size_t kMostPieces = 6;   // of a number that is written in pieces
constexpr std::size_t kMostDigits = 16;  // with the country's code

// Digits in a row of code points, from this one on.
struct DigitRow {
  char32_t first;
  int value;  // of the first
  int count;
};
constexpr DigitRow kRows[] = {
    {U'0', 0, 10},    {0x0660, 0, 10},  {0x06F0, 0, 10},  {0x0966, 0, 10},  {0x2070, 0, 1},  {0x00B9, 1, 1},
    {0x00B2, 2, 2},   {0x2074, 4, 6},   {0x2080, 0, 10},  {0x24EA, 0, 1},   {0x2460, 1, 9},  {0x2474, 1, 9},
    {0x2488, 1, 9},   {0x2776, 1, 9},   {0x2780, 1, 9},   {0x278A, 1, 9},   {0xFF10, 0, 10}, {0x1D7CE, 0, 10},
    {0x1D7D8, 0, 10}, {0x1D7E2, 0, 10}, {0x1D7EC, 0, 10}, {0x1D7F6, 0, 10}, {0x1FBF0, 0, 10}};
// Chinese digits, plain and of the bank: zero to nine, then other ways.
constexpr std::u32string_view kPlain = U"\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";
constexpr std::u32string_view kBank = U"\u96F6\u58F9\u8D30\u53C1\u8086\u4F0D\u9646\u67D2\u634C\u7396";
constexpr char32_t kYao = U'\u5E7A';  // one, as it is said on the telephone

std::optional<char> digit_of(char32_t c) {
  for (const DigitRow& row : kRows)
    if (c >= row.first && c < row.first + static_cast<char32_t>(row.count))
      return static_cast<char>('0' + row.value + static_cast<int>(c - row.first));
  for (const std::u32string_view digits : {kPlain, kBank})
    if (const std::size_t at = digits.find(c); at != std::u32string_view::npos)
      return static_cast<char>('0' + at);
  return c == kYao ? std::optional('1') : std::nullopt;
}

// Marks, spaces, emoji: what may stand between the pieces of a number.
bool is_between(char32_t c) {
  std::string one;
  append_utf8(one, c);
  return meaningful_count(one) == 0;
}

// Pieces of digits with nothing but marks between them.
using Pieces = std::vector<std::string>;

bool is_number(const Pieces& pieces) {
  for (std::size_t from = 0; from < pieces.size(); ++from) {
    std::string digits;
    bool single = true;  // each piece is one digit
    for (std::size_t at = from; at < pieces.size(); ++at) {
      digits += pieces[at];
      single = single && pieces[at].size() == 1;
      if (digits.size() > kMostDigits || (!single && at - from >= kMostPieces)) break;
      if (pieces[at].size() >= kLongPiece || normalised_phone(digits)) return true;
    }
  }
  return false;
}

bool holds_number(std::string_view text) {
  Pieces pieces;
  bool open = false;  // the last piece goes on
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (const auto digit = digit_of(c)) {
      if (!open) pieces.emplace_back();
      pieces.back() += *digit;
      open = true;
    } else if (is_between(c)) {
      open = false;
    } else {
      if (is_number(pieces)) return true;
      pieces.clear();
      open = false;
    }
  }
  return is_number(pieces);
}

std::string small(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

bool tells_contact(std::string_view text, const std::vector<std::string>& words) {
  const std::string plain = small(entered_symbols(text));
  return holds_number(plain) || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
           return plain.find(word) != std::string::npos;
         });
}

}  // namespace wufei::contract
