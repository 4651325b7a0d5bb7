// Since when each point of the launch list is as it is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "launch/launch.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/result.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

// Keeps the day for every point that is new or has changed. Errors: unavailable.
contract::Status note_launch(storage::Store& store, const std::vector<LaunchState>& states,
                             contract::Date today);
// By id; a point that was never noted is missing.
contract::Result<std::map<std::string, contract::Date>> launch_since(storage::Store& store,
                                                                     const std::vector<LaunchState>& states);

}  // namespace wufei::service
