// The editors' side of the guide: `wufei guide words`, `guide import-places` and `check --places`.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

// After the commands of maintenance: `check` gets an option.
void add_guide_commands(CommandLine& line);

}  // namespace wufei::app
