// Records of movement at the desk: each party's pages, steps by forms, strangers, and what anybody may know.
#include "waste/manifest/manifest_form.hpp"
#include "waste/manifest/road_pages.hpp"
#include "waste_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using test::kTonne;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

Fields draft_fields(const test::WasteYard& yard) {
  return {{"field", "industrial"},
          {"code", "SW03"},
          {"planned", "10"},
          {"transporter", std::to_string(yard.carrier)},
          {"receiver", std::to_string(yard.plant)},
          {"planned_start", "2026-11-24T10:00"},
          {"planned_arrival", "2026-11-24T12:30"},
          {"route", "Canary Road"}};
}

std::string drafted(WasteVisit& visit) {
  visit.as(visit.yard.factory);
  const http::Response made = visit.post("/desk/waste/manifests/new", draft_fields(visit.yard));
  REQUIRE(made.status == 303);
  const std::string location(made.headers.value("Location"));
  return location.substr(location.rfind('/') + 1, 26);
}

void check_without_canaries(const http::Response& response) {
  for (const char* canary : {"Canary", "LUP12345", "13899998888", "10 t"})
    CHECK_FALSE(holds(response.body, canary));
}

}  // namespace

TEST_CASE("waste manifests at the desk: factory, driver, receiver accepts in part, the rest goes back") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = drafted(visit);
  CHECK(holds(visit.get(http::manifest_path(number)).body, "Canary Plant"));
  CHECK(visit.step(number, "issue").status == 303);
  visit.as(yard.carrier, MemberRole::driver);
  CHECK(visit.get("/desk/waste/manifests").status == 303);
  const http::Response road = visit.get("/desk/waste/road");
  CHECK(road.status == 200);
  CHECK(holds(road.body, number));
  CHECK(
      visit.step(number, "take_over", {{"vehicle", "LUP99999"}, {"driver", "D"}, {"loaded", "10"}}).status ==
      400);
  CHECK(
      visit.step(number, "take_over", {{"vehicle", "LUP12345"}, {"driver", "D"}, {"loaded", "9.5"}}).status ==
      303);
  CHECK(yard.now(number).loaded == 9'500'000);
  visit.as(yard.plant);
  CHECK(holds(visit.get("/desk/waste/manifests").body, words_of(Text::server_manifest_waits)));
  CHECK(visit.step(number, "arrive", {{"received", "9.4"}, {"estimate_reason", ""}}).status == 303);
  const http::Response wrong =
      visit.step(number, "acceptance", {{"accepted", "9"}, {"refused", "1"}, {"refusal_reason", "wet"}});
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::waste_sum_differs)));
  CHECK(visit.step(number, "acceptance", {{"accepted", "9"}, {"refused", "0.4"}, {"refusal_reason", "wet"}})
            .status == 303);
  CHECK(yard.now(number).state == S::partly_accepted);
  visit.as(yard.factory);
  CHECK(visit.step(number, "return").status == 303);
  const http::Response page = visit.get(http::manifest_path(number));
  const std::string child = yard.record(number).children.front().number;
  CHECK(holds(page.body, child));
  CHECK(yard.ledger(yard.factory) == -9 * kTonne);
  CHECK(yard.ledger(yard.plant) == 9 * kTonne);
}

TEST_CASE("waste manifests at the desk: who is no party gets the page of what does not exist") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string draft = drafted(visit), issued = drafted(visit);
  REQUIRE(visit.step(issued, "issue").status == 303);
  const std::string nowhere = "371524-Y-261124-00000000-0";
  const auto body_of = [&](const std::string& number) {
    const http::Response reply = visit.get(http::manifest_path(number));
    CHECK(reply.status == 404);
    return reply.body;
  };
  visit.as(yard.other);
  const std::string missing = body_of(nowhere);
  CHECK(body_of(issued) == missing);
  CHECK(body_of(draft) == missing);
  CHECK(visit.get(http::manifest_path(issued, "/pdf")).status == 404);
  CHECK(visit.get(http::manifest_path(issued, "/edit")).status == 404);
  CHECK(visit.get(http::manifest_path(issued, "/revise")).status == 404);
  CHECK(visit.step(issued, "cancel").status == 404);
  CHECK(yard.now(issued).state == S::issued);
  CHECK_FALSE(holds(visit.get("/desk/waste/manifests").body, issued));
  visit.as(yard.plant);
  CHECK(body_of(draft) == body_of(nowhere));
  CHECK(visit.get(http::manifest_path(issued)).status == 200);
  CHECK(visit.get(http::manifest_path(issued, "/pdf")).status == 200);
  visit.as_staff("zhou", Role::dispatcher);
  CHECK(visit.get("/desk/waste/manifests").status == 404);
  CHECK(visit.get(http::manifest_path(issued)).status == 404);
}

