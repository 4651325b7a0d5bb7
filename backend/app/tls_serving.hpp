// HTTPS without a proxy in front: the options of `wufei serve`, the pair of certificate and key, the watch
// over its files, and the listener that sends plain HTTP on to it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/county_list.hpp"
#include "lib/base/result.hpp"
#include "lib/chore/chores.hpp"
#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/metrics.hpp"
#include "lib/net/tls.hpp"
#include "lib/web/router.hpp"

namespace wufei::app {

// --tls-certificate, --tls-key, --tls-redirect.
void add_tls_options(CommandLine& line, CLI::App* serve);

// The pair that the settings name; nullptr when they name none. Errors: invalid (one without the other, a
// redirect without TLS or with a wrong address, files of no use); detail says which, in the staff's language.
contract::Result<std::shared_ptr<http::TlsKeeper>> open_tls(const Settings& settings);

// What the list has of a county's own pair, for its hosts beside that of the process. Errors: invalid (no
// pair of the process, files of no use).
contract::Status add_pair_of(const CountyEntry& entry, const std::shared_ptr<http::TlsKeeper>& keeper);
// Takes a renewed pair into use now, with a line in the log. Errors: invalid; what is in force stays.
contract::Status look_at_certificate(http::TlsKeeper& keeper);
// A chore that takes a renewed pair into use, and wufei_tls_certificate_expiry_seconds (0 without TLS).
void watch_tls(const std::shared_ptr<http::TlsKeeper>& keeper, http::Metrics& metrics,
               service::Chores& chores);

// Where a county alone sends on to: `public_url` where that is https, else the host that the request names,
// with `port`; "" when it names none.
std::string redirect_origin(const std::string& public_url, int port, const http::Request& request);
// GET /healthz; everything else is sent on with 308 to the same target at the origin ("https://host") that
// `origin_of` answers; 400 where that is "".
http::Router redirect_routes(std::function<std::string(const http::Request&)> origin_of);
http::ServerOptions redirect_options();

}  // namespace wufei::app
