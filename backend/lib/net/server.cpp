#include "lib/net/server.hpp"

#include <httplib.h>
#include <sodium.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <typeinfo>
#include <utility>

#include "lib/net/listener.hpp"
#include "lib/net/parking.hpp"
#include "lib/net/reply_head.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::make_error;
using Steady = std::chrono::steady_clock;

// One request on its way through the library, on this thread's stack.
struct Passage {
  const CompleteRequest& raw;
  Outgoing& out;
  Request request;
  Response response;
  bool routed = false;     // our handler saw it; else the library refused it
  bool answering = false;  // the final reply is being written
  bool keep_alive = true;
  Steady::time_point began = Steady::now();
};

// The bytes of one request as the library's stream: reads from memory, writes to the connection's output.
class MemoryStream final : public httplib::Stream {
 public:
  explicit MemoryStream(Passage& passage) : passage_(passage) {}
  bool is_readable() const override { return at_ < passage_.raw.bytes.size(); }
  bool wait_readable() const override { return is_readable(); }
  bool wait_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, passage_.raw.bytes.size() - at_);
    std::memcpy(to, passage_.raw.bytes.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, std::size_t size) override {
    // The library's own "100 Continue" is dropped: the body is here already.
    if (passage_.answering) passage_.out.append({from, size});
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }
  time_t duration() const override { return 0; }

 private:
  Passage& passage_;
  std::size_t at_ = 0;
};

// Unguessable enough to tell requests apart in a log: not a secret.
std::string new_request_id() {
  static const std::uint64_t start = [] {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
  }();
  static std::atomic<std::uint64_t> counter{0};
  std::array<char, 20> text{};
  const std::uint64_t mixed = (start + ++counter) * 0x9E3779B97F4A7C15ULL;
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(mixed));
  return text.data();
}

bool is_request_id(std::string_view text) {
  const auto good = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), good);
}

bool has_no_body(int status) {
  return status == 204 || status == 304 || status < 200;
}

// What an exception says for the log. JSON faults quote their input, which may be personal data.
std::string describe(const std::exception& fault) {
  const bool quotes = dynamic_cast<const contract::Json::exception*>(&fault) != nullptr;
  return std::string(typeid(fault).name()) + (quotes ? "" : std::string(": ") + fault.what());
}

}  // namespace

// The library with its socket handling put aside: it binds, parses requests and writes reply heads.
class Engine final : public httplib::Server {
 public:
  Engine() {
    set_payload_max_length(kLargestBody + kMaxHead);
    set_socket_options([](socket_t socket) {
      // Not SO_REUSEPORT: a second server on the port must fail, not share it.
      httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    });
  }
  ~Engine() override { close_listening(); }
  [[nodiscard]] int listening() const { return svr_sock_; }
  void close_listening() {
    const socket_t socket = svr_sock_.exchange(INVALID_SOCKET);
    if (socket != INVALID_SOCKET) httplib::detail::close_socket(socket);
  }
  void pass(Passage& passage) {
    MemoryStream stream(passage);
    bool closed = false;
    const auto setup = [](httplib::Request& request) { request.ranges.clear(); };
    process_request(stream, std::string(passage.raw.peer), 0, {}, 0, false, closed, setup, nullptr);
  }
};

struct Server::Core {
  Router router;
  ServerOptions options;
  Engine engine;
  std::unique_ptr<Parking> parking;
  Listener listener;
  bool stopped = false;

  Core(Router routes, ServerOptions wanted);
  contract::Result<int> bind(const std::string& host, int port);
  contract::Result<int> start(const std::string& host, int port);
  void stop();

  bool serve(const CompleteRequest& raw, Outgoing& out);
  void refuse(const Refusal& refusal, Outgoing& out);
  void answer(Passage& passage, const httplib::Request& parsed);
  bool fill_request(Passage& passage, const httplib::Request& parsed);
  Response call_router(Request& request);
  void write_head(Passage& passage, const httplib::Request& parsed, httplib::Response& reply);
  void finish(Passage& passage);
  void log(std::string_view level, const std::string& line) const {
    if (options.log) options.log(level, line);
  }
  static thread_local Passage* current;
};

thread_local Passage* Server::Core::current = nullptr;

