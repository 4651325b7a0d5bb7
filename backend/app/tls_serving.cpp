#include "app/tls_serving.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/cli/log.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

using contract::Text;
using namespace std::chrono_literals;

contract::Error unusable(std::string why) {
  return contract::make_error(contract::ErrorCode::invalid, std::move(why));
}

Text text_of(http::TlsFault fault) {
  switch (fault) {
    case http::TlsFault::certificate_unreadable:
      return Text::cli_tls_certificate_unreadable;
    case http::TlsFault::key_unreadable:
      return Text::cli_tls_key_unreadable;
    case http::TlsFault::key_open_to_others:
      return Text::cli_tls_key_open;
    case http::TlsFault::key_broken:
      return Text::cli_tls_key_broken;
    case http::TlsFault::mismatch:
      return Text::cli_tls_mismatch;
    case http::TlsFault::certificate_broken:
    case http::TlsFault::none:
      break;
  }
  return Text::cli_tls_certificate_broken;
}

contract::Result<std::shared_ptr<http::TlsKeeper>> open_pair(const http::TlsFiles& files) {
  http::TlsFault fault = http::TlsFault::none;
  auto keeper = http::TlsKeeper::open(files, fault);
  if (!keeper)
    return unusable(contract::text(
        text_of(fault), {{"certificate", files.certificate.string()}, {"key", files.key.string()}}));
  if (keeper->current()->expires() < std::time(nullptr))
    log_warning(files.certificate.string() + ": the certificate has expired");
  return keeper;
}

// "https://host:port" for the Host that a browser named, "" for what is none.
std::string origin_at(std::string_view host, int port) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:[]";
  constexpr std::size_t kLongestName = 255;  // RFC 1035 2.3.4
  if (host.size() > kLongestName || host.find_first_not_of(kPlain) != std::string_view::npos) return {};
  const std::size_t colon = host.rfind(':'), bracket = host.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket))
    host = host.substr(0, colon);
  if (host.empty()) return {};
  return "https://" + std::string(host) + (port == 443 ? "" : ":" + std::to_string(port));
}

http::Response sent_on(const http::Request& request, const std::string& origin) {
  if (origin.empty())
    return http::problem_response(contract::make_error(contract::ErrorCode::invalid), request);
  std::string target = http::origin_form(request.target);
  if (!target.starts_with('/')) target = "/";
  http::Response response;
  response.status = 308;  // the method stays
  response.headers.set("Location", origin + target);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_tls_options(CommandLine& line, CLI::App* serve) {
  line.add_tls_certificate(serve);
  add_option(serve, "--tls-key", line.settings.tls_key, Text::cli_option_tls_key)->envname("WUFEI_TLS_KEY");
  add_option(serve, "--tls-redirect", line.settings.tls_redirect, Text::cli_option_tls_redirect)
      ->envname("WUFEI_TLS_REDIRECT");
}

contract::Result<std::shared_ptr<http::TlsKeeper>> open_tls(const Settings& settings) {
  const bool wanted = !settings.tls_certificate.empty();
  if (wanted == settings.tls_key.empty() || (!wanted && !settings.tls_redirect.empty()))
    return unusable(std::string(contract::text(Text::cli_tls_pair)));
  if (!settings.tls_redirect.empty())
    if (const auto address = parse_listen(settings.tls_redirect, "--tls-redirect"); !address)
      return address.error();
  if (!wanted) return std::shared_ptr<http::TlsKeeper>();
  return open_pair({settings.tls_certificate, settings.tls_key});
}

contract::Status add_pair_of(const CountyEntry& entry, const std::shared_ptr<http::TlsKeeper>& keeper) {
  if (entry.tls.certificate.empty()) return contract::ok();
  if (!keeper)
    return unusable(contract::text(Text::cli_counties_tls_alone, {{"code", entry.settings.tenant}}));
  const auto pair = open_pair(entry.tls);
  if (!pair) return pair.error();
  keeper->serve_also(entry.hosts, *pair);
  return contract::ok();
}

// A bad renewal is refused: what is in force stays, and the log says why.
contract::Status look_at_certificate(http::TlsKeeper& keeper) {
  const auto look = keeper.look();
  if (!look) {
    contract::Error error = look.error();
    error.detail.insert(0, "certificate changed but is refused, the earlier one stays: ");
    return error;
  }
  if (*look == http::TlsKeeper::Look::renewed) log_info("certificate changed and is in force");
  return contract::ok();
}

void watch_tls(const std::shared_ptr<http::TlsKeeper>& keeper, http::Metrics& metrics,
               service::Chores& chores) {
  metrics.add_gauge(
      "wufei_tls_certificate_expiry_seconds",
      "End of the certificate's validity, of several the first, seconds since 1970; 0 = no TLS here.",
      [keeper] { return keeper ? static_cast<double>(keeper->expires()) : 0; });
  if (keeper)
    chores.add({"watch the certificate", "pages", 5s, 10s,
                [keeper](const service::Turn&) { return look_at_certificate(*keeper); }});
}

std::string redirect_origin(const std::string& public_url, int port, const http::Request& request) {
  return public_url.starts_with("https://") ? public_url : origin_at(request.headers.value("Host"), port);
}

http::Router redirect_routes(std::function<std::string(const http::Request&)> origin_of) {
  http::Router router;
  router.add(http::Route::quick_get("/healthz", "health", [](const http::Request&) {
    return http::json_response(200, {{"status", "ok"}});
  }));
  router.set_finish(
      [origin_of = std::move(origin_of)](const http::Request& request, http::Response& response) {
        if (request.path != "/healthz") response = sent_on(request, origin_of(request));
      });
  return router;
}

http::ServerOptions redirect_options() {
  http::ServerOptions options;
  options.workers = 2;
  options.drain_deadline = std::chrono::milliseconds{500};  // the portal itself stops only then
  options.max_connections = 1000;  // with the portal's own below LimitNOFILE of the unit
  options.log = log_line;
  options.log_requests = logs_info();
  return options;
}

}  // namespace wufei::app
