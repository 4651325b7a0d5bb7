// Routes of what can be booked: the catalogue with its rules, and the slots.
#pragma once

#include "county/content_source.hpp"
#include "lib/web/router.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

// GET /api/v1/catalogue: 200 or 304. `source` must outlive the router.
void add_catalogue_route(Router& router, service::ContentSource& source);
// GET /api/v1/slots?area&category&from&days. `pickups` must outlive the router.
void add_slot_routes(Router& router, service::PickupService& pickups);

}  // namespace wufei::http