Server::Core::Core(Router routes, ServerOptions wanted)
    : router(std::move(routes)), options(std::move(wanted)) {
  using Handled = httplib::Server::HandlerResponse;
  engine.set_pre_routing_handler([this](const httplib::Request& parsed, httplib::Response& reply) {
    answer(*current, parsed);
    reply.status = current->response.status;
    return Handled::Handled;
  });
  engine.set_error_handler([](const httplib::Request& parsed, httplib::Response& reply) {
    if (current->routed) return Handled::Unhandled;
    current->request.method = parsed.method;
    current->response =
        problem_reply_as(reply.status, make_error(ErrorCode::invalid), current->request.request_id);
    return Handled::Unhandled;
  });
  engine.set_post_routing_handler([this](const httplib::Request& parsed, httplib::Response& reply) {
    write_head(*current, parsed, reply);
  });
  engine.set_header_writer([](httplib::Stream& stream, httplib::Headers& headers) {
    const bool embeddable = current && current->response.embeddable;
    const std::string_view fixed = embeddable ? embeddable_header_lines() : security_header_lines();
    const std::string_view date = date_header_line();
    stream.write(fixed.data(), fixed.size());
    stream.write(date.data(), date.size());
    return httplib::detail::write_headers(stream, headers);
  });
}

// As many connections as there may be descriptors, with some left for the database.
std::size_t affordable_connections(std::size_t wanted) {
  constexpr rlim_t kept = 128;
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
  if (files.rlim_cur < files.rlim_max && files.rlim_cur < wanted + kept) {
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, wanted + kept);
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
  }
  const rlim_t room = files.rlim_cur > 2 * kept ? files.rlim_cur - kept : files.rlim_cur / 2;
  return std::min<std::size_t>(wanted, room);
}

contract::Result<int> Server::Core::bind(const std::string& host, int port) {
  errno = 0;
  const int bound = port == 0 ? engine.bind_to_any_port(host) : engine.bind_to_port(host, port) ? port : -1;
  if (bound > 0) return bound;
  const std::string why = errno == 0 ? "no such address" : std::strerror(errno);
  return make_error(ErrorCode::unavailable,
                    "cannot listen on " + host + ":" + std::to_string(port) + ": " + why);
}

contract::Result<int> Server::Core::start(const std::string& host, int port) {
  if (sodium_init() < 0) return make_error(ErrorCode::internal, "libsodium does not start");
  const auto bound = bind(host, port);
  if (!bound) return bound;
  ConnectionHooks hooks;
  hooks.body_limit = [this](std::string_view method, std::string_view path) {
    return router.body_limit(method, path);
  };
  hooks.serve = [this](const CompleteRequest& raw, Outgoing& out) { return serve(raw, out); };
  hooks.refuse = [this](const Refusal& refusal, Outgoing& out) { refuse(refusal, out); };
  ConnectionLimits limits;
  limits.max_connections = affordable_connections(options.max_connections);
  limits.max_parked_bytes = options.max_parked_bytes;
  limits.header_deadline = options.header_deadline;
  limits.body_deadline = options.body_deadline;
  limits.idle_deadline = options.idle_deadline;
  limits.write_deadline = options.write_deadline;
  parking = std::make_unique<Parking>(std::move(hooks), limits);
  const auto started = parking->start(options.workers);
  if (!started) return started.error();
  listener.start(
      engine.listening(),
      [this](int socket, std::string peer) { return parking->adopt(socket, std::move(peer)); },
      [this](std::string_view level, std::string_view line) { log(level, std::string(line)); });
  return bound;
}

void Server::Core::stop() {
  if (std::exchange(stopped, true)) return;
  listener.stop();
  engine.close_listening();
  if (parking) parking->stop(options.drain_deadline);
}

// Called on a worker with a whole request.
bool Server::Core::serve(const CompleteRequest& raw, Outgoing& out) {
  Passage passage{raw, out, {}, {}};
  passage.keep_alive = raw.frame.keep_alive;
  passage.request.request_id = new_request_id();
  current = &passage;
  try {
    engine.pass(passage);
  } catch (const std::exception& fault) {  // out of memory, most likely: the reply may be half written
    log("error", "request " + passage.request.request_id + " " + describe(fault));
    passage.keep_alive = false;
  }
  current = nullptr;
  finish(passage);
  return passage.keep_alive && passage.routed;
}

// The library has parsed the request.
void Server::Core::answer(Passage& passage, const httplib::Request& parsed) {
  if (!fill_request(passage, parsed)) {
    passage.response = problem_response(make_error(ErrorCode::invalid), passage.request);
    return;
  }
  passage.routed = true;
  passage.response = call_router(passage.request);
}

