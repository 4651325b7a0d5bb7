// How the state of a booking is shown, in its page and on its ticket.
#pragma once

#include "pickup/pickup.hpp"
#include "wasm/kit/parts.hpp"
#include "wasm/portal/shared/pages.hpp"
#include "wasm/portal/shared/texts.hpp"

namespace wufei::views {

struct StatusLook {
  Text label;
  kit::Tone tone;
};
StatusLook look_of(contract::PickupStatus status);
// The date block, from the slot's id: it is known before the server has been asked.
void put_ticket_date(const Model& model, kit::Ticket& ticket, const std::string& slot);

}  // namespace wufei::views
