// The exchange with the city at its doors: the desk's page with keys and how telling stands, the API with a
// key, and the hook as it goes over the wire.
#include "desk_visit.hpp"
#include "lib/net/server.hpp"
#include "waste/exchange/city_hook.hpp"
#include "waste/exchange/exchange_page.hpp"
#include "waste/exchange/exchange_routes.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kSecret = "0123456789abcdef";

struct ExchangeVisit : DeskVisit {
  ExchangeVisit() {
    http::add_exchange_routes(router, exchange, *office.source);
    http::add_exchange_pages(door, exchange, hook, *office.source, true);
    as("officer", Role::officer);
  }
  void change(const std::string& id) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      storage::WasteChangeStore(*office.store)
          .add(session, storage::ChangeAction::updated, storage::ChangeKind::party, id, office.clock.now());
      return contract::ok();
    }));
  }
  http::Response api(const std::string& target, const std::string& key) {
    http::Request request;
    request.method = "GET";
    request.peer = "192.0.2.1";
    request.path = target.substr(0, target.find('?'));
    if (const auto at = target.find('='); at != std::string::npos)
      request.query["after"] = target.substr(at + 1);
    if (!key.empty()) request.headers.set("Authorization", "Bearer " + key);
    return router.handle(request);
  }

  service::ExchangeService exchange{*office.store, *office.source, office.clock, service::system_ids()};
  service::HookService hook{*office.store, office.clock};
};

struct DeafCity final : service::HookReceiver {
  contract::Result<int> take(const service::HookMessage&) override { return 503; }
};

std::string text_of(contract::Text text) {
  return std::string(contract::text(text));
}

}  // namespace

TEST_CASE("waste exchange at the desk: a key is shown once, opens the API, and is revoked") {
  ExchangeVisit visit;
  const http::Response made = visit.post("/desk/waste/exchange", {{"name", "city"}, {"last", "0"}});
  visit.as("other", Role::officer);
  CHECK_FALSE(holds(visit.follow(made).body, "wfx_"));  // not who made it
  visit.as("officer", Role::officer);
  const std::string page = visit.follow(made).body;
  std::smatch found;
  REQUIRE(std::regex_search(page, found, std::regex("<code>(wfx_[0-9a-f]+)</code>")));
  const std::string key = found[1];
  CHECK_FALSE(holds(visit.follow(made).body, key));
  visit.change("1");
  visit.change("2");
  const auto first = contract::parse_json(visit.api("/api/v1/exchange/changes", key).body);
  REQUIRE(first);
  CHECK((*first)["changes"].size() == 2);
  const auto cursor = (*first)["changes"][0]["cursor"].get<std::string>();
  const auto rest = contract::parse_json(visit.api("/api/v1/exchange/changes?after=" + cursor, key).body);
  REQUIRE(rest);
  CHECK((*rest)["changes"].size() == 1);
  CHECK((*rest)["next"] == (*first)["next"]);
  for (const std::string& wrong : {std::string(), std::string("wfx_1")}) {
    const http::Response refused = visit.api("/api/v1/exchange/party/1", wrong);
    CHECK(refused.status == 401);
    CHECK(refused.headers.value("Content-Type") == "application/problem+json");
  }
  CHECK(visit.api("/api/v1/exchange/party/1", key).status == 404);
  CHECK(visit.api("/api/v1/exchange/key/1", key).status == 404);
  CHECK(visit.post("/desk/waste/exchange/revoke", {{"key", "1"}}).status == 303);
  CHECK(visit.api("/api/v1/exchange/changes", key).status == 401);
  CHECK(visit.logged("waste_exchange_key") == 2);
}

TEST_CASE("waste exchange at the desk: who guesses keys from one place is slowed down") {
  ExchangeVisit visit;
  int limited = 0;
  for (int i = 0; i < 40; ++i)
    limited += visit.api("/api/v1/exchange/changes", "wfx_" + std::to_string(i)).status == 429 ? 1 : 0;
  CHECK(limited >= 9);
}

