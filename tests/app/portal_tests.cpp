// The whole program: its chores, and a portal that starts with every route described or says why not.
#include <doctest/doctest.h>

#include <cctype>
#include <regex>
#include <set>

#include "app/portal_settings.hpp"
#include "app/serve_command.hpp"
#include "county/site/routes.hpp"
#include "lib/base/json.hpp"
#include "lib/picture/svg_png.hpp"
#include "lib/web/caller.hpp"
#include "opendata/openapi_document.hpp"
#include "pickup/pickup_content.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

TEST_CASE("limits count an IPv6 line as one caller") {
  using http::limit_key;
  CHECK(limit_key("2001:db8::1") == limit_key("2001:db8:0:0:ffff::2"));
  CHECK(limit_key("2001:db8::1") != limit_key("2001:db8:0:1::1"));
  CHECK(limit_key("192.0.2.1") != limit_key("192.0.2.2"));
  CHECK(limit_key("192.0.2.1") == limit_key("::ffff:192.0.2.1"));
}

TEST_CASE("a chore that fails or takes too long is said in the log and counted") {
  http::Metrics metrics;
  std::vector<std::string> lines;
  const auto tell = app::chore_teller(metrics, [&lines](std::string_view level, std::string_view line) {
    lines.push_back(std::string(level) + " " + std::string(line));
  });
  tell("index", service::ChoreEnd::done, "");
  for (int i = 0; i < 3; ++i) tell("erase", service::ChoreEnd::failed, "disk full");
  tell("post", service::ChoreEnd::overrun, "");
  CHECK(lines == std::vector<std::string>{"error erase: disk full", "warn post: took longer than its limit"});
  const std::string text = metrics.text();
  for (const char* name : {"index", "post"})
    CHECK(holds(text, "wufei_chore_runs_total{chore=\"" + std::string(name) + "\"} 1"));
  CHECK(holds(text, "wufei_chore_failures_total{chore=\"erase\"} 3"));
  CHECK(holds(text, "wufei_chore_overruns_total{chore=\"post\"} 1"));
  // From the first run on, so that what fails later has grown.
  CHECK(holds(text, "wufei_chore_overruns_total{chore=\"index\"} 0"));
  CHECK(holds(text, "wufei_chore_failures_total{chore=\"index\"} 0"));
  tell("erase", service::ChoreEnd::done, "");
  tell("erase", service::ChoreEnd::failed, "disk full");
  CHECK(lines.size() == 3);  // it was well in between
}

TEST_CASE("fonts for Chinese are known to be there or not") {
  CHECK(http::draws_chinese());  // scripts/setup installs them
}

