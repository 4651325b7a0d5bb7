#include "feedback/feedback_text.hpp"

#include <algorithm>
#include <array>

#include "lib/base/folding.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

constexpr std::size_t kMobileDigits = 11;  // identity card numbers are longer still
constexpr std::size_t kLocalDigits = 7;
constexpr std::size_t kLeastNameLength = 2;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits in circles, brackets and the like are digits: U+2460 and seven more runs of one to nine, and their
// noughts.
std::string with_plain_digits(std::string_view text) {
  constexpr std::array<char32_t, 8> kOnes{0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3220};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = contract::next_code_point(text, at);
    const auto* found =
        std::find_if(kOnes.begin(), kOnes.end(), [c](char32_t one) { return c >= one && c < one + 9; });
    if (found != kOnes.end())
      out += static_cast<char>('1' + (c - *found));
    else if (c == 0x24EA || c == 0x24FF || c == 0x1F10B)
      out += '0';
    else
      out += text.substr(start, at - start);
  }
  return out;
}

std::string folded(std::string_view text) {
  return contract::folded_text(with_plain_digits(text));
}

// Letters, digits and ideographs: what carries meaning, as contract::meaningful_count sees it.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> out;
  const std::string plain = folded(text);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t start = at;
    contract::next_code_point(plain, at);
    std::string character = plain.substr(start, at - start);
    if (contract::meaningful_count(character) > 0) out.push_back(std::move(character));
  }
  return out;
}

// Chinese numerals, both ways of writing them from zero to nine and three that are said on the telephone, as
// digits.
std::string with_digits(std::string_view text) {
  constexpr std::array<char32_t, 23> kNumerals{
      U'\u96F6', U'\u3007', U'\u4E00', U'\u58F9', U'\u4E8C', U'\u8D30', U'\u4E09', U'\u53C1',
      U'\u56DB', U'\u8086', U'\u4E94', U'\u4F0D', U'\u516D', U'\u9646', U'\u4E03', U'\u67D2',
      U'\u516B', U'\u634C', U'\u4E5D', U'\u7396', U'\u5E7A', U'\u4E24', U'\u4E48'};
  constexpr std::string_view kDigits = "00112233445566778899121";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto* found = std::find(kNumerals.begin(), kNumerals.end(), contract::next_code_point(text, at));
    if (found == kNumerals.end())
      out += text.substr(start, at - start);
    else
      out += kDigits[static_cast<std::size_t>(found - kNumerals.begin())];
  }
  return out;
}

// The longest run of digits in which anything but letters and ideographs may stand, up to three characters at
// a time, or one Latin letter: 138 0000-1234, 138.0000.1234, 138__0000__1234, 138a0000b1234.
std::size_t longest_number(std::string_view text) {
  constexpr int kWidestGap = 3;
  std::size_t longest = 0, length = 0;
  int gap = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    contract::next_code_point(text, at);
    const std::string_view character = text.substr(start, at - start);
    if (character.size() == 1 && is_digit(character[0])) {
      longest = std::max(longest, ++length);
      gap = 0;
    } else if (length > 0 && contract::meaningful_count(character) == 0 && ++gap <= kWidestGap) {
      continue;
    } else if (length > 0 && gap == 0 && character[0] >= 'a' && character[0] <= 'z') {
      gap = kWidestGap;
    } else {
      length = 0;
      gap = 0;
    }
  }
  return longest;
}

// "QQ 12345678" or WeChat, in English, in Chinese or as people write it who do not want to: an account is
// named and something like one follows closely.
bool holds_account(std::string_view text) {
  constexpr std::size_t kNear = 12, kLeast = 5;  // bytes between, characters of an account
  for (const std::string_view word :
       {std::string_view("qq"), std::string_view("\u5FAE\u4FE1"), std::string_view("wechat"),
        std::string_view("weixin"), std::string_view("vx"), std::string_view("wx"),
        std::string_view("v\u4FE1"), std::string_view("\u8587\u4FE1"), std::string_view("\u52A0\u5FAE"),
        std::string_view("\u52A0v")})
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      std::size_t length = 0, skipped = 0;
      for (std::size_t i = at + word.size(); i < text.size() && skipped <= kNear; ++i) {
        const char c = text[i];
        const bool part = is_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
        if (!part) skipped += length == 0 ? 1 : kNear + 1;
        if (part && ++length >= kLeast) return true;
      }
    }
  return false;
}

// Dates (2026-11-24) and document numbers have up to eight digits in a row: only what begins like a telephone
// number counts below eleven.
bool holds_local_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at, digits = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '-')) digits += is_digit(text[end++]);
    const bool area_code = text[at] == '0' && digits >= kLocalDigits + 3;
    const bool plain = text[at] >= '2' && digits >= kLocalDigits && end - at == digits && digits <= 8 &&
                       text.substr(at, 2) != "20";
    if (area_code || plain) return true;
    at = end;
  }
  return false;
}

bool holds_mail_address(std::string_view text) {
  for (const std::string_view sign : {"@", "(at)", "[at]", "{at}"}) {
    const std::size_t at = text.find(sign);
    if (at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

TextPairs text_pairs(std::string_view text) {
  const std::vector<std::string> all = characters(text);
  TextPairs pairs;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) pairs.push_back(all[i] + all[i + 1]);
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

int likeness_percent(const TextPairs& a, const TextPairs& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t common = 0;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    if (*left == *right) {
      ++common;
      ++left;
      ++right;
    } else if (*left < *right) {
      ++left;
    } else {
      ++right;
    }
  }
  return static_cast<int>(200 * common / (a.size() + b.size()));
}

bool holds_words(std::string_view text, std::string_view query) {
  const std::string plain = folded(text), words = folded(query);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (end > at && plain.find(words.substr(at, end - at)) == std::string::npos) return false;
    at = end + 1;
  }
  return true;
}

bool holds_personal_data(std::string_view text, std::string_view name) {
  const std::string plain = folded(text), digits = with_digits(plain);
  if (longest_number(digits) >= kMobileDigits) return true;
  if (holds_local_number(plain) || holds_mail_address(plain) || holds_account(plain)) return true;
  const auto joined = [](std::string_view of) {
    std::string out;
    for (const std::string& character : characters(of)) out += character;
    return out;
  };
  return contract::code_point_count(name) >= kLeastNameLength &&
         joined(plain).find(joined(name)) != std::string::npos;
}

}  // namespace wufei::service
