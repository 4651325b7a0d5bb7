#include "lib/base/phone.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Digits of the text; nullopt when anything but digits and separators is in it. One + may stand before them.
std::optional<std::string> only_digits(std::string_view text) {
  std::string digits;
  bool plus = false;
  for (const char c : entered_symbols(text)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c == '+' && digits.empty() && !plus)
      plus = true;
    else if (std::string_view(" -.()").find(c) == std::string_view::npos)
      return std::nullopt;
  }
  return digits;
}

// Without the country code 86. After it the 0 of an area code is left out (ITU-T E.123), and is put back.
std::string national(std::string digits) {
  if (digits.compare(0, 4, "0086") == 0)
    digits.erase(0, 4);
  else if (digits.size() >= 11 && digits.compare(0, 2, "86") == 0)
    digits.erase(0, 2);
  else
    return digits;
  const bool area_code = !digits.empty() && (digits[0] >= '2' || digits.compare(0, 2, "10") == 0);
  return area_code ? "0" + digits : digits;
}

bool is_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

// Three-digit area codes are 010 and 02x; all others have four digits.
std::size_t area_digits(std::string_view landline) {
  return landline.substr(0, 3) == "010" || landline.substr(0, 2) == "02" ? 3 : 4;
}

// Subscriber numbers do not begin with 0 or 1.
bool is_landline(std::string_view digits) {
  if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0') return false;
  const std::size_t area = area_digits(digits);
  const std::size_t subscriber = digits.size() - area;
  return digits[1] != '0' && (subscriber == 7 || subscriber == 8) && digits[area] >= '2';
}

char32_t half_width(char32_t c) {
  return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

bool is_figure(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_one_of(std::string_view written, const std::vector<std::string>& own) {
  const auto number = normalised_phone(written);
  return number && std::any_of(own.begin(), own.end(), [&](const std::string& one) {
           return one == masked_phone(*number) || normalised_phone(one) == number;
         });
}

// Bytes from `begin` on that are a number of `own`, as many as can be; 0 = none.
std::size_t phone_bytes(std::string_view text, std::size_t begin, const std::vector<std::string>& own) {
  constexpr int kFewest = 10, kMost = 16;  // digits: a landline; 0086, a bracketed 0 and the longest of them
  constexpr std::size_t kLongest = 128;    // bytes
  std::size_t found = 0;
  int digits = 0;
  for (std::size_t at = begin; at < text.size() && at - begin < kLongest && digits < kMost;) {
    const std::size_t from = at;
    const char32_t c = half_width(next_code_point(text, at));
    if (!is_figure(c)) {
      const std::string symbol = entered_symbols(text.substr(from, at - from));  // "": cannot be seen
      if (symbol.find_first_not_of("-.()+") != std::string::npos) break;
      continue;
    }
    if (++digits >= kFewest && is_one_of(text.substr(begin, at - begin), own)) found = at - begin;
  }
  return found;
}

}  // namespace

std::optional<std::string> normalised_phone(std::string_view text) {
  auto digits = only_digits(text);
  if (!digits) return std::nullopt;
  std::string number = national(*digits);
  return is_mobile(number) || is_landline(number) ? std::optional(std::move(number)) : std::nullopt;
}

std::string dialled_phone(std::string_view normalised) {
  std::string phone(normalised);
  const bool digits = phone.find_first_not_of("0123456789") == std::string::npos;
  return digits && is_landline(phone) ? phone.insert(area_digits(phone), "-") : phone;
}

std::string phone_tail(std::string_view normalised) {
  return std::string(normalised.substr(normalised.size() - std::min(normalised.size(), kPhoneTail)));
}

std::string masked_phone(std::string_view normalised) {
  if (normalised.size() < 8) return "****";
  return std::string(normalised.substr(0, 3)) + "****" + phone_tail(normalised);
}

std::string paper_phone(std::string_view phone) {
  constexpr std::size_t kShown = 3, kHidden = 8, kShortest = 8;
  if (phone.empty()) return {};
  const std::string number = normalised_phone(phone).value_or(std::string(phone));
  return number.substr(0, number.size() < kShortest ? 0 : kShown).append(kHidden, '*');
}

std::string with_paper_phone(std::string_view text) {
  const std::size_t at = text.rfind(' ') + 1;  // 0 when there is one word
  const std::string_view word = text.substr(at);
  if (!normalised_phone(word) && word.find("****") == std::string_view::npos) return std::string(text);
  return std::string(text.substr(0, at)) + paper_phone(word);
}

std::vector<PhonePlace> find_phones(std::string_view text, const std::vector<std::string>& own) {
  std::vector<PhonePlace> places;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = half_width(next_code_point(text, at));
    if (!is_figure(c) && c != U'+') continue;
    const std::size_t size = phone_bytes(text, begin, own);
    if (size == 0) continue;
    places.push_back({begin, size});
    at = begin + size;
  }
  return places;
}

std::string with_paper_phones(std::string_view text, const std::vector<std::string>& own) {
  std::string paper;
  std::size_t at = 0;
  for (const PhonePlace& place : find_phones(text, own)) {
    paper.append(text.substr(at, place.begin - at)).append(paper_phone(text.substr(place.begin, place.size)));
    at = place.begin + place.size;
  }
  return paper.append(text.substr(at));
}

std::optional<std::string> normalised_phone_secret(std::string_view text) {
  auto digits = only_digits(text);
  return digits && digits->size() == kPhoneTail ? std::move(digits) : normalised_phone(text);
}

}  // namespace wufei::contract
