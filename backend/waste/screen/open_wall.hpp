// Opens the wall.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

// After balances and declarations.
contract::Status open_wall(Ground& ground);

}  // namespace wufei::app
