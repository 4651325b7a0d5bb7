// What crews and dispatchers write down after a stop, on the command line: `wufei pickup REF complete`,
// `not-presented`, `non-conforming`, `no-access`, `settle-missed`, and `wufei missed`.
#pragma once

#include <memory>
#include <string>

#include "lib/cli/command_line.hpp"

namespace wufei::app {

// `reference`: what stands before the action, filled before the action runs.
void add_outcome_actions(CommandLine& line, CLI::App* pickup, const std::shared_ptr<std::string>& reference);
void add_missed_command(CommandLine& line);

}  // namespace wufei::app
