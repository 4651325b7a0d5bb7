#include "app/counties.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/cli/log.hpp"
#include "lib/net/worker_places.hpp"
#include "lib/page/html.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

using contract::Text;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kOpenedAtATime = 4;
constexpr std::chrono::seconds kFirstPause{5}, kLongestPause{15};
constexpr std::string_view kOfTheProcess[] = {"/healthz", "/readyz", "/metrics"};

// Of each county: its part of the process's, but not so few that a slow one starves itself; a thread costs
// memory, so that many counties have fewer.
int share_of(int workers, int counties) {
  constexpr int kEnough = 8, kFewest = 2, kMostTogether = 256;
  return std::max(kFewest, std::min(std::max(kEnough, workers / counties), kMostTogether / counties));
}

bool is_on_this_machine(const http::Request& request) {
  return http::is_loopback(request.peer) && !request.headers.find("X-Forwarded-For") &&
         !request.headers.find("Forwarded");
}

// A page in words for a browser, else problem+json; without any county's name or frame.
http::Response said(const http::Request& request, int status, Text title, Text detail) {
  const std::string name(contract::text(title)), words(contract::text(detail));
  const bool page = request.headers.value("Accept").find("text/html") != std::string_view::npos;
  http::Response response = http::text_response(status, "text/html; charset=utf-8", {});
  if (page) {
    response.body =
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\""
        " content=\"width=device-width\"><title>" +
        name + "</title><h1>" + name + "</h1><p>" + words + "</p></html>";
  } else {
    const contract::Error error = contract::make_error(status == 503 ? contract::ErrorCode::unavailable
                                                                     : contract::ErrorCode::not_found);
    contract::Json problem =
        contract::problem_to_json(error, {name, words}, "urn:request:" + request.request_id);
    problem["status"] = status;
    response = http::text_response(status, contract::kProblemMediaType, contract::to_text(problem));
  }
  response.headers.set("Cache-Control", "no-store");
  if (status == 503) response.headers.set("Retry-After", std::to_string(kFirstPause.count()));
  return response;
}

}  // namespace

// One county of the list. `serving` is set once, when it is open, and then stays.
struct Counties::Seat {
  CountyEntry entry;
  std::unique_ptr<CountyPortal> portal;  // the opening thread's until `serving`
  std::atomic<CountyPortal*> serving = nullptr;
  http::Metrics metrics;  // until it is open: then the portal's stand for it
  std::chrono::seconds pause = kFirstPause;
  Steady::time_point due;

  [[nodiscard]] const std::string& code() const { return entry.settings.tenant; }
};

contract::Result<std::unique_ptr<Counties>> Counties::of_list(const Settings& process, int workers) {
  auto entries = read_county_list(process);
  if (!entries) return entries.error();
  return std::unique_ptr<Counties>(new Counties(std::move(*entries), workers));
}

Counties::Counties(std::vector<CountyEntry> entries, int workers)
    : workers_of_each_(share_of(workers, static_cast<int>(entries.size()))) {
  for (CountyEntry& entry : entries) {
    auto& seat = *seats_.emplace_back(std::make_unique<Seat>());
    seat.entry = std::move(entry);
    for (const std::string& host : seat.entry.hosts) by_host_[host] = &seat;
    add_county_gauge(seat.metrics, false);
  }
  chores_.add({"open counties", "counties", 1s, 5min, [this](const service::Turn&) {
                 open_due();
                 return contract::ok();
               }});
}

Counties::~Counties() {
  stop();
}

std::vector<const CountyEntry*> Counties::entries() const {
  std::vector<const CountyEntry*> entries;
  for (const auto& seat : seats_) entries.push_back(&seat->entry);
  return entries;
}

const Counties::Seat* Counties::seat_of(std::string_view authority) const {
  const auto found = by_host_.find(http::host_name(authority));
  return found == by_host_.end() ? nullptr : found->second;
}

const http::VirtualHost* Counties::virtual_host_of(std::string_view authority, std::string_view path) const {
  if (std::find(std::begin(kOfTheProcess), std::end(kOfTheProcess), path) != std::end(kOfTheProcess))
    return nullptr;
  const Seat* seat = seat_of(authority);
  CountyPortal* portal = seat == nullptr ? nullptr : seat->serving.load();
  return portal == nullptr ? nullptr : &portal->host();
}

std::size_t Counties::body_limit(std::string_view method, std::string_view path) const {
  for (const auto& seat : seats_)
    if (CountyPortal* portal = seat->serving.load()) return portal->host().router.body_limit(method, path);
  return http::kUnroutedBody;
}

