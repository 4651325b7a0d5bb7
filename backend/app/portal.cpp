#include "app/portal.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "app/features.hpp"
#include "app/home_page.hpp"
#include "app/key_chores.hpp"
#include "app/lone_chores.hpp"
#include "app/process_metrics.hpp"
#include "app/tls_serving.hpp"
#include "county/office.hpp"
#include "county/site/routes.hpp"
#include "lib/cli/log.hpp"
#include "lib/net/health_routes.hpp"
#include "lib/page/page_routes.hpp"
#include "lib/picture/svg_png.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

int worker_count(int wanted) {
  return wanted > 0 ? wanted : std::max(8, 2 * static_cast<int>(std::thread::hardware_concurrency()));
}

// A proxy on this machine that nobody declared: limits by address count nobody then.
void warn_of_undeclared_proxy(http::Router& router, const std::vector<std::string>& trusted) {
  if (http::in_networks(trusted, "127.0.0.1") || http::in_networks(trusted, "::1")) return;
  router.set_look([warned = std::make_shared<std::atomic<bool>>(false)](const http::Request& request) {
    const bool forwarded = http::is_loopback(request.peer) && request.headers.find("X-Forwarded-For");
    if (!forwarded || warned->exchange(true)) return;
    log_warning(
        "a proxy at " + request.peer +
        " passes X-Forwarded-For but is not declared with --trusted-proxy: no limit by address works");
  });
}

// A disk that is not mounted looks like a new portal: whoever expects the old one must hear of it.
void warn_of_new_database(const std::filesystem::path& database) {
  std::error_code missing;
  if (std::filesystem::file_size(database, missing) > 0 && !missing) return;
  log_warning(database.string() + " is missing or empty: the portal begins anew, without earlier bookings");
}

// A directory that came from a backup medium, or was made by hand.
void close_to_others(const std::filesystem::path& directory) {
  constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  for (const std::filesystem::path& place : storage::open_to_others(directory)) {
    std::error_code failed;
    std::filesystem::permissions(place, kOthers, std::filesystem::perm_options::remove, failed);
    log_warning(place.string() + (failed ? ": others than its owner may read it (chmod go-rwx)"
                                         : ": others than its owner could read it; that is over now"));
  }
}

// The last failure of each chore, until it ends well: lanes are threads of their own.
class LastFailures {
 public:
  // Whether it failed otherwise the last time, or not at all.
  bool is_new(const std::string& chore, const std::string& detail) {
    const std::lock_guard lock(mutex_);
    return std::exchange(details_[chore], detail) != detail;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> details_;
};

}  // namespace

service::Chores::Observer chore_teller(
    http::Metrics& metrics, std::function<void(std::string_view level, std::string_view line)> log) {
  return [&metrics, log = std::move(log), last = std::make_shared<LastFailures>()](
             const std::string& name, service::ChoreEnd end, const std::string& detail) {
    const bool is_new = last->is_new(name, detail);
    metrics.count("wufei_chore_runs_total", "Runs of chores.", "chore", name);
    metrics.count("wufei_chore_failures_total", "Runs of chores that failed.", "chore", name,
                  end == service::ChoreEnd::failed ? 1 : 0);
    metrics.count("wufei_chore_overruns_total", "Runs of chores that took longer than their limit.", "chore",
                  name, end == service::ChoreEnd::overrun ? 1 : 0);
    if (end == service::ChoreEnd::failed && is_new) log("error", name + ": " + detail);
    if (end == service::ChoreEnd::overrun) log("warn", name + ": took longer than its limit");
  };
}

contract::Result<std::unique_ptr<Portal>> Portal::start(const Settings& settings) {
  std::unique_ptr<Portal> portal(new Portal(settings));
  if (auto opened = portal->open(); !opened) return opened.error();
  if (auto opened = portal->open_features(); !opened) return opened.error();
  if (portal->store_->is_shared()) portal->join_processes();
  portal->chores_.prepare(chore_teller(portal->metrics_, log_line));
  if (auto listening = portal->listen(); !listening) return listening.error();
  portal->chores_.start();
  return portal;
}

Portal::~Portal() {
  stop();
}

