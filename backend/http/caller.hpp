// Who calls, for limits: an address says something only when it is the resident's own.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

// 127.0.0.0/8 and ::1: this machine, or a proxy on it that is not declared as trusted.
inline bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

// What limits count by: an IPv4 address, or the /64 of an IPv6 address (one line has all of it, RFC 6177).
std::string limit_key(std::string_view peer);

}  // namespace wufei::http