TEST_CASE("waste exchange at the desk: only who handles waste; names that say nothing; files on the record") {
  ExchangeVisit visit;
  CHECK(visit.post("/desk/waste/exchange", {{"name", "  "}, {"last", "0"}}).status == 400);
  CHECK(visit.get("/desk/waste/exchange/files/stock.csv").status == 200);
  CHECK(visit.logged("waste_export") == 1);
  CHECK(visit.get("/desk/waste/exchange/files/wufei.db").status == 404);
  for (const char* all : {"", "%20", "2026-11", "%202026-11%20"})
    CHECK(visit.get(std::string("/desk/waste/exchange/files/stock.csv?month=") + all).status == 200);
  for (const char* wrong : {"2026-13", "x", "2026", "2026-11-24"})
    for (const char* path : {"/desk/waste/exchange", "/desk/waste/exchange/files/stock.csv"}) {
      const http::Response refused = visit.get(std::string(path) + "?month=" + wrong);
      CHECK(refused.status == 400);
      CHECK(holds(refused.body, text_of(contract::Text::server_exchange_fault_month)));
      CHECK_FALSE(holds(refused.body, "/files/"));
    }
  CHECK(visit.logged("waste_export") == 5);
  for (const Role role : {Role::analyst, Role::enterprise, Role::editor}) {
    visit.as("r" + std::to_string(static_cast<int>(role)), role);
    for (const char* path : {"/desk/waste/exchange", "/desk/waste/exchange/files/exchange.json"})
      CHECK(visit.get(path).status == 403);
  }
}

TEST_CASE(
    "waste exchange at the desk: an address that takes nothing is seen, and told again when staff say so") {
  ExchangeVisit visit;
  CHECK(holds(visit.get("/desk/waste/exchange").body, text_of(contract::Text::server_exchange_hook_running)));
  visit.change("1");
  DeafCity deaf;
  const auto shows = [&](contract::Text state) {
    return holds(visit.get("/desk/waste/exchange").body, text_of(state));
  };
  for (int i = 0; i < service::kHookTries; ++i) {
    (void)visit.hook.deliver(deaf, [] { return false; });
    if (i == 0) CHECK(shows(contract::Text::server_exchange_hook_retrying));
    visit.office.clock.advance(service::kLongestHookPause);
  }
  visit.as("second", Role::officer);  // the first one's session is over
  CHECK(shows(contract::Text::server_exchange_hook_stopped));
  CHECK(holds(visit.get("/desk/waste/exchange").body, "answered 503"));
  CHECK(visit.post("/desk/waste/exchange/resume", {}).status == 303);
  CHECK(visit.hook.view()->state.stopped_at == 0);
  CHECK(visit.logged("waste_hook_resume") == 1);
}

TEST_CASE("waste hook on the wire: signed, told as it is, and no redirect is followed") {
  int status = 204;
  std::size_t size = 0;  // of the reply
  std::vector<http::Request> seen;
  http::Router router;
  const auto take = [&](const http::Request& request) {
    seen.push_back(request);
    http::Response response = http::text_response(status, "text/plain", std::string(size, 'x'));
    if (status == 302) response.headers.set("Location", "/other");
    return response;
  };
  router.add(http::Route::post_json("/hook", "hook", 4096, take));
  router.add(http::Route::get("/other", "other", take));
  http::Server server(std::move(router), {});
  const auto port = server.start("127.0.0.1", 0);
  REQUIRE(port);
  const auto city = http::CityHook::create("http://127.0.0.1:" + std::to_string(*port) + "/hook", kSecret);
  REQUIRE(city);
  const service::HookMessage message{"1-abcdef01", R"({"action":"party.updated","id":"1"})", 1700000000};
  for (const int answer : {204, 500, 302}) {
    status = answer;
    const auto answered = (*city)->take(message);
    REQUIRE(answered);
    CHECK(*answered == answer);
  }
  REQUIRE(seen.size() == 3);
  status = 200;
  size = 60 * 1024;
  CHECK((*city)->take(message));
  size = 65 * 1024;
  CHECK((*city)->take(message).error().code == contract::ErrorCode::unavailable);
  CHECK(seen.front().headers.value("webhook-id") == message.id);
  CHECK(seen.front().headers.value("webhook-timestamp") == "1700000000");
  CHECK(seen.front().headers.value("webhook-signature") == http::hook_signature(kSecret, message));
  CHECK(seen.front().body == message.body);
  server.stop();
  CHECK((*city)->take(message).error().code == contract::ErrorCode::unavailable);
}
