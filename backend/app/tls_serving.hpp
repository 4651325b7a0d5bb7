// HTTPS without a proxy in front: the options of `wufei serve`, the pair of certificate and key, the watch
// over its files, and the listener that sends plain HTTP on to it.
#pragma once

#include <memory>
#include <string>

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

// A chore that takes a renewed pair into use, and wufei_tls_certificate_expiry_seconds (0 without TLS).
void watch_tls(const std::shared_ptr<http::TlsKeeper>& keeper, http::Metrics& metrics,
               service::Chores& chores);

// GET /healthz; everything else is sent on with 308 to the same target at `public_url`, where that is https,
// else at the host that the request names and `port`. 400 when it names none.
http::Router redirect_routes(std::string public_url, int port);
http::ServerOptions redirect_options();

}  // namespace wufei::app
