#include "lib/net/server.hpp"

#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <typeinfo>
#include <utility>

#include "lib/base/find.hpp"
#include "lib/base/waiting.hpp"
#include "lib/net/head_memory.hpp"
#include "lib/net/httplib_codec.hpp"
#include "lib/net/listener.hpp"
#include "lib/net/parking.hpp"
#include "lib/net/worker_places.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/kept_body.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::make_error;
using Steady = std::chrono::steady_clock;

// Unguessable enough to tell requests apart in a log: not a secret.
std::string new_request_id() {
  static const std::uint64_t start = [] {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
  }();
  static std::atomic<std::uint64_t> counter{0};
  std::uint64_t mixed = (start + ++counter) * 0x9E3779B97F4A7C15ULL;
  std::string text(16, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, mixed >>= 4)
    *digit = "0123456789abcdef"[mixed & 15U];
  return text;
}

// As programs make them (a UUID, nginx's $request_id, a trace): it goes into the log, so that no word and no
// telephone number may pass for one.
bool is_request_id(std::string_view text) {
  const auto good = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; };
  const auto letter = [](char c) { return c >= 'a' && c <= 'f'; };  // no number has one; random ids do
  return text.size() >= 16 && text.size() <= 64 && std::all_of(text.begin(), text.end(), good) &&
         std::any_of(text.begin(), text.end(), letter);
}

// What an exception says for the log. JSON faults quote their input, which may be personal data.
std::string describe(const std::exception& fault) {
  const bool quotes = dynamic_cast<const contract::Json::exception*>(&fault) != nullptr;
  return std::string(typeid(fault).name()) + (quotes ? "" : std::string(": ") + fault.what());
}

using Entry = WorkerPlaces::Entry;

// At most one of the places, given back in the end.
class WorkerPlace {
 public:
  // `recovered` is called when there is room again after refusals.
  WorkerPlace(WorkerPlaces& places, std::chrono::milliseconds waited, const std::function<void()>& recovered)
      : places_(places), waited_(waited), recovered_(recovered) {}
  ~WorkerPlace() {
    if (is_taken() && places_.leave()) recovered_();
  }
  WorkerPlace(const WorkerPlace&) = delete;
  WorkerPlace& operator=(const WorkerPlace&) = delete;
  // Once it was said no, it stays so.
  bool take() {
    if (!entry_) entry_ = places_.enter(waited_);
    return is_taken();
  }
  [[nodiscard]] bool is_taken() const { return entry_ == Entry::taken; }
  [[nodiscard]] std::optional<Entry> entry() const { return entry_; }

 private:
  WorkerPlaces& places_;
  const std::chrono::milliseconds waited_;
  const std::function<void()>& recovered_;
  std::optional<Entry> entry_;
};

