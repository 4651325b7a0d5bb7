// How the state of a booking is shown, in its page and on its ticket.
#pragma once

#include "pickup/pickup.hpp"
#include "wasm/kit/ui.hpp"
#include "wasm/portal/texts.hpp"

namespace wufei::views {

struct StatusLook {
  Text label;
  kit::Tone tone;
};
StatusLook look_of(contract::PickupStatus status);

}  // namespace wufei::views
