// `wufei version`: of the program, and with --all of the libraries that it was built with and has loaded.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_version_command(CommandLine& line);

}  // namespace wufei::app
