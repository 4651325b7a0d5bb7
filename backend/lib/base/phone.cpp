#include "lib/base/phone.hpp"

#include <algorithm>
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Digits of the text; nullopt when anything but digits and separators is in it. A leading + is allowed.
std::optional<std::string> only_digits(std::string_view text) {
  std::string digits;
  const std::string plain = to_half_width(trimmed(text));
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c == '+' && i == 0)
      continue;
    else if (c != ' ' && c != '-' && c != '(' && c != ')')
      return std::nullopt;
  }
  return digits;
}

bool is_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

bool is_landline(std::string_view digits) {
  // Three-digit area codes are 010 and 02x; all others have four digits. Subscriber numbers do not begin with
  // 0 or 1.
  if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0') return false;
  const bool short_area = digits.substr(0, 3) == "010" || digits[1] == '2';
  const std::size_t area = short_area ? 3 : 4;
  const std::size_t subscriber = digits.size() - area;
  return digits[1] != '0' && (subscriber == 7 || subscriber == 8) && digits[area] >= '2';
}

}  // namespace

std::optional<std::string> normalised_phone(std::string_view text) {
  auto digits = only_digits(text);
  if (!digits) return std::nullopt;
  std::string_view view = *digits;
  if (view.substr(0, 4) == "0086")
    view.remove_prefix(4);
  else if (view.size() >= 13 && view.substr(0, 2) == "86")
    view.remove_prefix(2);
  if (is_mobile(view) || is_landline(view)) return std::string(view);
  return std::nullopt;
}

std::string phone_tail(std::string_view normalised) {
  return std::string(normalised.substr(normalised.size() - std::min(normalised.size(), kPhoneTail)));
}

std::string masked_phone(std::string_view normalised) {
  if (normalised.size() < 8) return "****";
  return std::string(normalised.substr(0, 3)) + "****" + phone_tail(normalised);
}

std::optional<std::string> normalised_phone_secret(std::string_view text) {
  const std::string digits = to_half_width(trimmed(text));
  const bool tail =
      digits.size() == kPhoneTail && digits.find_first_not_of("0123456789") == std::string::npos;
  return tail ? digits : normalised_phone(text);
}

}  // namespace wufei::contract
