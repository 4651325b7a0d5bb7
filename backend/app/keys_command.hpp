// `wufei keys`: with which keys the personal data is sealed; sealing anew and rotation by hand.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_keys_command(CommandLine& line);
// --key-months, for the commands that need it.
void add_key_months(CommandLine& line, CLI::App* command);
// After a restore: how many values no key opens any more; answers the exit status.
int say_what_is_gone(const Settings& settings);

}  // namespace wufei::app
