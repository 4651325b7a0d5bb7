// One county: the ground (content, store, chores) and on it the features of the one list, with a router of
// its own. Nothing of it is shared with another county of the same process: what one holds, no other can ask
// for (docs/adr/0039). Who listens and tells requests apart is portal.hpp.
#pragma once

#include <memory>

#include "app/limit_exchange.hpp"
#include "app/process_metrics.hpp"
#include "county/feature.hpp"
#include "lib/base/result.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/server.hpp"

namespace wufei::app {

// What a chore's end leaves in the metrics and, unless it is done, in the log; a failure that repeats word
// for word is counted each time and logged once. `metrics` must live longer.
service::Chores::Observer chore_teller(
    http::Metrics& metrics, std::function<void(std::string_view level, std::string_view line)> log);

class CountyPortal {
 public:
  // Opens everything but listens nowhere; chores that come before everything else have run. Errors: invalid
  // (content, options), unavailable (database); detail says which.
  static contract::Result<std::unique_ptr<CountyPortal>> open(const Settings& settings);
  ~CountyPortal();  // stops
  CountyPortal(const CountyPortal&) = delete;
  CountyPortal& operator=(const CountyPortal&) = delete;

  // What its requests are answered with. Routes may be added until it is served.
  [[nodiscard]] http::VirtualHost& host() { return host_; }
  [[nodiscard]] http::Metrics& metrics() { return metrics_; }
  [[nodiscard]] service::Chores& chores() { return chores_; }
  [[nodiscard]] const service::Services& services() const { return services_; }
  // By the last look at its database, which is ten seconds old at most; waits for nothing. Errors:
  // unavailable, while its database does not answer.
  [[nodiscard]] contract::Status ready() const;
  // After the server answers.
  void start_chores() { chores_.start(); }
  // After the server has stopped: writes what is queued. Safe to call twice.
  void stop();

 private:
  explicit CountyPortal(const Settings& settings);
  contract::Status open_data();
  contract::Status open_features();
  void join_processes();

  Settings settings_;
  std::unique_ptr<service::ContentSource> source_;
  std::unique_ptr<storage::Store> store_;
  http::DocumentBook book_;
  http::Metrics metrics_;
  http::GuessLimit guesses_;
  service::DatasetRegistry datasets_;
  service::Changes changes_;
  service::Services services_;
  std::unique_ptr<Ground> ground_;
  std::unique_ptr<LimitExchange> limits_;  // nullptr: no other process serves these rows
  service::Chores chores_;
  DatabaseLook database_;
  http::VirtualHost host_;  // its handlers use what stands above
};

}  // namespace wufei::app
