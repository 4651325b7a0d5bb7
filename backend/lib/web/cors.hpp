// Reading from other origins (Fetch standard, CORS): the open data and the public replies of the API may be
// read by any page, personal replies by none. Pure.
#pragma once

#include "lib/web/exchange.hpp"

namespace wufei::http {

// Adds the headers to the reply of a GET, HEAD or OPTIONS under /open-data/ or /api/v1/ when any cache may
// keep it: what anybody may store, anybody may read. Credentials are never allowed.
void open_to_origins(const Request& request, Response& response);

}  // namespace wufei::http
