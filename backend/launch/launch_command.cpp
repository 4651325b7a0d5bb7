#include "launch/launch_command.hpp"

#include <iostream>

#include "lib/base/words.hpp"

namespace wufei::app {

using contract::Text;

service::LaunchMachine launch_machine(const Settings& settings) {
  return {settings.https(), settings.notifier == "http"};
}

int print_launch(const Settings& settings, const service::ContentSet& content) {
  const auto states = service::launch_states(content, launch_machine(settings));
  for (const service::LaunchState& state : states)
    std::cout << contract::text(
                     state.settled ? Text::cli_launch_settled : Text::cli_launch_pending,
                     {{"title", state.point.title}, {"body", state.point.body}, {"where", state.point.where}})
              << '\n';
  const bool complete = service::is_complete(states);
  std::cout << contract::text(complete ? Text::cli_launch_complete : Text::cli_launch_incomplete) << '\n';
  return complete ? 0 : 1;
}

}  // namespace wufei::app
