#include "waste/screen/wall_page.hpp"

#include <memory>
#include <utility>

#include "waste/screen/screen_parts.hpp"
#include "waste/screen/wall_view.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;

Response show_wall(const WallGround& wall, const Request& request, const StaffCaller& caller) {
  const auto screen = wall.screen.view();
  if (!screen) return wall.door.refusal(request, caller, screen.error());
  const auto content = wall.content.current();
  const auto coverage = wall.declarations.last_coverages();
  if (!coverage) return wall.door.refusal(request, caller, coverage.error());
  const service::IndicatorBoardPtr board = wall.indicators.board();
  Response response = text_response(200, "text/html; charset=utf-8",
                                    wall_html({*content, **screen, board.get(), **coverage, wall.clock.now(),
                                               wall.links, !contract::only_reads(caller.account.role)}));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_wall_page(WallGround ground) {
  const auto wall = std::make_shared<const WallGround>(std::move(ground));
  wall->door.standing_page(kWasteWall, "desk_waste_wall", Permission::view_waste,
                           [wall](const Request& request, const StaffCaller& caller) {
                             return show_wall(*wall, request, caller);
                           });
}

}  // namespace wufei::http
