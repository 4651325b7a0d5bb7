// What a resident does with a booking that is still open, on pages of its own: another time, other things,
// another address or note; a cancellation.
#pragma once

#include "pickup/plain/ticket_visit.hpp"

namespace wufei::http {

Response show_change(const visit::Plain& plain, const Request& request);
Response change_form(const visit::Plain& plain, const Request& request);
Response show_cancel(const visit::Plain& plain, const Request& request);
Response cancel_form(const visit::Plain& plain, const Request& request);

}  // namespace wufei::http
