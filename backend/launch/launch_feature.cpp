// What the launch list gives to the house.
#include "county/feature.hpp"
#include "launch/launch_command.hpp"
#include "launch/launch_log.hpp"
#include "launch/launch_page.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  const service::LaunchMachine machine = launch_machine(ground.settings);
  http::add_launch_page(*ground.services.find<http::StaffDoor>(), ground.content, ground.store, machine);
  ground.chores.add_alone(
      {"note the launch list", "upkeep", 1h, 1min, [&ground, machine](const service::Turn&) {
         return service::note_launch(ground.store, service::launch_states(*ground.content.current(), machine),
                                     contract::china_date(ground.clock.now()));
       }});
  return contract::ok();
}

}  // namespace

Feature launch_feature() {
  return {"launch", service::launch_part, nullptr, open, {}};
}

}  // namespace wufei::app
