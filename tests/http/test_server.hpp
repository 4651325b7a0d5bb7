// A server with a handful of routes that behave well and badly on purpose. For tests only.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "lib/net/server.hpp"

namespace wufei::tests {

// Lines that the server logged, from any thread.
class LogLines {
 public:
  void add(std::string_view level, std::string_view line);
  [[nodiscard]] bool has(std::string_view part) const;
  [[nodiscard]] std::string all() const;

 private:
  mutable std::mutex mutex_;
  std::string lines_;
};

// GET /hello, /big (8 MB), /throws, /slow?ms=N, /secretly-slow?ms=N (says it is quick), /echo-peer,
// /items/{name}, /inject?v=TEXT; POST /echo (JSON, 64 KB), /conflict (JSON), /upload (1 MB, any type); DELETE
// /items/{name}
http::Router test_routes();

class TestServer {
 public:
  explicit TestServer(http::ServerOptions options = {});
  [[nodiscard]] int port() const { return port_; }
  http::Server& server() { return server_; }
  LogLines& log() { return *log_; }

 private:
  std::shared_ptr<LogLines> log_ = std::make_shared<LogLines>();
  http::Server server_;
  int port_ = 0;
};

}  // namespace wufei::tests
