// What records of movement give to the house.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

// After the parties and the door.
contract::Status open_manifests(Ground& ground);

}  // namespace wufei::app
