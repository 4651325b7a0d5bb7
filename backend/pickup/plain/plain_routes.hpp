// A pickup without the client: booked, looked up, changed, cancelled with plain HTML forms, through the same
// desk as the API. What a booking's number and telephone open is shown at /pickup/ticket/{reference}: the
// token that proves it is in a cookie of that page alone (HttpOnly, SameSite=Strict, gone with the browser,
// Secure where the site is https, and good for as long as any token), so that no address, no log, no Referer
// and no page of another site has it; a reload and the way back show the page again. What changes something
// carries a proof made of the token besides, for browsers that know neither SameSite nor Origin. Every reply
// is private and no-store.
#pragma once

#include <string>

#include "county/clock.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "pickup/booking_desk.hpp"

namespace wufei::http {

// All must outlive the router.
struct PlainGround {
  BookingDesk& desk;
  const DocumentBook& book;
  service::Clock& clock;
  service::IdSource& ids;
  bool https = false;           // residents reach the site by https
  std::string public_url = {};  // "https://host" for the code on a slip, "" = not known
};

// POST /pickup/book and /pickup/find; below /pickup/ticket/{reference}: GET, GET and POST /change and
// /cancel, GET /calendar.ics and /slip, POST /rating and /missed.
void add_plain_routes(Router& router, const PlainGround& ground);

// For a subject that adds to a booking's page: the booking that the request's cookie opens, when its form
// proves that it comes from that page. Errors: unauthorized, forbidden, those of reading the form.
contract::Result<contract::Pickup> proven_booking(service::PickupService& pickups, const Request& request);

}  // namespace wufei::http
