// A server with a handful of routes that behave well and badly on purpose. For tests only.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lib/net/server.hpp"
#include "raw_client.hpp"

namespace wufei::tests {

// Lines that the server logged, from any thread.
class LogLines {
 public:
  void add(std::string_view level, std::string_view line);
  [[nodiscard]] bool has(std::string_view part) const;
  [[nodiscard]] int count(std::string_view part) const;

 private:
  mutable std::mutex mutex_;
  std::string lines_;
};

// Where handlers wait until the test lets them go, and what they noted.
class Stage {
 public:
  // Waits for open(). Called by handlers.
  void pass();
  void open();
  [[nodiscard]] int waiting() const;  // in pass()
  void note(std::string name);
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  int waiting_ = 0;
  std::vector<std::string> notes_;
};

// GET /hello, /big (8 MB that all replies share), /own?mb=N (its own each time), /throws, /broken (503),
// /gated (waits for the stage to open), /gated-quick (says it is quick), /waits (says it is quick, notes
// each begin, asks before it waits for the stage), /note/{name} (quick), /echo-peer, /items/{name},
// /inject?v=TEXT; POST /echo (JSON, 64 KB), /conflict (JSON), /upload (1 MB, any type); DELETE /items/{name}
http::Router test_routes(std::shared_ptr<Stage> stage = std::make_shared<Stage>());

class TestServer {
 public:
  explicit TestServer(http::ServerOptions options = {});
  ~TestServer() { stage_->open(); }
  [[nodiscard]] int port() const { return port_; }
  http::Server& server() { return server_; }
  LogLines& log() { return *log_; }
  Stage& stage() { return *stage_; }

 private:
  std::shared_ptr<Stage> stage_ = std::make_shared<Stage>();
  std::shared_ptr<LogLines> log_ = std::make_shared<LogLines>();
  http::Server server_;
  int port_ = 0;
};

// A client that has asked this; its reply is still to come.
std::unique_ptr<RawClient> asks(const TestServer& server, const std::string& request);

}  // namespace wufei::tests
