// `wufei serve`: the portal until SIGTERM or SIGINT.
#pragma once

#include "app/config.hpp"
#include "lib/cli/command_line.hpp"

namespace wufei::app {

// `config` must live until the command has run.
void add_serve_command(CommandLine& line, Config& config);

}  // namespace wufei::app