std::string Counties::public_url_of(std::string_view authority) const {
  const Seat* seat = seat_of(authority);
  return seat == nullptr ? std::string() : seat->entry.settings.public_url;
}

http::Response Counties::refusal(const http::Request& request) const {
  if (seat_of(request.headers.value("Host")) == nullptr)
    return said(request, 421, Text::server_front_unknown_title, Text::server_front_unknown_detail);
  return said(request, 503, Text::server_front_opening_title, Text::server_front_opening_detail);
}

std::vector<std::string> Counties::not_ready(std::size_t most) const {
  std::vector<std::string> hosts;
  for (const auto& seat : seats_) {
    if (hosts.size() >= most) break;
    CountyPortal* portal = seat->serving.load();
    if (portal == nullptr || !portal->ready()) hosts.push_back(seat->entry.hosts.front());
  }
  return hosts;
}

std::string Counties::metrics_text() const {
  std::vector<http::Metrics::Other> others;
  for (const auto& seat : seats_) {
    CountyPortal* portal = seat->serving.load();
    others.push_back({seat->code(), portal == nullptr ? &seat->metrics : &portal->metrics()});
  }
  return metrics_.text_with("county", others);
}

http::Router Counties::front_routes() const {
  using http::Request;
  http::Router router;
  router.add(http::Route::quick_get("/healthz", "health", [](const Request&) {
    return http::json_response(200, {{"status", "ok"}});
  }));
  router.add(http::Route::quick_get("/readyz", "ready", [this](const Request& request) {
    const bool near = is_on_this_machine(request);
    const std::vector<std::string> hosts = not_ready(near ? seats_.size() : 1);
    if (hosts.empty()) return http::json_response(200, {{"status", "ok"}});
    http::Response response =
        http::problem_response(contract::make_error(contract::ErrorCode::unavailable), request);
    if (near) {
      contract::Json problem = contract::Json::parse(response.body);
      problem["hosts"] = hosts;
      response.body = contract::to_text(problem);
    }
    return response;
  }));
  router.add(http::Route::quick_get("/metrics", "metrics", [this](const Request& request) {
    if (is_on_this_machine(request)) return http::Metrics::reply_of(metrics_text());
    return http::problem_response(contract::make_error(contract::ErrorCode::forbidden, "not from here"),
                                  request);
  }));
  router.set_finish([this](const Request& request, http::Response& response) {
    const bool of_process = std::find(std::begin(kOfTheProcess), std::end(kOfTheProcess), request.path) !=
                            std::end(kOfTheProcess);
    if (request.route.empty() && !of_process) response = refusal(request);
  });
  return router;
}

// What a sick disk or a lack of threads throws is this county's failure, not the process's.
contract::Status Counties::try_opening(Seat& seat) const {
  try {
    const auto settings = settings_of(seat.entry);
    if (!settings) return settings.error();
    auto opened = CountyPortal::open(*settings);
    if (!opened) return opened.error();
    seat.portal = std::move(*opened);
    seat.portal->host().places = std::make_shared<http::WorkerPlaces>(workers_of_each_);
    seat.portal->start_chores();
    return contract::ok();
  } catch (const std::exception& thrown) {
    seat.portal.reset();
    return contract::make_error(contract::ErrorCode::unavailable, thrown.what());
  }
}

// On a thread that opens nothing else meanwhile.
void Counties::open(Seat& seat) {
  log_for(seat.code());
  const auto opened = try_opening(seat);
  if (opened) {
    seat.serving.store(seat.portal.get());
    log_info("open: " + seat.entry.hosts.front());
  } else {
    log_error("NOT OPEN, its hosts answer 503; tried again in " + std::to_string(seat.pause.count()) +
              " s: " + opened.error().detail);
    seat.due = Steady::now() + seat.pause;
    seat.pause = std::min(2 * seat.pause, kLongestPause);
  }
  log_for("");
}

void Counties::open_due() {
  for (const auto& seat : seats_)
    if (seat->serving.load() == nullptr && seat->due <= Steady::now()) open(*seat);
}

void Counties::start() {
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> openers;
  for (std::size_t i = 0; i < std::min(kOpenedAtATime, seats_.size()); ++i)
    openers.emplace_back([&] {
      for (std::size_t mine = next++; mine < seats_.size(); mine = next++) open(*seats_[mine]);
    });
  for (std::thread& opener : openers) opener.join();
  chores_.prepare(chore_teller(metrics_, log_line));
  chores_.start();
}

void Counties::stop() {
  chores_.stop();
  for (const auto& seat : seats_)
    if (seat->portal) seat->portal->stop();
}

}  // namespace wufei::app