TEST_CASE(
    "waste manifests at the desk: staff reads on the record, finds by number, acts for a party with a mark") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string draft = drafted(visit), number = drafted(visit);
  REQUIRE(visit.step(number, "issue").status == 303);
  visit.as_staff("li", Role::officer);
  CHECK(holds(visit.get("/desk/waste/manifests").body, number));
  CHECK_FALSE(holds(visit.get("/desk/waste/manifests").body, draft));
  CHECK(visit.get(http::manifest_path(draft)).status == 404);
  std::string typed = number;
  for (char& c : typed) c = c == '-' ? '+' : static_cast<char>(std::tolower(c));
  CHECK(visit.get("/desk/waste/manifests?number=" + typed).headers.value("Location") ==
        http::manifest_path(number));
  CHECK(visit.get("/desk/waste/manifests?number=5").status == 400);
  CHECK(visit.get(http::manifest_path(number)).status == 200);
  const auto looked =
      yard.office.store->readers().run([&](storage::Session& session) -> contract::Result<bool> {
        for (const auto& row : storage::access_entries(session, *yard.office.store, {}, 100))
          if (row.entry.action == "waste_manifest_view" && row.entry.reference == number) return true;
        return false;
      });
  CHECK(*looked);
  CHECK(visit.step(draft, "discard", {{"as", std::to_string(yard.factory)}}).status == 404);
  CHECK(visit
            .step(number, "take_over",
                  {{"as", std::to_string(yard.carrier)},
                   {"vehicle", "LUP12345"},
                   {"driver", "D"},
                   {"loaded", "9"}})
            .status == 303);
  CHECK(yard.record(number).signatures.back().on_behalf);
  visit.as_staff("wu", Role::analyst);
  CHECK(visit.get(http::manifest_path(number)).status == 200);
  CHECK(visit.step(number, "arrive", {{"as", std::to_string(yard.plant)}, {"received", "9"}}).status == 403);
}

TEST_CASE("waste manifests at the desk: a stale tab is told what is possible now, a sealed field which") {
  WasteVisit visit;
  const std::string number = drafted(visit);
  REQUIRE(visit.step(number, "issue").status == 303);
  const http::Response stale = visit.step(number, "cancel", {{"version", "1"}});
  CHECK(stale.status == 409);
  CHECK(holds(stale.body, words_of(Text::server_manifest_conflict)));
  CHECK(holds(stale.body, "value=\"cancel\""));
  visit.as(visit.yard.plant);
  CHECK(visit.step(number, "arrive", {{"received", "9"}}).status == 409);
  visit.as(visit.yard.carrier);
  const http::Response sealed = visit.step(
      number, "take_over", {{"vehicle", "LUP12345"}, {"driver", "D"}, {"loaded", "9"}, {"route", "x"}});
  CHECK(sealed.status == 409);
  CHECK(holds(sealed.body, words_of(Text::server_manifest_f_route)));
}

TEST_CASE("waste manifests at the desk: the fields of a draft are edited through its page") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = drafted(visit);
  const http::Response page = visit.get(http::manifest_path(number, "/edit"));
  CHECK(page.status == 200);
  CHECK(holds(page.body, "Canary Road"));
  Fields fields = draft_fields(yard);
  fields.erase("field");
  fields["version"] = "1";
  fields["planned"] = "8.5";
  fields["receiver"] = std::to_string(yard.other);
  fields["route"] = "Canary Lane";
  fields["planned_arrival"] = "2026-11-24T15:00";
  CHECK(visit.post(http::manifest_path(number, "/edit"), fields).status == 303);
  const auto now = yard.now(number);
  CHECK(now.planned == 8'500'000);
  CHECK(now.receiver == yard.other);
  CHECK(now.route == "Canary Lane");
  CHECK(now.version == 2);
  fields["version"] = "2";
  fields["contract"] = "4711";
  CHECK(visit.post(http::manifest_path(number, "/edit"), fields).status == 303);
  CHECK(visit.step(number, "issue").status == 400);
  CHECK(yard.now(number).state == S::draft);
}

TEST_CASE("waste manifests at the desk: a double tap makes one draft, a strange weight is asked back") {
  WasteVisit visit;
  auto& yard = visit.yard;
  visit.as(yard.factory);
  const http::Response form = visit.get("/desk/waste/manifests/new?field=industrial");
  const std::string mark = "name=\"key\" value=\"";
  const auto at = form.body.find(mark);
  REQUIRE(at != std::string::npos);
  const auto from = at + mark.size();
  Fields fields = draft_fields(yard);
  fields["key"] = form.body.substr(from, form.body.find('"', from) - from);
  CHECK(fields["key"].size() > 15);
  const http::Response first = visit.post("/desk/waste/manifests/new", fields);
  CHECK(first.status == 303);
  CHECK(visit.post("/desk/waste/manifests/new", fields).headers.value("Location") ==
        first.headers.value("Location"));
  const std::string number = yard.at(S::in_transit);
  visit.as(yard.plant);
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, "name=\"sure\""));
  const http::Response asked = visit.step(number, "arrive", {{"received", "31"}});
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, "name=\"sure\""));
  CHECK(visit.step(number, "arrive", {{"received", "31"}, {"sure", "1"}}).status == 303);
  CHECK(yard.now(number).received == 31 * kTonne);
}

