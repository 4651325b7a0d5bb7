// wufei export: the content in force as files. Its part of wufei verify.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_publishing_commands(CommandLine& line);
// Walks the chain of what was published at the desk; answers 0 or 1.
int verify_revisions(const Settings& settings);

}  // namespace wufei::app
