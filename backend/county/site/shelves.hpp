// The parts of this site, as the site map names them; a page's Listing says in which it stands.
#pragma once

#include "lib/base/text.hpp"

namespace wufei::http {

struct Shelf {
  static constexpr contract::Text guide = contract::Text::server_site_map_guide;
  static constexpr contract::Text services = contract::Text::server_site_map_services;
  static constexpr contract::Text disclosure = contract::Text::server_site_map_disclosure;
  static constexpr contract::Text data = contract::Text::server_site_map_data;
  static constexpr contract::Text voice = contract::Text::server_site_map_voice;
  static constexpr contract::Text all[] = {guide, services, disclosure, data,
                                           voice};  // as the search offers them
};

}  // namespace wufei::http
