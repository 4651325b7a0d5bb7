#include "lib/net/httplib_codec.hpp"

#include <httplib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "lib/net/reply_head.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

// The bytes of a head as the library's stream. What the library answers by itself goes nowhere.
class HeadStream final : public httplib::Stream {
 public:
  explicit HeadStream(std::string_view bytes) : bytes_(bytes) {}
  bool is_readable() const override { return !bytes_.empty(); }
  bool wait_readable() const override { return is_readable(); }
  bool wait_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size());
    std::memcpy(to, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char*, std::size_t size) override { return static_cast<ssize_t>(size); }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }
  time_t duration() const override { return 0; }

 private:
  std::string_view bytes_;
};

// The library keeps its parser of requests for heirs of its server. This one has no socket and no routes and
// answers nothing; it hands the parsed head over and holds no state of any request, so all threads share it.
class HeadReader final : httplib::Server {
 public:
  HeadReader() {
    set_pre_routing_handler(
        [](const httplib::Request&, httplib::Response&) { return HandlerResponse::Handled; });
    set_header_writer([](httplib::Stream&, httplib::Headers&) { return ssize_t{-1}; });
  }
  // False, and `take` is not called, when the library refuses the head.
  bool read(std::string_view head, const std::function<void(httplib::Request&)>& take) {
    HeadStream stream(head);
    bool taken = false, closed = false;
    process_request(stream, {}, 0, {}, 0, true, closed, [&](httplib::Request& parsed) {
      taken = true;
      take(parsed);
    });
    return taken;
  }
};

// A range of an unknown unit or upside down is ignored like any other (RFC 9110 14.2), where the library
// would refuse the request.
std::string without_ranges(std::string_view head) {
  std::string kept;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n") + 2);
    head.remove_prefix(line.size());
    if (!equal_ignoring_case(line.substr(0, 6), "range:")) kept += line;
  }
  return kept;
}

}  // namespace

contract::Result<ListeningSocket> listen_on(const std::string& host, int port) {
  httplib::Server library;
  ListeningSocket bound;
  library.set_socket_options([&](socket_t socket) {
    bound.socket = socket;
    // Not SO_REUSEPORT: a second server on the port must fail, not share it.
    httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1);
  });
  errno = 0;
  bound.port = port == 0 ? library.bind_to_any_port(host) : library.bind_to_port(host, port) ? port : -1;
  if (bound.port > 0) return bound;
  const std::string why = errno == 0 ? "no such address" : std::strerror(errno);
  return contract::make_error(contract::ErrorCode::unavailable,
                              "cannot listen on " + host + ":" + std::to_string(port) + ": " + why);
}

bool read_request(const CompleteRequest& raw, Request& request) {
  static HeadReader reader;
  std::string target;
  const auto take = [&](httplib::Request& parsed) {
    // What is moved out here the library need not look at again.
    request.method = std::move(parsed.method);
    target = std::move(parsed.target);
    for (auto& [name, value] : std::exchange(parsed.headers, {})) request.headers.add(name, std::move(value));
  };
  const std::string_view head = raw.bytes.substr(0, raw.frame.head_size);
  if (!reader.read(head, take) && !reader.read(without_ranges(head), take)) return false;
  // As it stands on the wire: the library undoes percent signs in values.
  if (request.headers.value("Host") != raw.frame.authority) request.headers.set("Host", raw.frame.authority);
  auto parts = parse_target(target);
  if (!parts) return request.path = origin_form(target), false;
  request.path = std::move(parts->path);
  request.query = std::move(parts->query);
  request.query_broken = parts->query_broken;
  request.target = std::move(target);
  request.body = raw.frame.chunked ? decode_chunked(raw.raw_body()) : std::string(raw.raw_body());
  return true;
}

std::string reply_head(const Response& response, std::string_view request_id, std::string_view connection) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(httplib::status_message(response.status)).append("\r\n");
  const bool own_policy = !response.headers.value("Content-Security-Policy").empty();
  if (!response.embeddable && !own_policy) head += policy_header_line();
  head += response.embeddable ? embeddable_header_lines() : security_header_lines();
  head += date_header_line();
  const auto add = [&](std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
  };
  for (const auto& [name, value] : response.headers)
    if (is_safe_header(name, value)) add(name, value);
  if (may_have_body(response.status)) add("Content-Length", std::to_string(response.body_size()));
  add("X-Request-Id", request_id);
  if (!connection.empty()) add("Connection", connection);
  return head += "\r\n";
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace wufei::http