// May be asked once more though its handler ran: it changes nothing.
bool is_safe(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

struct Server::Core {
  VirtualHost own;
  ServerOptions options;
  int listening = -1;
  std::unique_ptr<Parking> parking;
  Listener listener;
  bool stopped = false;

  contract::Result<int> start(const std::string& host, int port);
  void stop();

  Afterwards serve(const CompleteRequest& raw, Outgoing& out);
  void refuse(const Refusal& refusal, Outgoing& out);
  [[nodiscard]] bool is_proxy(std::string_view peer) const;
  void name_caller(std::string_view peer, Request& request) const;
  // Whose it is; entered.
  [[nodiscard]] const VirtualHost& enter_host(std::string_view authority, std::string_view path) const;
  // nullopt: the request is to get another turn.
  std::optional<Response> call_router(const VirtualHost& host, Request& request, const CompleteRequest& raw);
  std::optional<Response> call_with(WorkerPlace& place, const VirtualHost& host, Request& request,
                                    const CompleteRequest& raw);
  [[nodiscard]] Response marked_busy(const VirtualHost& host, Response response) const;
  [[nodiscard]] WorkerPlaces& places_of(const VirtualHost& host) const {
    return host.places ? *host.places : *own.places;
  }
  void write_reply(Response& response, const Request& request, std::string_view connection,
                   Outgoing& out) const;
  void keep_books(const VirtualHost& host, const Request& request, const Response& response,
                  std::size_t bytes, Steady::time_point began) const;
  void log(std::string_view level, const std::string& line) const {
    if (options.log) options.log(level, line);
  }
};

// As many connections as there may be descriptors, with some left for the database and for bodies.
std::size_t affordable_connections(std::size_t wanted) {
  constexpr rlim_t kept = 128 + kMostBodyFiles;
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

contract::Result<int> Server::Core::start(const std::string& host, int port) {
  if (sodium_init() < 0) return make_error(ErrorCode::internal, "libsodium does not start");
  const auto bound = listen_on(host, port);
  if (!bound) return bound.error();
  listening = bound->socket;
  ConnectionHooks hooks;
  hooks.body_limit = [this](std::string_view method, std::string_view path) {
    return options.body_limit ? options.body_limit(method, path) : own.router.body_limit(method, path);
  };
  hooks.serve = [this](const CompleteRequest& raw, Outgoing& out) { return serve(raw, out); };
  hooks.refuse = [this](const Refusal& refusal, Outgoing& out) { refuse(refusal, out); };
  hooks.address_of = [this](std::string_view peer) {
    return is_proxy(peer) ? 0 : std::hash<std::string>{}(limit_key(peer)) | 1U;
  };
  ConnectionLimits limits;
  limits.max_connections = affordable_connections(options.max_connections);
  limits.max_per_address = options.max_connections_per_address;
  limits.max_parked_bytes = options.max_parked_bytes;
  limits.max_unsent_bytes = options.max_unsent_bytes;
  limits.header_deadline = options.header_deadline;
  limits.body_deadline = options.body_deadline;
  limits.idle_deadline = options.idle_deadline;
  limits.write_deadline = options.write_deadline;
  parking = std::make_unique<Parking>(std::move(hooks), limits);
  const auto started = parking->start(options.workers + options.workers_of_hosts + 1);
  if (!started) return started.error();
  listener.start(
      listening, options.tls == nullptr,
      [this](int socket, std::string peer) {
        return parking->adopt(socket, std::move(peer), options.tls ? options.tls->current() : nullptr);
      },
      [this](std::string_view level, std::string_view line) { log(level, std::string(line)); });
  return bound->port;
}

void Server::Core::stop() {
  if (std::exchange(stopped, true)) return;
  listener.stop();
  if (listening >= 0) ::close(listening);
  if (parking) parking->stop(options.drain_deadline);
}

// Called on a worker with a whole request.
Afterwards Server::Core::serve(const CompleteRequest& raw, Outgoing& out) {
  thread_local HeadMemory memory;
  const Steady::time_point began = Steady::now() - raw.waited.value_or(std::chrono::milliseconds{0});
  const bool without_body = raw.bytes.size() == raw.frame.head_size;
  Request fresh;
  Request* const known = without_body ? memory.find(raw.bytes) : nullptr;
  Request& request = known != nullptr ? *known : fresh;
  request.request_id = new_request_id();
  try {
    const bool understood = known != nullptr || read_request(raw, request);
    if (known == nullptr && understood && without_body) memory.offer(raw.bytes, request);
    name_caller(raw.peer, request);
    const VirtualHost& host = enter_host(raw.frame.authority, request.path);
    std::optional<Response> response =
        understood ? call_router(host, request, raw)
                   : host.router.told(request, problem_response(make_error(ErrorCode::invalid), request));
    if (!response) return Afterwards::again;
    if (host.https_outside && request.headers.value("X-Forwarded-Proto") != "http")
      response->headers.set("Strict-Transport-Security", "max-age=31536000");
    const bool keep = understood && raw.frame.keep_alive && !parking->draining();
    const std::size_t size = response->body_size();
    write_reply(*response, request, !keep ? "close" : raw.frame.http_1_0 ? "keep-alive" : "", out);
    keep_books(host, request, *response, size, began);
    return keep ? Afterwards::keep : Afterwards::close;
  } catch (const std::exception& fault) {  // out of memory, most likely: the reply may be half written
    log("error", "request " + request.request_id + " " + describe(fault));
    return Afterwards::close;
  }
}

void Server::Core::write_reply(Response& response, const Request& request, std::string_view connection,
                               Outgoing& out) const {
  out.append(reply_head(response, request.request_id, connection));
  if (request.method == "HEAD" || !may_have_body(response.status)) return;
  if (response.shared_body)
    out.attach(std::move(response.shared_body));
  else
    out.append(response.body);
}

bool Server::Core::is_proxy(std::string_view peer) const {
  return contract::is_among(options.trusted_proxies, peer);
}

void Server::Core::name_caller(std::string_view peer, Request& request) const {
  if (request.method.empty()) request.method = "-";
  request.peer = client_address(peer, request.headers.value("X-Forwarded-For"), options.trusted_proxies);
  const std::string_view id = request.headers.value("X-Request-Id");
  if (is_proxy(peer) && is_request_id(id)) request.request_id = id;
}

const VirtualHost& Server::Core::enter_host(std::string_view authority, std::string_view path) const {
  const VirtualHost* found = options.virtual_host_of ? options.virtual_host_of(authority, path) : nullptr;
  const VirtualHost& host = found != nullptr ? *found : own;
  if (host.enter) host.enter();
  return host;
}

// The barrier: whatever a handler throws becomes a 500 without detail and a line in the log.
std::optional<Response> Server::Core::call_router(const VirtualHost& host, Request& request,
                                                  const CompleteRequest& raw) {
  try {
    const std::function<void()> recovered = [this] { log("warn", "workers are free again"); };
    WorkerPlace place(places_of(host), raw.waited.value_or(std::chrono::milliseconds{0}), recovered);
    return call_with(place, host, request, raw);
  } catch (const std::exception& fault) {
    log("error", "request " + request.request_id + " " + request.method + " " + request.route + ": " +
                     describe(fault));
  } catch (...) {
    log("error",
        "request " + request.request_id + " " + request.method + " " + request.route + ": unknown exception");
  }
  return host.router.told(request, problem_response(make_error(ErrorCode::internal), request));
}

// One that comes again takes its place first: what has begun once is not begun in vain again and again.
std::optional<Response> Server::Core::call_with(WorkerPlace& place, const VirtualHost& host, Request& request,
                                                const CompleteRequest& raw) {
  bool ran = false;  // a handler, before it was said no
  const std::function<bool()> ask = [&] {
    if (!place.entry()) parking->may_block();
    return place.take();
  };
  if (raw.waited && !ask() && place.entry() == Entry::later) return std::nullopt;
  const std::function<bool()> before_slow = [&] { return ran = ask(); };
  const std::function<bool()> within = [&] { return ran = true, ask(); };
  const contract::WaitPermit permit(within);  // a quick one may meet the database, too
  Response response = host.router.handle(request, before_slow);
  if (!place.entry() || place.is_taken() || response.status != 503) return response;
  if (place.entry() == Entry::later && (!ran || is_safe(request))) return std::nullopt;
  return marked_busy(host, std::move(response));
}

Response Server::Core::marked_busy(const VirtualHost& host, Response response) const {
  WorkerPlaces& places = places_of(host);
  if (places.note_refusal())
    log("warn",
        "all " + std::to_string(places.size()) + " workers wait for the database: requests are refused");
  response.cause.clear();  // said once, above
  response.refused_busy = true;
  return response;
}

void Server::Core::keep_books(const VirtualHost& host, const Request& request, const Response& response,
                              std::size_t bytes, Steady::time_point began) const {
  if (!response.cause.empty())
    log("error",
        "request " + request.request_id + " " + request.method + " " + request.route + ": " + response.cause);
  const double seconds = std::chrono::duration<double>(Steady::now() - began).count();
  if (host.on_served)
    host.on_served({request.method, request.route, response.status, seconds, bytes, response.refused_busy});
  if (!options.log || !options.log_requests) return;
  std::array<char, 96> numbers{};
  std::snprintf(numbers.data(), numbers.size(), " %d %zuB %.1fms ", response.status, bytes, seconds * 1000);
  log("info", request.method + " " + (request.route.empty() ? "-" : request.route) + numbers.data() +
                  request.request_id);
}

// A request that is not worth parsing: answered all the same.
void Server::Core::refuse(const Refusal& refusal, Outgoing& out) {
  const std::string id = new_request_id();
  contract::Error error = make_error(refusal.code);
  if (refusal.status == 503) error.retry_after_s = 5;
  Request request;
  request.path = refusal.path;
  if (refusal.wants_page) request.headers.set("Accept", "text/html");
  const VirtualHost& host = enter_host(refusal.authority, refusal.path);
  const Response response = host.router.told(request, problem_reply_as(refusal.status, error, id));
  out.append(reply_head(response, id, "close"));
  out.append(response.body);
  if (host.on_served) host.on_served({"-", "", refusal.status, 0, response.body.size()});
  log("info", "- - " + std::to_string(refusal.status) + " refused " + id);
}

Server::Server(Router router, ServerOptions options) : core_(std::make_unique<Core>()) {
  core_->own = {std::move(router), options.on_served, options.enter, options.https_outside,
                std::make_shared<WorkerPlaces>(options.workers)};
  core_->options = std::move(options);
}

Server::~Server() {
  stop();
}

contract::Result<int> Server::start(const std::string& host, int port) {
  return core_->start(host, port);
}

void Server::stop() {
  core_->stop();
}

std::size_t Server::open_connections() const {
  return core_->parking ? core_->parking->open_connections() : 0;
}

std::size_t Server::idle_connections() const {
  return core_->parking ? core_->parking->idle_connections() : 0;
}

std::size_t Server::unsent_bytes() const {
  return core_->parking ? core_->parking->unsent_bytes() : 0;
}

std::size_t Server::parked_bytes() const {
  return core_->parking ? core_->parking->parked_bytes() : 0;
}

}  // namespace wufei::http
