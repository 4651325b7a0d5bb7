// The outbox as the county sees it: `wufei notices`, beside a running server.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_notice_commands(CommandLine& line);

}  // namespace wufei::app
