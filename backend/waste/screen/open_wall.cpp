#include "waste/screen/open_wall.hpp"

#include "waste/screen/wall_page.hpp"

namespace wufei::app {

contract::Status open_wall(Ground& ground) {
  auto& services = ground.services;
  const auto& www = ground.settings.www;
  http::add_wall_page({*services.find<http::StaffDoor>(), *services.find<service::ScreenService>(),
                       *services.find<service::DeclarationService>(),
                       *services.find<service::IndicatorService>(), ground.content, ground.clock,
                       http::desk_style_link(www, "wall") + http::desk_script_link(www, "wall")});
  return contract::ok();
}

}  // namespace wufei::app
