// Numbers of manifests: area code of the county, letter of the field, day of creation in China, eight symbols
// of Crockford's base32 (40 random bits), a check symbol: 371524-J-261125-7KQ2M4XD-C. Never 14 digits, which
// a number of the national hazardous-waste system has.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

struct ManifestName {
  std::string county;  // six digits
  char letter = 'J';   // of the field
  Date day;            // of creation, in China
};

// `random`: five bytes, uniform.
std::string make_manifest_number(const ManifestName& name, const std::array<std::uint8_t, 5>& random);
// What people type or scan: any case and width, spaces, other dashes or none, O for 0, I and L for 1. The
// canonical form, or nullopt when the length, a symbol or the check symbol is wrong.
std::optional<std::string> normalised_manifest_number(std::string_view text);
// Whether it is shaped as a number of the national hazardous-waste system: 14 digits.
bool is_national_number(std::string_view text);

}  // namespace wufei::contract
