#include "app/portal.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "app/process_metrics.hpp"
#include "app/tls_serving.hpp"
#include "lib/cli/log.hpp"
#include "lib/net/health_routes.hpp"
#include "lib/picture/svg_png.hpp"

namespace wufei::app {
namespace {

// On SQLite a request that writes keeps its worker until the commit that it shares with all others that wait
// then: the more wait, the fewer commits. A server of PostgreSQL has a fixed number of connections for them.
int worker_count(const Settings& settings) {
  if (settings.workers > 0) return settings.workers;
  const int processors = static_cast<int>(std::thread::hardware_concurrency());
  return std::max(settings.store.empty() ? 64 : 8, 2 * processors);
}

constexpr int kFrontWorkers = 2;  // of what is no county's; it asks no database

}  // namespace

contract::Result<std::unique_ptr<Portal>> Portal::start(const Settings& settings) {
  std::unique_ptr<Portal> portal(new Portal(settings));
  auto tls = open_tls(settings);
  if (!tls) return tls.error();
  portal->tls_ = std::move(*tls);
  if (!http::draws_chinese())
    log_warning("no font with Chinese characters: charts as PNG show boxes (Debian: install fonts-noto-cjk)");
  auto opened = settings.tenants.empty() ? portal->open_only() : portal->open_list();
  if (!opened) return opened.error();
  if (auto listening = portal->listen(); !listening) return listening.error();
  if (portal->only_)
    portal->only_->start_chores();
  else
    portal->counties_->start();
  return portal;
}

Portal::~Portal() {
  stop();
}

contract::Status Portal::open_only() {
  auto county = CountyPortal::open(settings_);
  if (!county) return county.error();
  only_ = std::move(*county);
  http::add_health_routes(
      only_->host().router, [this] { return only_->ready(); }, only_->metrics());
  watch(only_->metrics(), only_->chores());
  return contract::ok();
}

contract::Status Portal::open_list() {
  auto counties = Counties::of_list(settings_, worker_count(settings_));
  if (!counties) return counties.error();
  counties_ = std::move(*counties);
  for (const CountyEntry* entry : counties_->entries())
    if (auto added = add_pair_of(*entry, tls_); !added) return added;
  watch(counties_->metrics(), counties_->chores());
  return contract::ok();
}

// What is the process's and no county's.
void Portal::watch(http::Metrics& metrics, service::Chores& chores) {
  const auto add = [&](const char* name, const char* help, std::size_t (http::Server::*read)() const) {
    metrics.add_gauge(name, help, [this, read] { return static_cast<double>((*server_.*read)()); });
  };
  add("wufei_open_connections", "Connections open now.", &http::Server::open_connections);
  add("wufei_idle_connections", "Connections that wait for their client.", &http::Server::idle_connections);
  add("wufei_parked_bytes", "Bytes of requests that are not complete yet.", &http::Server::parked_bytes);
  add_process_gauges(metrics);
  watch_tls(tls_, metrics, chores);
}

http::ServerOptions Portal::options() {
  http::ServerOptions options;
  options.workers = counties_ ? kFrontWorkers : worker_count(settings_);
  if (counties_) options.workers_of_hosts = counties_->workers();
  options.trusted_proxies = settings_.trusted_proxies;
  options.https_outside = settings_.https();
  options.tls = tls_;
  options.log = log_line;
  options.log_requests = logs_info();
  if (only_) {
    options.virtual_host_of = [this](std::string_view, std::string_view) { return &only_->host(); };
    options.body_limit = [this](std::string_view method, std::string_view path) {
      return only_->host().router.body_limit(method, path);
    };
  } else {
    options.on_served = [this](const http::Served& served) { counties_->metrics().served(served); };
    options.enter = [] { log_for(""); };
    options.virtual_host_of = [this](std::string_view host, std::string_view path) {
      return counties_->virtual_host_of(host, path);
    };
    options.body_limit = [this](std::string_view method, std::string_view path) {
      return counties_->body_limit(method, path);
    };
  }
  return options;
}

contract::Status Portal::listen() {
  const auto address = parse_listen(settings_.listen);
  if (!address) return address.error();
  server_ = std::make_unique<http::Server>(only_ ? http::Router() : counties_->front_routes(), options());
  auto port = server_->start(address->host, address->port);
  if (!port) return port.error();
  port_ = *port;
  return settings_.tls_redirect.empty() ? contract::ok() : listen_for_redirects();
}

contract::Status Portal::listen_for_redirects() {
  const auto origin = [this](const http::Request& request) {
    return only_ ? redirect_origin(settings_.public_url, port_, request)
                 : counties_->public_url_of(request.headers.value("Host"));
  };
  redirect_ = std::make_unique<http::Server>(redirect_routes(origin), redirect_options());
  const auto from = parse_listen(settings_.tls_redirect);  // as open_tls() has seen it
  const auto redirecting = redirect_->start(from->host, from->port);
  if (!redirecting) return redirecting.error();
  redirect_port_ = *redirecting;
  return contract::ok();
}

void Portal::reload() {
  log_info("reload: looking at what has changed");
  if (tls_) log_failure("reload", look_at_certificate(*tls_));
}

void Portal::stop() {
  if (redirect_) redirect_->stop();
  if (server_) server_->stop();
  if (only_) only_->stop();
  if (counties_) counties_->stop();
}

}  // namespace wufei::app
