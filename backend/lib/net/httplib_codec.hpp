// cpp-httplib as the codec of the server: it binds, it parses heads of requests, it knows the words of
// statuses. The only source of the server that names it (calls to others go out through its client, see
// http_client.cpp). Neither waits for a socket nor sends.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/net/connection.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

struct ListeningSocket {
  int socket = -1;  // the caller's to close
  int port = 0;
};

// Binds and listens; port 0 takes a free one. Errors: unavailable (address taken or not ours, no
// descriptors).
contract::Result<ListeningSocket> listen_on(const std::string& host, int port);

// Fills method, path, query, headers and body from the bytes of a complete request; the rest of `request` is
// left alone. Host is the authority of an absolute target where there is one. Answers false when the head is
// refused (400): `request` then holds what was understood.
bool read_request(const CompleteRequest& raw, Request& request);

// A reply up to its body: status line, fixed lines (reply_head.hpp), the response's own headers. `connection`
// is "" (say nothing), "close" or "keep-alive".
std::string reply_head(const Response& response, std::string_view request_id, std::string_view connection);

// The status allows a body (RFC 9110 6.4.1).
bool may_have_body(int status);

}  // namespace wufei::http
