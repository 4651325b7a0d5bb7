// The county's side of surveys: `wufei surveys` and `survey ID ACTION`, beside a running server.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_survey_commands(CommandLine& line);

}  // namespace wufei::app
