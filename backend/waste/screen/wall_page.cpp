#include "waste/screen/wall_page.hpp"

#include <memory>
#include <utility>

#include "waste/field/waste_content.hpp"
#include "waste/screen/screen_parts.hpp"
#include "waste/screen/wall_view.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;

constexpr int kPeriodsBack = 3;

// The last period that should have been declared by now; the last that is over where none was due yet.
contract::DeclarePeriod last_due(const contract::WasteField& field, contract::Date today) {
  const auto periods = contract::past_periods(field, today, kPeriodsBack);
  for (const contract::DeclarePeriod& one : periods)
    if (one.due < today) return one;
  return periods.front();
}

contract::Result<std::vector<WallCoverage>> declared(const WallGround& wall,
                                                     const service::ContentSet& content,
                                                     const StaffCaller& caller) {
  const contract::Date today = contract::china_date(wall.clock.now());
  std::vector<WallCoverage> list;
  for (const contract::WasteField& field : content.get<service::WasteContent>().fields) {
    const contract::DeclarePeriod period = last_due(field, today);
    const auto states = wall.declarations.of_period(field.id, period.name, {caller, std::nullopt});
    if (!states) return states.error();
    list.push_back({field.id, period.name, service::DeclarationService::coverage(*states)});
  }
  return list;
}

Response show_wall(const WallGround& wall, const Request& request, const StaffCaller& caller) {
  const auto screen = wall.screen.view();
  if (!screen) return wall.door.refusal(request, caller, screen.error());
  const auto content = wall.content.current();
  auto coverage = declared(wall, *content, caller);
  if (!coverage) return wall.door.refusal(request, caller, coverage.error());
  const service::IndicatorBoardPtr board = wall.indicators.board();
  Response response =
      text_response(200, "text/html; charset=utf-8",
                    wall_html({*content, *screen, board.get(), std::move(*coverage), wall.clock.now(),
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
