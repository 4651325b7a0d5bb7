// Routes of a resident's pickup: book, look up, read, change, cancel, calendar entry. Reads HTTP, calls the
// service, writes HTTP; no rule of its own but the limits on guessing.
#pragma once

#include "lib/net/metrics.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

// POST /api/v1/pickups, POST .../lookup, GET and PATCH .../{reference}, POST .../{reference}/cancel,
// GET .../{reference}/calendar.ics. The references must outlive the router.
void add_pickup_routes(Router& router, service::PickupService& pickups, service::Clock& clock,
                       Metrics& metrics, GuessLimit& guesses);

}  // namespace wufei::http
