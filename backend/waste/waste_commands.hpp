// wufei waste: lists that the bureau has, accounts of enterprises, the exchange with the city.
#pragma once

#include "lib/cli/command_line.hpp"

namespace wufei::app {

void add_waste_commands(CommandLine& line);

}  // namespace wufei::app
