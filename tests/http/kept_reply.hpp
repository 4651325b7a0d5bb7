// Keeps replies of the portal's own routes for tests/support/check_replies.mjs, which holds them against the
// API description. For tests only.
#pragma once

#include "lib/web/exchange.hpp"

namespace wufei::tests {

// The reply as it is. When the environment variable WUFEI_REPLIES names a file, a line of JSON with method,
// path, status, media type and JSON body (of others only whether there is one) is written there; the first
// one of a run empties it.
http::Response kept(const http::Request& request, http::Response response);

}  // namespace wufei::tests
