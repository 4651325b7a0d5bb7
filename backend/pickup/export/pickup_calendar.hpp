// A booking as one calendar entry (iCalendar, RFC 5545), made with libical. No personal data beyond the
// address, which the resident gave and needs on the entry.
#pragma once

#include <string>

#include "county/site.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

// One VCALENDAR with one VEVENT and a display alarm 12 hours before. UTC times; SEQUENCE is the booking's
// version; STATUS is CANCELLED for cancelled bookings. `place` is area, village and address in one line;
// `now` is DTSTAMP.
std::string pickup_calendar(const contract::Pickup& pickup, const contract::Site& site,
                            const std::string& place, contract::UtcSeconds now);

}  // namespace wufei::http