TEST_CASE("waste manifests at the desk: a correction is asked for, approved and seen") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = yard.at(S::in_transit);
  visit.as(yard.factory);
  CHECK(visit.get(http::manifest_path(number, "/revise")).status == 200);
  const Fields change{
      {"version", std::to_string(yard.now(number).version)}, {"route", "B"}, {"reason", "typed wrong"}};
  CHECK(visit.post(http::manifest_path(number, "/revise"), change).status == 303);
  visit.as(yard.carrier);
  CHECK(holds(visit.get(http::manifest_path(number)).body, "typed wrong"));
  CHECK(visit.step(number, "approve").status == 303);
  visit.as(yard.plant);
  CHECK(visit.step(number, "approve").status == 303);
  CHECK(yard.now(number).route == "B");
}

TEST_CASE(
    "waste manifests on the road: the driver's pages say whose they are and until when; what was kept is "
    "taken once") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = yard.at(S::issued), road = std::string(http::kManifestRoad) + "/" + number;
  visit.as(yard.carrier);
  CHECK(visit.get(road).headers.value("Location") == http::manifest_path(number));
  CHECK_FALSE(holds(visit.get("/desk/waste/road").body, "data-crew"));
  visit.as(yard.carrier, MemberRole::driver);
  for (const std::string& path : {std::string("/desk/waste/road"), road}) {
    const http::Response page = visit.get(path);
    CHECK(page.status == 200);
    for (const char* mark : {"data-crew=\"", "data-now=\"", "data-until=\"", "data-version=\""})
      CHECK(holds(page.body, mark));
  }
  CHECK_FALSE(holds(visit.get("/desk/waste/road?vehicle=LUP12345").body, "data-crew"));
  const contract::UtcSeconds now = yard.office.clock.now();
  Fields fields{{"step", "take_over"},
                {"version", std::to_string(yard.now(number).version)},
                {"vehicle", "LUP12345"},
                {"driver", "D"},
                {"loaded", "9.5"},
                {"noted", std::to_string(now - 600)},
                {"sent", std::to_string(now)}};
  const auto send = [&] { return visit.post(road + "/kept", fields); };
  CHECK(send().status == 400);  // no key
  visit.idempotency = "0123456789abcdef";
  fields["loaded"] = "much";
  CHECK(holds(send().body, "\"state\":\"refused\""));
  fields["loaded"] = "9.5";
  const http::Response taken = send();
  CHECK(taken.status == 200);
  CHECK(taken.headers.value("Cache-Control") == "private, no-store");
  CHECK(send().body.find("\"state\":\"recorded\"") != std::string::npos);
  CHECK(yard.record(number).signatures.size() == 2);
  CHECK(yard.now(number).loaded == 9'500'000);
  visit.idempotency = "fedcba9876543210";
  const http::Response second = send();
  CHECK(second.status == 409);
  CHECK(holds(second.body, "\"clash\":\"moved\""));
  CHECK(holds(second.body, words_of(Text::server_manifest_state_in_transit)));
  visit.as(yard.plant, MemberRole::driver);
  CHECK(send().status == 409);  // not the transporter
  visit.as(yard.other, MemberRole::driver);
  CHECK(send().status == 404);
  visit.as(yard.carrier);
  CHECK(send().status == 403);  // a clerk signs on the page
}

TEST_CASE("waste manifests in public: number, field, state and the boundary, nothing of anybody") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string draft = yard.at(S::draft), number = yard.at(S::arrived);
  visit.as_nobody();
  for (const char* door : {"/waste/m/", "/api/v1/manifests/"}) {
    const http::Response reply = visit.get(door + number);
    CHECK(reply.status == 200);
    CHECK(holds(reply.body, number));
    CHECK(holds(reply.body, words_of(Text::server_manifest_state_arrived)));
    check_without_canaries(reply);
    CHECK(visit.get(door + draft).status == 404);
    CHECK(visit.get(std::string(door) + "371524-Y-261124-00000000-0").status == 404);
    CHECK(visit.get(std::string(door) + "x").status == 404);
  }
  CHECK(visit.get("/waste/m/" + number).headers.value("X-Robots-Tag") == "noindex");
  for (const auto& route : visit.router.routes()) {
    std::string path = route.pattern;
    if (const auto at = path.find("{number}"); at != std::string::npos) path.replace(at, 8, number);
    check_without_canaries(visit.ask(route.method, path));
  }
}
