// Routes of a resident's pickup: book, look up, read, change, cancel, calendar entry. Reads HTTP, calls the
// desk, writes HTTP; no rule of its own.
#pragma once

#include <string>

#include "county/clock.hpp"
#include "lib/web/router.hpp"
#include "pickup/booking_desk.hpp"

namespace wufei::http {

// POST /api/v1/pickups, POST .../lookup, GET and PATCH .../{reference}, POST .../{reference}/cancel,
// GET .../{reference}/calendar.ics and .../{reference}/slip. The references must outlive the router.
// `public_url`: "https://host" for the code on a slip, "" = not known.
void add_pickup_routes(Router& router, BookingDesk& desk, service::Clock& clock, std::string public_url = {});
// A booking as JSON, for nobody to keep; its version is the ETag.
Response pickup_reply(int status, const contract::Pickup& pickup);
// The calendar entry of a booking as a file, for nobody to keep.
Response calendar_reply(const service::ContentSet& content, const contract::Pickup& pickup,
                        contract::UtcSeconds now);

}  // namespace wufei::http
