#include "service/feedback_text.hpp"

#include <algorithm>

#include "contract/utf8.hpp"

namespace wufei::service {
namespace {

constexpr std::size_t kMobileDigits = 11;  // identity card numbers are longer still
constexpr std::size_t kLocalDigits = 7;
constexpr std::size_t kLeastNameLength = 2;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view text) {
  std::string out = contract::to_half_width(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
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

// A run of digits in which single spaces and hyphens do not count, so that 138 0000-1234 is found.
std::size_t longest_number(std::string_view text) {
  std::size_t longest = 0, length = 0;
  bool gap = false;
  for (const char c : text) {
    if (is_digit(c)) {
      longest = std::max(longest, ++length);
      gap = false;
    } else if ((c == ' ' || c == '-') && length > 0 && !gap) {
      gap = true;
    } else {
      length = 0;
      gap = false;
    }
  }
  return longest;
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
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
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
  const std::string plain = folded(text);
  if (longest_number(plain) >= kMobileDigits) return true;
  if (holds_local_number(plain) || holds_mail_address(plain)) return true;
  return contract::code_point_count(name) >= kLeastNameLength &&
         plain.find(folded(name)) != std::string::npos;
}

}  // namespace wufei::service
