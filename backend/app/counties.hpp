// Several counties in one process (docs/adr/0039): each a CountyPortal with its own content, rows, router and
// limits, found by the host name that a request is for. One that does not open leaves the others alone: its
// hosts answer 503, and it is tried again.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/county_list.hpp"
#include "app/county_portal.hpp"

namespace wufei::app {

class Counties {
 public:
  // Those of the list that the settings name; none is open yet. `workers`: of the process, which the counties
  // share out. Errors: as read_county_list().
  static contract::Result<std::unique_ptr<Counties>> of_list(const Settings& process, int workers);
  ~Counties();

  // Whose a request is; nullptr: the front's (what is asked of the process, an unknown host, a county that is
  // not open).
  [[nodiscard]] const http::VirtualHost* virtual_host_of(std::string_view authority,
                                                         std::string_view path) const;
  // As any open county says: all have the same routes.
  [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path) const;
  // "" of an unknown host.
  [[nodiscard]] std::string public_url_of(std::string_view authority) const;
  // /healthz, /readyz, /metrics; to everything else 421 or 503. Names no county to callers elsewhere.
  [[nodiscard]] http::Router front_routes() const;

  // As the list says, in its order.
  [[nodiscard]] std::vector<const CountyEntry*> entries() const;
  [[nodiscard]] http::Metrics& metrics() { return metrics_; }  // of the process
  [[nodiscard]] service::Chores& chores() { return chores_; }
  // Of all counties together.
  [[nodiscard]] int workers() const { return workers_of_each_ * static_cast<int>(seats_.size()); }
  // Tries to open each county once, some at a time, then goes on trying those that did not open.
  void start();
  // After the server has stopped.
  void stop();

 private:
  struct Seat;
  Counties(std::vector<CountyEntry> entries, int workers);
  contract::Status try_opening(Seat& seat) const;
  void open(Seat& seat);
  void open_due();
  [[nodiscard]] const Seat* seat_of(std::string_view authority) const;
  // Codes with hosts of those that do not serve, at most `most`.
  [[nodiscard]] std::vector<std::string> not_ready(std::size_t most) const;
  [[nodiscard]] std::string metrics_text() const;
  [[nodiscard]] http::Response refusal(const http::Request& request) const;

  const int workers_of_each_;
  std::vector<std::unique_ptr<Seat>> seats_;
  std::map<std::string, Seat*, std::less<>> by_host_;
  http::Metrics metrics_;
  service::Chores chores_;
};

}  // namespace wufei::app
