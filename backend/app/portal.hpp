// The running process: one server, and behind it one county, or several that host names tell apart. One per
// process in production; tests may run several on different directories.
#pragma once

#include <memory>
#include <vector>

#include "app/counties.hpp"
#include "app/county_portal.hpp"
#include "lib/base/result.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/server.hpp"
#include "lib/net/tls.hpp"

namespace wufei::app {

class Portal {
 public:
  // Opens everything and serves. Errors: invalid (content, options), unavailable (database, port); detail
  // says which. Of several counties one that does not open is no error (counties.hpp).
  static contract::Result<std::unique_ptr<Portal>> start(const Settings& settings);
  ~Portal();  // stops
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int redirect_port() const { return redirect_port_; }  // 0: nothing is sent on to https
  // Of the only county.
  [[nodiscard]] const std::vector<http::Route>& routes() const { return only_->host().router.routes(); }
  [[nodiscard]] const http::Router& router() const { return only_->host().router; }
  [[nodiscard]] const service::Services& services() const { return only_->services(); }
  // Looks at once for what has changed on the disk, and says in the log what it found: certificates. Content
  // is looked at by itself every two seconds, keys every minute.
  void reload();
  // Finishes requests under way, writes what is queued. Safe to call twice.
  void stop();

 private:
  explicit Portal(const Settings& settings) : settings_(settings) {}
  contract::Status open_only();
  contract::Status open_list();
  [[nodiscard]] http::ServerOptions options();
  contract::Status listen();
  contract::Status listen_for_redirects();
  void watch(http::Metrics& metrics, service::Chores& chores);

  Settings settings_;
  std::shared_ptr<http::TlsKeeper> tls_;  // nullptr: plain HTTP
  std::unique_ptr<CountyPortal> only_;    // without a list
  std::unique_ptr<Counties> counties_;    // of the list
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> redirect_;  // from plain HTTP to TLS
  int port_ = 0;
  int redirect_port_ = 0;
};

}  // namespace wufei::app
