// What the model asks of the world: requests to the device, and what the app does itself. Plain data.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wasm/platform/device.hpp"

namespace wufei::model {

using namespace device;  // the model speaks of requests and events as its own

// What the device has kept under the key; answers with the command Stored.
struct Load {
  std::string key;
};
// How every page looks from now on; kept on the device.
struct SetLook {
  Look look;
};
// Key of the widget that gets the keyboard focus when it is next drawn.
struct FocusField {
  std::string key;
};
struct FocusHeading {};
struct ScrollTop {};

using Effect = std::variant<Request, Load, SetLook, FocusField, FocusHeading, ScrollTop>;
using Effects = std::vector<Effect>;

}  // namespace wufei::model
