// Route of the slots that can be booked.
#pragma once

#include "lib/web/router.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

// GET /api/v1/slots?area&category&from&days. `pickups` must outlive the router.
void add_slot_routes(Router& router, service::PickupService& pickups);

}  // namespace wufei::http
