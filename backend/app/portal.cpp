#include "app/portal.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>

#include "app/log.hpp"
#include "county/content_routes.hpp"
#include "county/media_routes.hpp"
#include "county/office.hpp"
#include "disclosure/article_pages.hpp"
#include "disclosure/article_routes.hpp"
#include "feedback/feedback_form.hpp"
#include "feedback/feedback_pages.hpp"
#include "feedback/feedback_routes.hpp"
#include "feedback/open311_routes.hpp"
#include "guide/guide_datasets.hpp"
#include "guide/guide_pages.hpp"
#include "guide/guide_routes.hpp"
#include "indicator/indicator_datasets.hpp"
#include "indicator/indicator_pages.hpp"
#include "indicator/indicator_routes.hpp"
#include "lib/base/calendar.hpp"
#include "lib/net/health_routes.hpp"
#include "lib/page/page_routes.hpp"
#include "lib/page/site_map_page.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/target.hpp"
#include "notice/log_notifier.hpp"
#include "notice/notice_gateway.hpp"
#include "opendata/api_reference_page.hpp"
#include "opendata/open_data_pages.hpp"
#include "opendata/open_data_routes.hpp"
#include "opendata/voice_datasets.hpp"
#include "pickup/pickup_routes.hpp"
#include "pickup/slot_routes.hpp"
#include "plan/plan_datasets.hpp"
#include "plan/plan_pages.hpp"
#include "plan/plan_routes.hpp"
#include "search/search_routes.hpp"
#include "survey/survey_pages.hpp"
#include "survey/survey_routes.hpp"

