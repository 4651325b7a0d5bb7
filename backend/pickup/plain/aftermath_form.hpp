// The forms of a booking's page that follow the stop: a rating, a report that nothing was fetched.
#pragma once

#include "pickup/plain/ticket_visit.hpp"

namespace wufei::http {

Response rating_form(const visit::Plain& plain, const Request& request);
Response missed_form(const visit::Plain& plain, const Request& request);

}  // namespace wufei::http
