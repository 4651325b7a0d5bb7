#include "waste/weighing/plate.hpp"

#include "lib/base/reference.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kLongestPlate = 12;  // code points
constexpr std::size_t kProvince = 3;       // bytes of a Chinese character
constexpr std::string_view kDot = "·";

std::string without_dots(std::string_view text) {
  std::string plain(text);
  for (std::size_t place; (place = plain.find(kDot)) != std::string::npos;) plain.erase(place, kDot.size());
  return plain;
}

}  // namespace

std::string comparable_plate(std::string_view typed) {
  std::string plate = bare_symbols(without_dots(entered_symbols(typed)));
  if (code_point_count(plate) > kLongestPlate) return {};
  const bool with_province = !plate.empty() && static_cast<unsigned char>(plate.front()) >= 0x80;
  const std::size_t start = with_province ? kProvince + 1 : 1;
  for (std::size_t i = start; i < plate.size(); ++i) {
    if (plate[i] == 'O') plate[i] = '0';
    if (plate[i] == 'I') plate[i] = '1';
  }
  return plate;
}

}  // namespace wufei::contract
