// Opens the board of recycled building products and what else is public of waste.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

contract::Status open_board(Ground& ground);

}  // namespace wufei::app
