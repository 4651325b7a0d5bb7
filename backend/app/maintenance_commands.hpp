// What keeps an installation well: `wufei backup`, `restore`, `check` and `version`.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_maintenance_commands(CommandLine& line);

}  // namespace wufei::app