namespace wufei::app {
namespace {

constexpr std::chrono::seconds kRound{2};
constexpr int kRoundsPerMinute = 30;
constexpr int kRoundsPerStatistics = 150;
constexpr int kRoundsPerHour = 1800;
constexpr int kNoticesPerRound = 50;

contract::Result<std::unique_ptr<service::Notifier>> make_notifier(const Config& config) {
  if (config.notifier == "log") return std::unique_ptr<service::Notifier>(std::make_unique<LogNotifier>());
  std::ifstream file(config.notice_template, std::ios::binary);
  if (!file)
    return contract::make_error(
        contract::ErrorCode::invalid,
        "--notice-template: \"" + config.notice_template.string() + "\" cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto gateway = http::NoticeGateway::create({config.notice_url, text, config.notice_token});
  if (!gateway) return gateway.error();
  return std::unique_ptr<service::Notifier>(std::move(*gateway));
}

void log_line(std::string_view level, std::string_view line) {
  if (level == "error") return log_error(line);
  if (level == "warn") return log_warning(line);
  return level == "info" ? log_info(line) : log_debug(line);
}

int worker_count(int wanted) {
  return wanted > 0 ? wanted : std::max(8, 2 * static_cast<int>(std::thread::hardware_concurrency()));
}

// The State Council's notice for a year comes in the November before: until the program is built with it,
// days of that year count as working days.
void warn_of_unknown_holidays(const contract::PickupRules& rules) {
  const contract::Date last = contract::last_bookable_day(rules, service::system_clock().now());
  const int year = contract::year_month_day(last).year;
  if (!contract::calendar_covers(year))
    log_warning("public holidays of " + std::to_string(year) +
                " are not known: close them in pickup/rules.json");
}

// Values of indicators whose chain is broken stay readable (the pages show their hashes), but nobody may
// overlook it.
void warn_of_broken_chain(const Config& config) {
  const auto chain = storage::verify_chain(config.data);
  if (chain && !chain->sound)
    log_error("the chain of indicator revisions is broken after " + std::to_string(chain->revisions) +
              " revisions: " + chain->fault + "; nothing more can be published");
}

// A proxy on this machine that nobody declared: limits by address count nobody then.
void warn_of_undeclared_proxy(http::Router& router, const Config& config) {
  if (http::in_networks(config.trusted_proxies, "127.0.0.1") ||
      http::in_networks(config.trusted_proxies, "::1"))
    return;
  router.set_look([warned = std::make_shared<std::atomic<bool>>(false)](const http::Request& request) {
    const bool forwarded = http::is_loopback(request.peer) && request.headers.find("X-Forwarded-For");
    if (!forwarded || warned->exchange(true)) return;
    log_warning(
        "a proxy at " + request.peer +
        " passes X-Forwarded-For but is not declared with --trusted-proxy: no limit by address works");
  });
}

template <class T>
void log_failure(const char* doing, const contract::Result<T>& result) {
  if (!result) log_error(std::string(doing) + ": " + result.error().detail);
}

}  // namespace

contract::Result<std::unique_ptr<Portal>> Portal::start(const Config& config) {
  std::unique_ptr<Portal> portal(new Portal());
  portal->config_ = config;
  if (auto opened = portal->open(config); !opened) return opened.error();
  if (auto listening = portal->listen(config); !listening) return listening.error();
  portal->worker_ = std::thread([held = portal.get()] { held->work(); });
  return portal;
}

Portal::~Portal() {
  stop();
}

contract::Status Portal::open(const Config& config) {
  auto content = open_content(config);
  if (!content) return content.error();
  warn_of_unknown_holidays((*content)->rules);
  source_ = std::make_unique<service::ContentSource>(*content);
  watch_ = std::make_unique<service::ContentWatch>(config.content);
  auto notifier = make_notifier(config);
  if (!notifier) return notifier.error();
  notifier_ = std::move(*notifier);
  storage::StoreOptions options;
  options.directory = config.data;
  options.exclusive = options.create = true;
  auto store = storage::Store::open(options);
  if (!store) return store.error();
  store_ = std::move(*store);
  indicators_ = std::make_unique<service::IndicatorService>(*store_, service::system_clock());
  if (auto read = indicators_->set_content(*content); !read) return read;
  source_->on_change([this](const service::ContentPtr& fresh) {
    log_failure("read indicators", indicators_->set_content(fresh));
  });
  pickups_ = std::make_unique<service::PickupService>(*store_, std::move(*content), service::system_clock(),
                                                      service::system_ids());
  feedback_ = std::make_unique<service::FeedbackService>(*store_, *source_, service::system_clock(),
                                                         service::system_ids());
  source_->on_change([this](const service::ContentPtr& fresh) { pickups_->set_content(fresh); });
  guide_ = std::make_unique<service::GuideService>(*source_, *store_, service::system_clock());
  surveys_ = std::make_unique<service::SurveyService>(*store_, *source_, service::system_clock(),
                                                      service::system_ids());
  if (auto fits = surveys_->fits_answers(*source_->current()); !fits) return fits;
  warn_of_broken_chain(config);
  notices_ = std::make_unique<service::NoticeService>(*store_, service::system_clock(), *notifier_);
  return contract::ok();
}

contract::Status Portal::listen(const Config& config) {
  const auto address = parse_listen(config.listen);
  if (!address) return address.error();
  http::Router router;
  router.set_public_url(config.public_url);
  warn_of_undeclared_proxy(router, config);
  http::add_content_routes(router, *source_);
  http::add_openapi_route(router);
  http::add_article_routes(router, *source_, config.public_url);
  http::add_media_routes(router, *source_);
  http::add_article_pages(book_, *source_);
  http::add_search_routes(router, search_);
  http::add_search_page(book_, search_);
  http::add_site_map_page(book_, *source_);
  http::add_guide_routes(router, *source_, *guide_);
  http::add_guide_pages(book_, *source_, *guide_);
  http::add_plan_routes(router, *source_);
  http::add_plan_pages(book_, *source_);
  http::add_api_reference_page(book_);
  add_open_data(config, router);
  http::add_slot_routes(router, *pickups_);
  http::add_pickup_routes(router, *pickups_, service::system_clock(), metrics_, guesses_);
  http::add_indicator_pages(book_, *indicators_, config.public_url);
  http::add_indicator_routes(router, *indicators_, book_);
  http::add_feedback_routes(router, *feedback_, metrics_, guesses_);
  http::add_feedback_form_routes(router, *feedback_, book_, guesses_);
  http::add_open311_routes(router, *feedback_, config.open311_key);
  http::add_feedback_pages(book_, *feedback_);
  http::add_survey_routes(router, book_, *surveys_, metrics_);
  http::add_survey_pages(book_, *surveys_);
  http::add_health_routes(
      router, [this] { return store_->ping(); }, metrics_);
  if (auto pages = http::add_page_routes(router, *source_, book_, {config.www, config.public_url}); !pages)
    return pages;
  index_pages(0);
  http::ServerOptions options;
  options.workers = worker_count(config.workers);
  options.trusted_proxies = config.trusted_proxies;
  options.log = log_line;
  options.on_served = [this](const http::Served& served) { metrics_.served(served); };
  server_ = std::make_unique<http::Server>(std::move(router), std::move(options));
  metrics_.add_gauge("wufei_open_connections", "Connections open now.",
                     [this] { return static_cast<double>(server_->open_connections()); });
  metrics_.add_gauge("wufei_parked_bytes", "Bytes of requests that are not complete yet.",
                     [this] { return static_cast<double>(server_->parked_bytes()); });
  auto port = server_->start(address->host, address->port);
  if (!port) return port.error();
  port_ = *port;
  return contract::ok();
}

// The portal serves without open data when it cannot be made or kept: bookings must not wait for it.
void Portal::add_open_data(const Config& config, http::Router& router) {
  service::add_indicator_datasets(datasets_, *indicators_);
  service::add_plan_datasets(datasets_);
  service::add_county_datasets(datasets_);
  service::add_guide_datasets(datasets_);
  service::add_voice_datasets(datasets_, *feedback_, *surveys_);
  open_data_ = std::make_unique<http::OpenData>(datasets_, *source_, service::system_clock(),
                                                config.data / "open-data", config.public_url);
  log_failure("make open data", open_data_->open());
  source_->on_change([this](const service::ContentPtr&) { refresh_open_data(); });
  http::add_open_data_routes(router, *open_data_);
  http::add_open_data_pages(book_, *open_data_, datasets_.names());
}

void Portal::refresh_open_data() {
  const auto fresh = open_data_->refresh();
  log_failure("make open data", fresh);
  if (fresh && *fresh) book_.changed();
}

// Counts of cases and answers change all the time: one edition a day is enough for them. What the county
// publishes makes one at once.
void Portal::tidy_open_data() {
  const std::int32_t today = contract::china_date(service::system_clock().now()).days;
  if (today == open_data_day_ && open_data_->current()) return;
  open_data_day_ = today;
  refresh_open_data();
}

void Portal::work() {
  for (int round = 0;; ++round) {
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, kRound, [this] { return stopping_; })) return;
    }
    try {
      log_failure("deliver notices", notices_->deliver_due(kNoticesPerRound));
      tidy(round);
    } catch (const std::exception& failure) {
      log_error(std::string("housekeeping: ") + failure.what());
    }
  }
}

