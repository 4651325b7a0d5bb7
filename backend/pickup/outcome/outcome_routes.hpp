// What a resident does after the stop, over the API, with the booking's token: a rating, a report that
// nothing was fetched.
#pragma once

#include "lib/web/router.hpp"
#include "pickup/booking_desk.hpp"

namespace wufei::http {

// POST /api/v1/pickups/{reference}/rating and /missed. The desk must outlive the router.
void add_outcome_routes(Router& router, BookingDesk& desk);

}  // namespace wufei::http
