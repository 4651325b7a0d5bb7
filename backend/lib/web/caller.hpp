// Who calls, for limits (an address says something only when it is the resident's own), and the key under
// which a caller repeats a request.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

// 127.0.0.0/8 and ::1: this machine, or a proxy on it that is not declared as trusted.
inline bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

// What limits count by: the 4 bytes of an IPv4 address (::ffff:a.b.c.d too), or the 8 of an IPv6 address's
// /64 (one line has all of it, RFC 6177).
std::string limit_key(std::string_view peer);

// rate_limited, with the pause.
contract::Error too_many(int retry_after_s);

// The Idempotency-Key without the quotes of a structured field
// (draft-ietf-httpapi-idempotency-key-header); "" when absent. Errors: invalid idempotency_key_format.
contract::Result<std::string> idempotency_key(const Request& request);

}  // namespace wufei::http
