// Areas of the county: towns, subdistricts and development zones with their villages (statistical codes; a
// zone without a code has one of the portal's own). Plain data and its JSON; where the list comes from is
// content/areas.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kAreas = "/api/v1/areas";
}  // namespace api

struct Village {
  std::string code;
  std::string name;
};

struct Area {
  std::string code;
  std::string name;
  std::string kind;  // subdistrict | town | development_zone
  std::vector<Village> villages;
};

using Areas = std::vector<Area>;

const Area* find_area(const Areas& areas, std::string_view code);
// The code itself where there is no such area (any more).
std::string area_name(const Areas& areas, const std::string& code);
const Village* find_village(const Area& area, std::string_view code);

// {"areas":[{"code","name","kind","villages":[{"code","name"}]}]}. Rows without a code are dropped when
// reading.
Json areas_to_json(const Areas& areas);
Areas areas_from_json(const Json& json);

}  // namespace wufei::contract
