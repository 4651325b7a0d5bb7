// The server as a client of another: one POST, plain or over TLS, by cpp-httplib. Keeps no connection,
// follows no redirect and retries nothing.
#pragma once

#include <chrono>
#include <string>

#include "lib/base/result.hpp"

namespace wufei::http {

struct OutgoingPost {
  std::string origin;  // scheme://host[:port]
  std::string path;
  std::string media_type;
  std::string body;
  std::string bearer;                       // "" = no Authorization
  std::chrono::milliseconds timeout{5000};  // to connect, to write and to read, each
};

// The status of the reply, whatever it is. Errors: unavailable (cannot be reached, origin of no use); the
// detail names neither path nor body.
contract::Result<int> post(const OutgoingPost& post);

}  // namespace wufei::http
