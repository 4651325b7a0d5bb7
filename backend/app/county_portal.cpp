#include "app/county_portal.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "account/staff_door.hpp"
#include "app/erasing_again.hpp"
#include "app/features.hpp"
#include "app/home_page.hpp"
#include "app/key_chores.hpp"
#include "app/lone_chores.hpp"
#include "county/county_content.hpp"
#include "county/office.hpp"
#include "county/site/routes.hpp"
#include "lib/cli/log.hpp"
#include "lib/page/page_routes.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

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

std::string code_of(const service::ContentSet& content) {
  return service::county_code(content.get<service::CountyContent>());
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

contract::Result<std::unique_ptr<CountyPortal>> CountyPortal::open(const Settings& settings) {
  std::unique_ptr<CountyPortal> portal(new CountyPortal(settings));
  if (auto opened = portal->open_data(); !opened) return opened.error();
  if (auto opened = portal->open_features(); !opened) return opened.error();
  if (portal->store_->is_shared()) portal->join_processes();
  add_county_gauge(portal->metrics_, true);
  portal->database_ = add_data_gauges(portal->metrics_, portal->chores_, *portal->store_);
  portal->chores_.begin_threads_with([name = portal.get()] { log_for(name->settings_.tenant); });
  portal->chores_.prepare(chore_teller(portal->metrics_, log_line));
  return portal;
}

CountyPortal::CountyPortal(const Settings& settings) : settings_(settings) {
  host_.https_outside = settings_.https();
  host_.on_served = [this](const http::Served& served) { metrics_.served(served); };
  host_.enter = [this] { log_for(settings_.tenant); };
}

CountyPortal::~CountyPortal() {
  stop();
}

contract::Status CountyPortal::open_data() {
  auto content = open_content(settings_);
  if (!content) return content.error();
  source_ = std::make_unique<service::ContentSource>(*content);
  storage::StoreOptions options = store_options(settings_);
  options.exclusive = options.create = true;
  close_to_others(settings_.data);
  const auto place = storage::resolved({settings_.data, settings_.store});
  if (!place) return place.error();
  if (place->url.empty()) warn_of_new_database(storage::database_file(settings_.data));
  auto store = storage::Store::open(options);
  if (!store) return store.error();
  store_ = std::move(*store);
  if (auto mine = check_owner(*store_, **content, settings_, Claim::yes); !mine) return mine;
  source_->on_check(
      [this, code = code_of(**content)](const service::ContentSet& changed) -> contract::Status {
        if (const std::string found = code_of(changed); found != code)
          return other_content(settings_, found, code);
        return contract::ok();
      });
  join_all(*store_);
  const auto erased = erase_listed(*store_);
  if (erased && *erased > 0)
    log_warning("the database is older than the list of erasures: erased again, as people had asked: " +
                std::to_string(*erased));
  if (!erased) return erased.error();
  const auto needed = still_needed(*store_);
  if (!needed) return needed.error();
  for (const storage::StillNeeded& one : *needed)
    log_warning("erased once, there again with an older database and kept, because " + one.by +
                " names it: " + one.erasure.reference);
  return contract::ok();
}

contract::Status CountyPortal::open_features() {
  http::Router& router = host_.router;
  router.set_public_url(settings_.public_url);
  warn_of_undeclared_proxy(router, settings_.trusted_proxies);
  changes_.listen([this](std::string_view subject, service::Change) { book_.changed(subject); });
  ground_ = std::make_unique<Ground>(Ground{settings_, *source_, *store_, service::system_clock(),
                                            service::system_ids(), router, book_, metrics_, guesses_,
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
  if (auto* door = services_.find<http::StaffDoor>()) door->lead_up();
  add_key_chores(*ground_);
  add_erasure_chores(*ground_);
  return http::add_page_routes(
      router, book_,
      {settings_.www, settings_.public_url, std::string(contract::kNotForRobots), settings_.https()});
}

// Others may serve the same rows.
void CountyPortal::join_processes() {
  using namespace std::chrono_literals;
  service::Clock& clock = service::system_clock();
  service::SharedLimits& limits = host_.router.limits();
  chores_.ask_before_running_alone(lease_of_chores(*store_, clock, service::system_ids()));
  guesses_.share_in(limits);
  limits_ = std::make_unique<LimitExchange>(limits, *store_, clock, service::system_ids());
  chores_.add({.name = "exchange limits",
               .lane = "limits",
               .every = 1s,
               .limit = 10s,
               .run = [this](const service::Turn&) { return limits_->run(); },
               .at_stop = true});
}

contract::Status CountyPortal::ready() const {
  if (database_->seen()) return contract::ok();
  return contract::make_error(contract::ErrorCode::unavailable, "the database does not answer");
}

void CountyPortal::stop() {
  chores_.stop();
  if (store_) store_->close();
}

}  // namespace wufei::app
