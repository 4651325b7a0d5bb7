// The server as a client of another: one POST, plain or over TLS, by cpp-httplib. Keeps no connection,
// follows no redirect and retries nothing.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::http {

struct OutgoingUrl {
  std::string origin;  // scheme://host[:port]
  std::string path;    // with its query, "/" at least
};

// Errors: invalid (no http:// or https://, no host, a password in it); `whose` begins the detail.
contract::Result<OutgoingUrl> parse_outgoing_url(const std::string& url, const std::string& whose);

struct OutgoingPost {
  std::string origin;  // scheme://host[:port]
  std::string path;
  std::string media_type;
  std::string body;
  std::string bearer;                                             // "" = no Authorization
  std::chrono::milliseconds timeout{5000};                        // to connect, to write and to read, each
  std::vector<std::pair<std::string, std::string>> headers = {};  // besides
  std::chrono::milliseconds total{0};                             // for all of it, 0 = no limit
  std::size_t most_reply = 0;                                     // bytes of its body, 0 = no limit
};

// The status of the reply, whatever it is. Errors: unavailable (cannot be reached, over a limit, origin of no
// use); the detail names neither path nor body.
contract::Result<int> post(const OutgoingPost& post);

}  // namespace wufei::http