// False when the target is broken.
bool Server::Core::fill_request(Passage& passage, const httplib::Request& parsed) {
  Request& request = passage.request;
  for (const auto& [name, value] : parsed.headers) request.headers.add(name, value);
  const std::string peer(passage.raw.peer);
  request.peer = client_address(peer, request.headers.value("X-Forwarded-For"), options.trusted_proxies);
  const bool through_proxy = std::find(options.trusted_proxies.begin(), options.trusted_proxies.end(),
                                       peer) != options.trusted_proxies.end();
  if (const std::string_view id = request.headers.value("X-Request-Id"); through_proxy && is_request_id(id))
    request.request_id = id;
  request.method = parsed.method;
  auto target = parse_target(parsed.target);
  if (!target) return false;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  const std::string_view body = passage.raw.raw_body();
  request.body = passage.raw.frame.chunked ? decode_chunked(body) : std::string(body);
  return true;
}

// The barrier: whatever a handler throws becomes a 500 without detail and a line in the log.
Response Server::Core::call_router(Request& request) {
  try {
    return router.handle(request, [this] { parking->may_block(); });
  } catch (const std::exception& fault) {
    log("error", "request " + request.request_id + " " + request.method + " " + request.route + ": " +
                     describe(fault));
  } catch (...) {
    log("error",
        "request " + request.request_id + " " + request.method + " " + request.route + ": unknown exception");
  }
  return problem_response(make_error(ErrorCode::internal), request);
}

// Replaces what the library thought of the reply's head: it would close the connection after every status of
// 400 and more.
void Server::Core::write_head(Passage& passage, const httplib::Request&, httplib::Response& reply) {
  passage.answering = true;
  passage.keep_alive = passage.keep_alive && !parking->draining();  // it may have begun meanwhile
  reply.headers.clear();
  for (const auto& [name, value] : passage.response.headers)
    if (is_safe_header(name, value)) reply.headers.emplace(name, value);
  if (!has_no_body(reply.status))
    reply.headers.emplace("Content-Length", std::to_string(passage.response.body_size()));
  reply.headers.emplace("X-Request-Id", passage.request.request_id);
  if (!passage.keep_alive || !passage.routed)
    reply.headers.emplace("Connection", "close");
  else if (passage.raw.frame.http_1_0)
    reply.headers.emplace("Connection", "keep-alive");
}

// The body follows the head, then the books are kept.
void Server::Core::finish(Passage& passage) {
  Response& response = passage.response;
  const std::size_t size = response.body_size();
  const bool sends_body = passage.request.method != "HEAD" && !has_no_body(response.status);
  if (passage.answering && sends_body) {
    if (response.shared_body)
      passage.out.attach(std::move(response.shared_body));
    else if (response.body.size() > 0)
      passage.out.append(response.body);
  }
  const double seconds = std::chrono::duration<double>(Steady::now() - passage.began).count();
  const Request& request = passage.request;
  if (options.on_served) options.on_served({request.method, request.route, response.status, seconds, size});
  if (!options.log) return;
  std::array<char, 96> numbers{};
  std::snprintf(numbers.data(), numbers.size(), " %d %zuB %.1fms ", response.status, size, seconds * 1000);
  log("info", request.method + " " + (request.route.empty() ? "-" : request.route) + numbers.data() +
                  request.request_id);
}

// A request that is not worth parsing: its reply is written without the library.
void Server::Core::refuse(const Refusal& refusal, Outgoing& out) {
  const std::string id = new_request_id();
  contract::Error error = make_error(refusal.code);
  if (refusal.status == 503) error.retry_after_s = 5;
  const Response response = problem_reply_as(refusal.status, error, id);
  std::string head =
      "HTTP/1.1 " + std::to_string(refusal.status) + " " + httplib::status_message(refusal.status) + "\r\n";
  head += security_header_lines();
  head += date_header_line();
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  head += "X-Request-Id: " + id + "\r\nConnection: close\r\n\r\n";
  out.append(head);
  out.append(response.body);
  if (options.on_served) options.on_served({"-", "", refusal.status, 0, response.body.size()});
  log("info", "- - " + std::to_string(refusal.status) + " refused " + id);
}

Server::Server(Router router, ServerOptions options)
    : core_(std::make_unique<Core>(std::move(router), std::move(options))) {}

Server::~Server() {
  stop();
}

contract::Result<int> Server::start(const std::string& host, int port) {
  return core_->start(host, port);
}

void Server::stop() {
  core_->stop();
}

const std::vector<Route>& Server::routes() const {
  return core_->router.routes();
}

std::size_t Server::open_connections() const {
  return core_->parking ? core_->parking->open_connections() : 0;
}

std::size_t Server::parked_bytes() const {
  return core_->parking ? core_->parking->parked_bytes() : 0;
}

}  // namespace wufei::http