contract::Status Portal::open() {
  auto tls = open_tls(settings_);
  if (!tls) return tls.error();
  tls_ = std::move(*tls);
  auto content = open_content(settings_);
  if (!content) return content.error();
  source_ = std::make_unique<service::ContentSource>(*content);
  storage::StoreOptions options = store_options(settings_);
  options.exclusive = options.create = true;
  if (!http::draws_chinese())
    log_warning("no font with Chinese characters: charts as PNG show boxes (Debian: install fonts-noto-cjk)");
  close_to_others(settings_.data);
  const auto place = storage::resolved({settings_.data, settings_.store});
  if (!place) return place.error();
  if (place->url.empty()) warn_of_new_database(storage::database_file(settings_.data));
  auto store = storage::Store::open(options);
  if (!store) return store.error();
  store_ = std::move(*store);
  join_all(*store_);
  return contract::ok();
}

contract::Status Portal::open_features() {
  router_.set_public_url(settings_.public_url);
  warn_of_undeclared_proxy(router_, settings_.trusted_proxies);
  changes_.listen([this](std::string_view subject, service::Change) { book_.changed(subject); });
  ground_ = std::make_unique<Ground>(Ground{settings_, *source_, *store_, service::system_clock(),
                                            service::system_ids(), router_, book_, metrics_, guesses_,
                                            datasets_, chores_, changes_, services_});
  // First of the pages; the subjects that it shows are opened before anybody asks for it.
  book_.begin("home", {"county", "indicator", "pickup", "publishing"});
  add_home_page(
      book_, *source_, [this] { return services_.find<service::IndicatorService>()->board(); },
      ground_->clock);
  for (const Feature& feature : features()) {
    book_.begin(std::string(feature.name), known_to(feature.name));
    if (auto opened = feature.open(*ground_); !opened) return opened;
  }
  add_key_chores(*ground_);
  http::add_health_routes(
      router_, [this] { return store_->ping(); }, metrics_);
  return http::add_page_routes(
      router_, book_,
      {settings_.www, settings_.public_url, std::string(contract::kNotForRobots), settings_.https()});
}

// Others may serve the same rows.
void Portal::join_processes() {
  using namespace std::chrono_literals;
  service::Clock& clock = service::system_clock();
  chores_.ask_before_running_alone(lease_of_chores(*store_, clock, service::system_ids()));
  guesses_.share_in(router_.limits());
  limits_ = std::make_unique<LimitExchange>(router_.limits(), *store_, clock, service::system_ids());
  chores_.add({.name = "exchange limits",
               .lane = "limits",
               .every = 1s,
               .limit = 10s,
               .run = [this](const service::Turn&) { return limits_->run(); },
               .at_stop = true});
}

contract::Status Portal::listen() {
  const auto address = parse_listen(settings_.listen);
  if (!address) return address.error();
  http::ServerOptions options;
  options.workers = worker_count(settings_.workers);
  options.trusted_proxies = settings_.trusted_proxies;
  options.https_outside = settings_.https();
  options.tls = tls_;
  options.log = log_line;
  options.log_requests = logs_info();
  options.on_served = [this](const http::Served& served) { metrics_.served(served); };
  server_ = std::make_unique<http::Server>(std::move(router_), std::move(options));
  metrics_.add_gauge("wufei_open_connections", "Connections open now.",
                     [this] { return static_cast<double>(server_->open_connections()); });
  metrics_.add_gauge("wufei_idle_connections", "Connections that wait for their client.",
                     [this] { return static_cast<double>(server_->idle_connections()); });
  metrics_.add_gauge("wufei_parked_bytes", "Bytes of requests that are not complete yet.",
                     [this] { return static_cast<double>(server_->parked_bytes()); });
  add_process_gauges(metrics_, settings_.data);
  watch_tls(tls_, metrics_, chores_);
  auto port = server_->start(address->host, address->port);
  if (!port) return port.error();
  port_ = *port;
  if (settings_.tls_redirect.empty()) return contract::ok();
  redirect_ =
      std::make_unique<http::Server>(redirect_routes(settings_.public_url, port_), redirect_options());
  const auto from = parse_listen(settings_.tls_redirect);  // as open_tls() has seen it
  const auto redirecting = redirect_->start(from->host, from->port);
  if (!redirecting) return redirecting.error();
  redirect_port_ = *redirecting;
  return contract::ok();
}

void Portal::stop() {
  if (redirect_) redirect_->stop();
  if (server_) server_->stop();
  chores_.stop();
  if (store_) store_->close();
}

}  // namespace wufei::app
