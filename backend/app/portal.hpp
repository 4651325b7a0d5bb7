// The running portal: the ground (content, store, server, chores) and on it the features of the one list. One
// per process in production; tests may run several on different directories.
#pragma once

#include <memory>
#include <vector>

#include "app/limit_exchange.hpp"
#include "county/feature.hpp"
#include "lib/base/result.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/server.hpp"
#include "lib/net/tls.hpp"

namespace wufei::app {

// What a chore's end leaves in the metrics and, unless it is done, in the log; a failure that repeats word
// for word is counted each time and logged once. `metrics` must live longer.
service::Chores::Observer chore_teller(
    http::Metrics& metrics, std::function<void(std::string_view level, std::string_view line)> log);

class Portal {
 public:
  // Opens everything and serves. Errors: invalid (content, options), unavailable (database, port); detail
  // says which.
  static contract::Result<std::unique_ptr<Portal>> start(const Settings& settings);
  ~Portal();  // stops
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int redirect_port() const { return redirect_port_; }  // 0: nothing is sent on to https
  [[nodiscard]] const std::vector<http::Route>& routes() const { return server_->routes(); }
  [[nodiscard]] const service::Services& services() const { return services_; }
  // Finishes requests under way, writes what is queued. Safe to call twice.
  void stop();

 private:
  explicit Portal(const Settings& settings) : settings_(settings) {}
  contract::Status open();
  contract::Status open_features();
  void join_processes();
  contract::Status listen();

  Settings settings_;
  std::unique_ptr<service::ContentSource> source_;
  std::unique_ptr<storage::Store> store_;
  http::Router router_;
  http::DocumentBook book_;
  http::Metrics metrics_;
  http::GuessLimit guesses_;
  service::DatasetRegistry datasets_;
  service::Changes changes_;
  service::Services services_;
  std::unique_ptr<Ground> ground_;
  std::unique_ptr<LimitExchange> limits_;  // nullptr: no other process serves these rows
  service::Chores chores_;
  std::unique_ptr<http::Server> server_;
  std::shared_ptr<http::TlsKeeper> tls_;    // nullptr: plain HTTP
  std::unique_ptr<http::Server> redirect_;  // from plain HTTP to TLS
  int port_ = 0;
  int redirect_port_ = 0;
};

}  // namespace wufei::app
