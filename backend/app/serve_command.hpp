// `wufei serve`: the portal until SIGTERM or SIGINT.
#pragma once

#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"

namespace wufei::app {

// `config` must live until the command has run.
void add_serve_command(CommandLine& line, Settings& config);

}  // namespace wufei::app
