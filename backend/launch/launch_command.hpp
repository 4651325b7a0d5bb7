// `wufei check --launch`: the launch list for whoever runs the server.
#pragma once

#include "launch/launch.hpp"
#include "lib/cli/settings.hpp"

namespace wufei::app {

// What these settings promise.
service::LaunchMachine launch_machine(const Settings& settings);
// Prints every point with its state, who must confirm it and where it is set; answers 0 when all are settled.
int print_launch(const Settings& settings, const service::ContentSet& content);

}  // namespace wufei::app