namespace {

// The API description names every route, and no other. The desk's pages are no interface for programs:
// desk_door_tests.
void check_routes_are_described(const std::vector<http::Route>& all) {
  std::set<std::string> routes, described;
  for (const http::Route& route : all) {
    if (route.pattern.starts_with("/desk")) continue;
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    routes.insert(method + " " + route.pattern);
  }
  const auto document = contract::parse_json(http::openapi_document());
  REQUIRE(document);
  for (const auto& path : (*document)["paths"].items())
    for (const auto& operation : path.value().items())
      if (operation.key() != "parameters") described.insert(operation.key() + " " + path.key());
  for (const std::string& route : routes) CHECK_MESSAGE(described.count(route), route);
  for (const std::string& route : described) CHECK_MESSAGE(routes.count(route), route);
}

// Before anybody can ask.
void check_index_is_complete(const std::vector<http::Route>& all) {
  for (const http::Route& route : all) {
    if (route.name != "search") continue;
    http::Request request;
    request.query["q"] = "open";  // stands on pages of the feature that is opened last
    const auto found = contract::parse_json(route.handler(request).body);
    REQUIRE(found);
    CHECK((*found)["total"].get<int>() > 0);
    request.query["q"] =
        test::real_content()->get<service::PickupContent>().catalogue.categories[0].items[0].name;
    CHECK((*contract::parse_json(route.handler(request).body))["total"].get<int>() > 0);
    return;
  }
  FAIL("no route searches");
}

constexpr const char* kPublicUrl = "https://portal.example";

// A first segment that subjects.txt does not name would be loaded anew by each link to it.
void check_client_opens_every_page(const std::vector<http::Route>& all) {
  for (const http::Route& route : all) {
    if (route.name != "get_sitemap") continue;
    const http::Response reply = route.handler(http::Request());
    REQUIRE(reply.shared_body);
    const std::string& map = *reply.shared_body;
    const std::string begin = "<loc>" + std::string(kPublicUrl), end = "</loc>";
    int pages = 0;
    for (std::size_t at = map.find(begin); at != std::string::npos; at = map.find(begin, at), ++pages) {
      at += begin.size();
      const std::string path = map.substr(at, map.find(end, at) - at);
      CHECK_MESSAGE(contract::is_client_path(path), path);
    }
    CHECK(pages > 100);
    return;
  }
  FAIL("no route for the site map");
}

http::Response opened(const http::Router& router, const std::string& method, const std::string& target) {
  http::Request request;
  request.method = method;
  request.path = target.substr(0, target.find('?'));
  request.headers.set("Accept", "text/html");
  return router.handle(request);
}

// Its address with parameters of somebody, none of which is a record's.
std::string address_of(const std::string& pattern) {
  return std::regex_replace(pattern, std::regex("\\{[^}]*\\}"), "x");
}

// A tab that is opened again, or Enter in the bar of addresses, sends no form: it comes to a page, the one
// that the form stands on or, where that is somebody's, the way to it. Paths of programs say 405.
void check_forms_lead_to_pages(const http::Router& router) {
  std::set<std::string> read;
  for (const http::Route& route : router.routes())
    if (route.method == "GET") read.insert(route.pattern);
  int led = 0;
  for (const http::Route& route : router.routes()) {
    if (route.method != "POST" || read.contains(route.pattern)) continue;
    CAPTURE(route.pattern);
    const std::string path = address_of(route.pattern);
    const bool form = route.takes != http::Takes::json && !route.pattern.starts_with("/api/");
    for (const char* method : {"GET", "HEAD"}) {
      http::Response reply = opened(router, method, path);
      if (!form) {
        CHECK(reply.status == 405);
        continue;
      }
      for (int step = 0; step < 3 && reply.status == 303; ++step, ++led) {
        CHECK(reply.headers.value("Location") != path);
        reply = opened(router, method, std::string(reply.headers.value("Location")));
      }
      CHECK(holds(reply.headers.value("Content-Type"), "text/html"));
      const bool somebodys = route.pattern.find('{') != std::string::npos;
      CHECK((reply.status == 200 || (somebodys && (reply.status == 401 || reply.status == 404))));
    }
  }
  CHECK(led > 20);
}

}  // namespace

// A start costs seconds under the sanitizers: what only needs a portal that runs is asked of one.
TEST_CASE(
    "a portal starts with every route described, its index complete and no form's path without a page, and "
    "says why it does not start") {
  const test::Scratch scratch;
  app::Settings config = test::portal_settings(scratch);
  config.public_url = kPublicUrl;
  auto portal = app::Portal::start(config);
  REQUIRE(portal);
  CHECK((*portal)->port() > 0);
  check_routes_are_described((*portal)->routes());
  check_index_is_complete((*portal)->routes());
  check_client_opens_every_page((*portal)->routes());
  check_forms_lead_to_pages((*portal)->router());
  const auto reason = [](const app::Settings& wrong) {
    const auto refused = app::Portal::start(wrong);
    return refused ? std::string() : refused.error().detail;
  };
  CHECK(holds(reason(config), "another server"));
  const test::Scratch other;
  app::Settings wrong = test::portal_settings(other);
  wrong.listen = "127.0.0.1:" + std::to_string((*portal)->port());
  CHECK_FALSE(reason(wrong).empty());
  wrong.content = other.path();
  CHECK(holds(reason(wrong), "areas.json"));
  wrong.content = other.path() / "nowhere";
  CHECK(reason(wrong) ==
        contract::text(contract::Text::cli_no_content, {{"directory", wrong.content.string()}}));  // one line
  (*portal)->stop();
  (*portal)->stop();
}
