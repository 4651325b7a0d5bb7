// What the server counts, in Prometheus' text format: requests by route, method and status class, how long
// they took, connections. Labels come from the route table, never from a request, so their number is bounded
// and they hold no personal data. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/server.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // For ServerOptions::on_served.
  void served(const Served& served);
  // A number read at each scrape, e.g. "wufei_open_connections"; one that is not known now (nullopt) is left
  // out. Call before the server starts; `read` must be safe from any thread and wait for nothing: a scrape
  // is answered whatever else stands still.
  void add_gauge(const std::string& name, const std::string& help,
                 std::function<std::optional<double>()> read);
  // Counts one thing that happened, e.g. ("wufei_parcels_total", "outcome", "sent"). With `times` 0 it is
  // only said that it may: a counter that begins with one has not grown for whoever watches it.
  void count(const std::string& name, const std::string& help, const std::string& label,
             const std::string& value, int times = 1);
  // text/plain; version=0.0.4
  [[nodiscard]] std::string text() const;
  [[nodiscard]] Response reply() const;
  // This and others as one text: every metric of another has its `label`, with the other's value for it.
  struct Other {
    std::string value;
    const Metrics* metrics;
  };
  [[nodiscard]] std::string text_with(const std::string& label, const std::vector<Other>& others) const;
  static Response reply_of(std::string text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wufei::http
