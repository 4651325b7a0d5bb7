// The sorting guide's part of the content: guide/*.json, guide/items/*.json and guide/recyclables/*.json,
// checked against their schemas and against each other.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "county/content_part.hpp"
#include "guide/guide.hpp"
#include "guide/place.hpp"
#include "guide/recyclables.hpp"
#include "pickup/catalogue.hpp"

namespace wufei::service {

// Items that stand in a file each, over those of guide/items.json (county/published/content_rows.hpp).
inline constexpr std::string_view kGuideItemFolder = "guide/items/";

// The sorting guide and what belongs to it.
struct GuideContent {
  contract::Guide guide;
  std::vector<contract::Recyclables> recyclables;  // newest version first, at least one
  contract::PlaceRegister places;
  std::map<std::string, std::string> withdrawn;  // id of an item that was taken back -> why
};

// The rules that a schema can not say; `service_line` is the only telephone number. Pure.
ContentFaults check_guide(const GuideContent& content, const contract::Areas& areas,
                          const contract::Catalogue& catalogue, const std::string& service_line);

ContentPart guide_part();

}  // namespace wufei::service