// A bad change is refused as a whole: what is in force stays, and the log says why.
void Portal::reload_content() {
  auto fresh = open_content(config_);
  if (!fresh)
    return log_error("content changed but is refused, the earlier one stays: " + fresh.error().detail);
  warn_of_unknown_holidays((*fresh)->rules);
  if (const auto fits = surveys_->fits_answers(**fresh); !fits)
    return log_error("content changed but is refused, the earlier one stays: " + fits.error().detail);
  source_->replace(*fresh);
  index_due_ = true;
  log_info("content changed and is in force");
}

// What is new is found within a round; counts that moved in known pages, within five minutes. The pages are
// read at their present generation: a change meanwhile is indexed later.
void Portal::index_pages(int round) {
  const std::uint64_t generation = book_.generation();
  const bool due = index_due_ || round % kRoundsPerStatistics == 0;
  if (!due || generation == indexed_generation_) return;
  index_due_ = false;
  log_failure("index the pages", search_.rebuild(http::search_entries(book_, *source_->current())));
  indexed_generation_ = generation;
}

// Commands publish beside the running server: their rows are seen here.
void Portal::refresh_indicators() {
  const auto fresh = indicators_->refresh();
  log_failure("read indicators", fresh);
  if (!fresh || !*fresh) return;
  book_.changed();
  index_due_ = true;
  refresh_open_data();
}

void Portal::tidy(int round) {
  if (watch_->poll()) reload_content();
  refresh_indicators();
  if (surveys_->take_changes()) book_.changed();
  index_pages(round);
  log_failure("write unknown words", guide_->flush());
  tidy_open_data();
  tidy_feedback(round);
  if (round % kRoundsPerMinute == 0) log_failure("queue reminders", pickups_->queue_reminders());
  if (round % kRoundsPerHour != 0) return;
  log_failure("drop expired keys", pickups_->drop_expired_keys());
  log_failure("drop old words", guide_->drop_old());
  const auto erased = pickups_->erase_expired();
  log_failure("erase personal data", erased);
  if (erased && *erased > 0) log_info("personal data erased of pickups: " + std::to_string(*erased));
}

// Staff publish with the command line, in a process of their own: the pages follow within a round. The counts
// follow within five minutes, so that a busy hour does not make every page anew all the time.
void Portal::tidy_feedback(int round) {
  const auto stamp = feedback_->published_stamp();
  log_failure("look for published cases", stamp);
  const bool published = stamp && *stamp != published_stamp_;
  if (published) {
    published_stamp_ = *stamp;
    index_due_ = true;
  }
  if (published || round % kRoundsPerStatistics == 0) book_.changed();
  if (round % kRoundsPerHour != 0) return;
  log_failure("close settled cases", feedback_->close_settled());
  log_failure("drop unclaimed photographs", feedback_->drop_photos());
  const auto erased = feedback_->erase_expired();
  log_failure("erase personal data of cases", erased);
  if (erased && *erased > 0) log_info("personal data erased of cases: " + std::to_string(*erased));
}

void Portal::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (server_) server_->stop();
  if (worker_.joinable()) worker_.join();
  if (guide_ && store_) log_failure("write unknown words", guide_->flush());
  if (store_) store_->close();
}

}  // namespace wufei::app
