#include "county/area.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {

const Area* find_area(const Areas& areas, std::string_view code) {
  return find_by(&Area::code, areas, code);
}

std::string area_name(const Areas& areas, const std::string& code) {
  const Area* area = find_area(areas, code);
  return area != nullptr ? area->name : code;
}

const Village* find_village(const Area& area, std::string_view code) {
  return find_by(&Village::code, area.villages, code);
}

Json areas_to_json(const Areas& areas) {
  Json rows = Json::array();
  for (const Area& area : areas) {
    Json villages = Json::array();
    for (const Village& village : area.villages)
      villages.push_back({{"code", village.code}, {"name", village.name}});
    rows.push_back(
        {{"code", area.code}, {"name", area.name}, {"kind", area.kind}, {"villages", std::move(villages)}});
  }
  return {{"areas", std::move(rows)}};
}

Areas areas_from_json(const Json& json) {
  Areas areas;
  for (const Json& row : array_or_empty(json, "areas")) {
    Area area{text_or_empty(row, "code"), text_or_empty(row, "name"), text_or_empty(row, "kind"), {}};
    if (area.code.empty()) continue;
    for (const Json& village : array_or_empty(row, "villages"))
      area.villages.push_back({text_or_empty(village, "code"), text_or_empty(village, "name")});
    areas.push_back(std::move(area));
  }
  return areas;
}

}  // namespace wufei::contract
