// What the launch list gives to the house.
#include "county/county_content.hpp"
#include "county/feature.hpp"
#include "launch/launch_command.hpp"
#include "launch/launch_log.hpp"
#include "launch/launch_page.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// The files alone cannot say what the machine brings: HTTPS and a gateway for messages.
void warn_of_early_opening(const service::ContentSet& content, const service::LaunchMachine& machine) {
  if (contract::is_on_trial(content.get<service::CountyContent>().site)) return;
  for (const service::LaunchState& state : service::launch_states(content, machine))
    if (!state.settled)
      log_warning("site.json says that the site is open, but the launch list's point " + state.point.id +
                  " waits: " + state.point.where);
}

contract::Status open(Ground& ground) {
  const service::LaunchMachine machine = launch_machine(ground.settings);
  http::add_launch_page(*ground.services.find<http::StaffDoor>(), ground.content, ground.store, machine);
  warn_of_early_opening(*ground.content.current(), machine);
  ground.content.on_change(
      [machine](const service::ContentPtr& fresh) { warn_of_early_opening(*fresh, machine); });
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
