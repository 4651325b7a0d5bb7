#include "pickup/crew/crew.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// The short names of the 31 provinces, as they stand on plates.
constexpr std::u32string_view kProvinces =
    U"\u4EAC\u6D25\u6CAA\u6E1D\u5180\u8C6B\u4E91\u8FBD\u9ED1\u6E58\u7696\u9C81\u65B0\u82CF"
    U"\u6D59\u8D63\u9102\u6842\u7518\u664B\u8499\u9655\u5409\u95FD\u8D35\u7CA4\u9752\u85CF"
    U"\u5DDD\u5B81\u743C";
constexpr std::u32string_view kNameMarks = U"()-#";

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_capital(char32_t c) {
  return c >= U'A' && c <= U'Z';
}
bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}
char32_t capital(char32_t c) {
  return c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c;
}

std::u32string code_points(std::string_view text) {
  std::u32string all;
  for (std::size_t at = 0; at < text.size();) all += next_code_point(text, at);
  return all;
}

// Letters that are on plates: neither I nor O.
bool is_plate_letter(char32_t c) {
  return is_capital(c) && c != U'I' && c != U'O';
}
bool is_plate_sign(char32_t c) {
  return is_digit(c) || is_plate_letter(c);
}
bool is_new_energy_letter(char32_t c) {
  return c >= U'A' && c <= U'K' && c != U'I';
}

bool are_digits(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

bool is_new_energy(std::u32string_view six) {
  const bool small = is_new_energy_letter(six[0]) && is_plate_sign(six[1]) && are_digits(six.substr(2));
  const bool large = are_digits(six.substr(0, 5)) && is_new_energy_letter(six[5]);
  return small || large;
}

bool is_ordinary(std::u32string_view five) {
  return std::all_of(five.begin(), five.end(), is_plate_sign) &&
         std::any_of(five.begin(), five.end(), is_digit);
}

}  // namespace

std::optional<std::string> normalised_crew_name(std::string_view text) {
  const std::u32string name = code_points(trimmed(to_half_width(text)));
  if (name.empty() || name.size() > kLongestCrewName) return std::nullopt;
  const auto is_good = [](char32_t c) {
    return is_han(c) || is_digit(c) || is_capital(capital(c)) || c == U' ' ||
           kNameMarks.find(c) != std::u32string_view::npos;
  };
  const bool says_something = std::any_of(name.begin(), name.end(), [](char32_t c) {
    return is_han(c) || is_digit(c) || is_capital(capital(c));
  });
  if (!says_something || !std::all_of(name.begin(), name.end(), is_good)) return std::nullopt;
  return utf8_of(name);
}

std::string crew_name_key(std::string_view name) {
  std::string key;
  for (const char32_t c : code_points(to_half_width(name)))
    if (is_han(c) || is_digit(c) || is_capital(capital(c))) append_utf8(key, capital(c));
  return key;
}

std::optional<std::string> normalised_plate(std::string_view text) {
  std::u32string plate;
  for (const char32_t c : code_points(to_half_width(text)))
    if (c != U' ' && c != 0xB7 && c != U'.' && c != U'-') plate += capital(c);
  if (plate.size() != 7 && plate.size() != 8) return std::nullopt;
  if (kProvinces.find(plate[0]) == std::u32string_view::npos || !is_plate_letter(plate[1]))
    return std::nullopt;
  const std::u32string_view signs = std::u32string_view(plate).substr(2);
  if (!(signs.size() == 5 ? is_ordinary(signs) : is_new_energy(signs))) return std::nullopt;
  return utf8_of(plate);
}

}  // namespace wufei::contract
