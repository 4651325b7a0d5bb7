// Every route of the whole program, asked by somebody without a session, while a load of marked parties is
// under way: none of them tells of a party, a person, a plate, a place or an amount.
#include <doctest/doctest.h>

#include <set>

#include "app/features.hpp"
#include "app/portal.hpp"
#include "county/clock.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/manifest/manifest_service.hpp"
#include "waste/party/party_store.hpp"
#include "waste/party/stream_store.hpp"

using namespace wufei;
using contract::WasteRole;
using A = contract::ManifestAction;

namespace {

constexpr std::int64_t kTonne = 1'000'000;
constexpr const char* kMarks[] = {"Canary", "LUP12345", "13899998888", "12.3456"};

struct WatchedPortal {
  WatchedPortal() {
    app::Settings config;
    config.parts = app::content_parts;
    config.listen = "127.0.0.1:0";
    config.data = scratch.path() / "data";
    test::place_store(config.data);
    config.content = WUFEI_CONTENT;
    config.www = scratch.path() / "www";
    auto started = app::Portal::start(config);
    REQUIRE(started);
    portal = std::move(*started);
    storage::StoreOptions options;
    options.directory = config.data;
    auto opened = storage::Store::open(options);
    REQUIRE(opened);
    store = std::move(*opened);
    plant_parties();
    number = under_way();
  }
  std::int64_t add(storage::Session& session, const char* name, WasteRole role, char letter) const {
    contract::Party party;
    party.code = std::string("9137152400000000") + letter + "X";
    party.name = std::string("Canary ") + name;
    party.roles = {role};
    party.fields = {"industrial"};  // of building waste some names are public
    party.area = "371524001";
    party.address = "Canary Road 1";
    party.state = contract::PartyState::verified;
    party.contact = "Canary Person";
    party.phone = "13899998888";
    return storage::PartyStore(*store).add(session, party);
  }
  void plant_parties() {
    const contract::Date from = *contract::parse_date("2020-01-01"),
                         until = *contract::parse_date("2099-12-31");
    const storage::PartyStore parties(*store);
    REQUIRE(store->writer().run([&](storage::Session& session) -> contract::Status {
      factory = add(session, "Factory", WasteRole::generator, 'A');
      carrier = add(session, "Carrier", WasteRole::transporter, 'B');
      plant = add(session, "Plant", WasteRole::receiver, 'C');
      parties.add_permit(session,
                         {0, plant, "approval", "Canary permit", "bureau", from, until, {}, 0, true});
      parties.add_contract(session, {0, factory, plant, "Canary contract", {}, from, until, 0, 0, true});
      parties.add_vehicle(session, {0, carrier, "LUP12345", 20 * kTonne, "Canary certificate", until});
      contract::WasteStream stream;
      stream.party = factory;
      stream.name = stream.process = stream.destination = "Canary stream";
      stream.code = "SW03";
      stream.way = "entrust_use";
      stream.active_from = from;
      storage::WasteStreamStore(*store).add(session, stream);
      return contract::ok();
    }));
  }
  static service::ManifestCaller of(std::int64_t party) {
    service::ManifestCaller caller{contract::Actor::staff("desk:canary"), 100 + party};
    caller.party = party;
    caller.role = contract::MemberRole::clerk;
    return caller;
  }
  // A record in transit: its number.
  std::string under_way() {
    auto& manifests = *portal->services().find<service::ManifestService>();
    const contract::UtcSeconds now = service::system_clock().now();
    const std::string amount = std::to_string(12'345'600);
    const auto made = manifests.draft("industrial",
                                      {{"code", "SW03"},
                                       {"planned", amount},
                                       {"transporter", std::to_string(carrier)},
                                       {"receiver", std::to_string(plant)},
                                       {"planned_start", std::to_string(now)},
                                       {"planned_arrival", std::to_string(now + 7200)},
                                       {"route", "Canary Road"}},
                                      of(factory));
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail));
    const auto issued = manifests.act({made->number, A::issue, made->version}, of(factory));
    REQUIRE(issued);
    REQUIRE(manifests.act({made->number,
                           A::take_over,
                           issued->version,
                           {{"vehicle", "LUP12345"}, {"driver", "Canary Driver"}, {"loaded", amount}}},
                          of(carrier)));
    return made->number;
  }
  // Whoever has no session asks a route, with what it needs in its path.
  [[nodiscard]] http::Response ask(const http::Route& route, const std::string& id) const {
    http::Request request;
    request.method = route.method;
    request.path = request.target = route.pattern;
    request.peer = "192.0.2.7";
    for (std::size_t at = 0; (at = route.pattern.find('{', at)) != std::string::npos; ++at) {
      const std::string name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
      request.path_parameters[name] = name == "number" ? number : id;
    }
    if (route.method != "GET") {
      const bool form = route.takes == http::Takes::form;
      request.headers.add("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json");
      request.body = form ? "number=" + number : "{\"number\":\"" + number + "\"}";
    }
    return route.handler(request);
  }

  test::Scratch scratch;
  std::unique_ptr<app::Portal> portal;
  std::unique_ptr<storage::Store> store;
  std::int64_t factory = 0, carrier = 0, plant = 0;
  std::string number;
};

}  // namespace

TEST_CASE("no route tells somebody without a session of a party of waste, or of what it moves") {
  const WatchedPortal watched;
  std::set<std::string> told;
  int asked = 0;
  for (const http::Route& route : watched.portal->routes())
    for (const std::string& id :
         {std::to_string(watched.factory), std::to_string(watched.carrier), std::string("x")}) {
      if (route.pattern.find('{') == std::string::npos && id != "x") continue;  // once is enough
      CAPTURE(route.method);
      CAPTURE(route.pattern);
      const http::Response reply = watched.ask(route, id);
      const std::string& text = reply.shared_body ? *reply.shared_body : reply.body;
      for (const char* mark : kMarks) CHECK_MESSAGE(text.find(mark) == std::string::npos, mark);
      for (const char* header : {"Location", "Set-Cookie"})
        CHECK(std::string(reply.headers.value(header)).find("Canary") == std::string::npos);
      if (text.find(watched.number) != std::string::npos) told.insert(route.pattern);
      ++asked;
    }
  CHECK(asked > 100);
  // Of the number itself: the page and the interface that say its state.
  CHECK(told.contains("/waste/m/{number}"));
  CHECK(told.contains("/api/v1/manifests/{number}"));
}
