// The HTTP server: takes connections, reads requests, calls the router, writes replies with the security
// headers. Connections wait in epoll and cost no thread until a request is complete (parking.hpp). Speaks
// plain HTTP to a proxy in front, or TLS itself (tls.hpp). Knows no route's subject.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/net/tls.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

class WorkerPlaces;

// One request that was answered, for metrics. `route` is the pattern or "" (refused before routing, or the
// fallback); views are valid during the call only.
struct Served {
  std::string_view method;
  std::string_view route;
  int status = 0;
  double seconds = 0;
  std::size_t reply_bytes = 0;
  bool refused_busy = false;  // 503 because no worker could be had; nothing was done
};

// What one name of several on a server is answered with. Does not change while the server runs.
struct VirtualHost {
  Router router;
  std::function<void(const Served&)> on_served;  // as below
  std::function<void()> enter;                   // on the thread that will answer, before each request
  bool https_outside = false;                    // as below
  // How many of its requests may wait at once; what one site's database holds up is not taken from another's.
  // nullptr: they share the server's own.
  std::shared_ptr<WorkerPlaces> places;
};

struct ServerOptions {
  int workers = 8;           // request threads; a handler may block one
  int workers_of_hosts = 0;  // more of them, for the places of all virtual hosts together
  std::size_t max_connections = 15000;
  std::size_t max_connections_per_address = 4000;    // limit_key(); declared proxies have no such limit
  std::size_t max_parked_bytes = 64 * 1024 * 1024;   // of incomplete requests, all connections together
  std::size_t max_unsent_bytes = 64 * 1024 * 1024;   // of replies nobody has read yet, all together
  std::chrono::milliseconds header_deadline{10000};  // from a request's first byte to its header's last
  std::chrono::milliseconds body_deadline{30000};    // from a request's first byte to its last
  std::chrono::milliseconds idle_deadline{30000};    // between requests
  std::chrono::milliseconds write_deadline{30000};   // without progress of a reply
  std::chrono::milliseconds drain_deadline{10000};   // stop() waits this long for requests under way
  std::vector<std::string> trusted_proxies;          // peer addresses whose X-Forwarded-For is believed
  bool https_outside = false;  // residents reach it by https only: browsers are told to stay there (HSTS)
  std::shared_ptr<const TlsKeeper> tls;  // nothing but TLS is spoken, with its pair; nullptr: plain HTTP
  // `level` is debug, info, warn or error. Called from any thread. No personal data, no query strings.
  std::function<void(std::string_view level, std::string_view line)> log;
  bool log_requests = true;                      // a line at level info for each
  std::function<void(const Served&)> on_served;  // from any thread; must not throw
  std::function<void()> enter;                   // as a site's
  // Several sites on one server: whose a request is by the authority it names (RFC 9110 7.2; as it came, ""
  // where it names none) and its path; nullptr: the server's own router answers. The site lives as long as
  // the server. From any thread; must not throw.
  std::function<const VirtualHost*(std::string_view authority, std::string_view path)> virtual_host_of;
  // Bytes of body read for a method and an undecoded path; without it as the router says.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;
};

class Server {
 public:
  Server(Router router, ServerOptions options);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and serves on threads of its own; answers the port (useful when `port` is 0). Errors:
  // unavailable (address taken or not ours, no descriptors). Once only.
  contract::Result<int> start(const std::string& host, int port);
  // Takes no more connections, finishes requests under way within the drain deadline, closes the rest. Safe
  // to call twice. A handler that never returns keeps it waiting.
  void stop();

  [[nodiscard]] std::size_t open_connections() const;
  [[nodiscard]] std::size_t idle_connections() const;  // of those, waiting for their client
  [[nodiscard]] std::size_t parked_bytes() const;
  [[nodiscard]] std::size_t unsent_bytes() const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace wufei::http
