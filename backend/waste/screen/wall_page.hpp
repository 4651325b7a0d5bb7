// The wall at the desk: /desk/waste/wall, for those who may open the leaders' page.
#pragma once

#include <string>

#include "account/staff_door.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "indicator/indicator_service.hpp"
#include "waste/declaration/declaration_service.hpp"
#include "waste/screen/screen_service.hpp"

namespace wufei::http {

// All must outlive the door.
struct WallGround {
  StaffDoor& door;
  service::ScreenService& screen;
  service::DeclarationService& declarations;
  const service::IndicatorService& indicators;
  const service::ContentSource& content;
  service::Clock& clock;
  std::string links;  // desk_style_link() and desk_script_link() of "wall"
};

void add_wall_page(WallGround ground);

}  // namespace wufei::http
