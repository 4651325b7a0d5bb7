// `wufei serve`: the portal until SIGTERM or SIGINT.
#pragma once

#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"

namespace wufei::app {

// The configuration as the server takes it: lists of proxies taken apart, every entry an address or a
// network; the public URL "https://host" without a slash at its end. Errors: invalid; detail says what is
// wrong.
contract::Result<Settings> checked(Settings config);

// `config` must live until the command has run.
void add_serve_command(CommandLine& line, Settings& config);

}  // namespace wufei::app
