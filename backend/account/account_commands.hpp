// The accounts of staff on the command line: `wufei staff add NAME --role ROLE ...` prints a one-time link.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_account_commands(CommandLine& line);

}  // namespace wufei::app
