// The ground every subject stands on: the county's areas, what the site says of itself, and its pictures.
#pragma once

#include <vector>

#include "county/area.hpp"
#include "county/content_part.hpp"
#include "county/media/media_content.hpp"
#include "county/site.hpp"

namespace wufei::service {

struct CountyContent {
  contract::Areas areas;
  contract::Site site;
  std::vector<MediaFile> media;  // by name
};

// The county's statistical code, six digits, as the codes of its areas begin; "" where none has one.
std::string county_code(const CountyContent& county);

// areas.json, site.json and media/.
ContentPart county_part();

}  // namespace wufei::service
