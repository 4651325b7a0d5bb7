// The county's side of bookings: `wufei pickups`, `pickup REF ACTION` and `book`, beside a running server.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_pickup_commands(CommandLine& line);

}  // namespace wufei::app
