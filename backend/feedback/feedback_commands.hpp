// The county's side of cases: `wufei cases` and `case REF ACTION`, beside a running server.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_feedback_commands(CommandLine& line);

}  // namespace wufei::app
