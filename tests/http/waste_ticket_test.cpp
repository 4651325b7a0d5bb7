// The receiver's own weigh ticket on the page of a record: its form, what cannot be read, who sees it.
#include "waste/manifest/road_pages.hpp"
#include "waste_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using S = contract::ManifestState;

TEST_CASE("waste tickets at the desk: the receiver writes what its scale printed, the others read it") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::arrived), page = http::manifest_path(number);
  const std::string there = http::manifest_path(number, "/ticket");
  visit.as(visit.yard.plant);
  CHECK(holds(visit.get(page).body, "name=\"ticket_grams\""));
  const http::Response wrong =
      visit.post(there, {{"ticket_plate", "LUP12346"}, {"ticket_day", "yesterday"}, {"ticket_grams", "9,x"}});
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "yesterday"));  // what was typed stays
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::date_format)));
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::waste_grams)));
  CHECK(visit.post(there, {{"ticket_plate", ""}, {"ticket_day", ""}, {"ticket_grams", ""}}).status == 400);
  CHECK(
      visit.post(there, {{"ticket_plate", "LUP12346"}, {"ticket_day", "2026/11/24"}, {"ticket_grams", "9.4"}})
          .status == 303);
  for (const std::int64_t party : {visit.yard.plant, visit.yard.factory, visit.yard.carrier}) {
    visit.as(party);
    const std::string body = visit.get(page).body;
    CHECK(holds(body, words_of(Text::server_ticket_title)));
    CHECK(holds(body, "LUP12346"));
    CHECK(holds(body, "9.4 t"));
    CHECK(holds(body, "2026-11-24"));  // written another way
    CHECK(holds(body, "name=\"ticket_grams\"") == (party == visit.yard.plant));
  }
  visit.as_staff("li", Role::officer);
  CHECK(holds(visit.get(page).body, "LUP12346"));
}

TEST_CASE("waste tickets at the desk: nobody else writes one, and before it came there is no form") {
  WasteVisit visit;
  const std::string under_way = visit.yard.at(S::in_transit), number = visit.yard.at(S::arrived);
  const auto post = [&](const std::string& which) {
    return visit.post(http::manifest_path(which, "/ticket"), {{"ticket_plate", "LUP12346"}}).status;
  };
  visit.as(visit.yard.plant);
  CHECK(post(under_way) == 409);
  CHECK_FALSE(holds(visit.get(http::manifest_path(under_way)).body, "ticket_grams"));
  visit.as(visit.yard.factory);
  CHECK(post(number) == 403);
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, words_of(Text::server_ticket_title)));
  visit.as(visit.yard.plant, MemberRole::reader);
  CHECK(post(number) == 403);
  visit.as(visit.yard.other);
  CHECK(post(number) == 404);
  visit.as(visit.yard.plant, MemberRole::driver);
  CHECK(post(number) == 404);
}

TEST_CASE("waste tickets at the desk: a page of before writes nothing over, and shows both") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::arrived), page = http::manifest_path(number);
  const std::string there = http::manifest_path(number, "/ticket");
  visit.as(visit.yard.plant);
  CHECK(holds(visit.get(page).body, "name=\"ticket_version\" value=\"0\""));
  CHECK_FALSE(holds(visit.get(page).body, "name=\"take_back\""));
  const auto post = [&](const char* grams, const char* version) {
    return visit.post(there, {{"ticket_plate", "LUP12346"},
                              {"ticket_day", "2026-11-24"},
                              {"ticket_grams", grams},
                              {"ticket_version", version}});
  };
  CHECK(post("9.4", "0").status == 303);
  const http::Response stale = post("9.3", "0");
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::server_work_stale)));
  CHECK(holds(stale.body, "9.4 t"));
  CHECK(holds(stale.body, "value=\"9.3\""));
  CHECK(holds(stale.body, "name=\"ticket_version\" value=\"1\""));
  CHECK(post("9.3", "1").status == 303);
}

TEST_CASE("waste tickets at the desk: one is taken back with a reason that all parties read") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::arrived), page = http::manifest_path(number);
  const std::string there = http::manifest_path(number, "/ticket");
  visit.as(visit.yard.plant);
  REQUIRE(visit.post(there, {{"ticket_plate", "LUP12346"}}).status == 303);
  const auto back = [&](const char* reason) {
    return visit.post(there, {{"take_back", "1"}, {"ticket_version", "1"}, {"ticket_reason", reason}});
  };
  const http::Response wrong = back("");
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "value=\"LUP12346\""));  // the other form keeps what is there
  CHECK(back("of another load").status == 303);
  visit.as(visit.yard.factory);
  const std::string body = visit.get(page).body;
  CHECK_FALSE(holds(body, words_of(Text::server_ticket_title)));
  CHECK(holds(body, "of another load"));
  CHECK(holds(body, words_of(Text::server_ticket_back)));
}

TEST_CASE("waste mileage at the desk: a reading that cannot be costs a form its step, a phone nothing") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::issued), kept = visit.yard.at(S::issued);
  const std::string page = http::manifest_path(number);
  Fields load{{"vehicle", "LUP12345"}, {"driver", "D"}, {"loaded", "9.5"}, {"odometer", "many"}};
  visit.as(visit.yard.carrier);
  CHECK(holds(visit.get(page).body, words_of(Text::server_ticket_mileage_start)));
  const http::Response wrong = visit.step(number, "take_over", load);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::waste_odometer)));
  load["odometer"] = "52000";
  CHECK(visit.step(number, "take_over", load).status == 303);
  visit.as(visit.yard.plant);
  CHECK(holds(visit.get(page).body, words_of(Text::server_ticket_mileage_end)));
  CHECK(visit.step(number, "arrive", {{"received", "9.5"}, {"odometer", "51999"}}).status == 400);
  CHECK(visit.step(number, "arrive", {{"received", "9.5"}, {"odometer", "52045"}}).status == 303);
  const std::string told = contract::text(Text::server_ticket_km, {{"count", "45"}});
  CHECK(holds(visit.get(page).body, told));

  visit.as(visit.yard.carrier, MemberRole::driver);
  const contract::UtcSeconds now = visit.yard.office.clock.now();
  const auto send = [&](const std::string& which, const std::string& reading) {
    load["odometer"] = reading;
    load["step"] = "take_over";
    load["version"] = std::to_string(visit.yard.now(which).version);
    load["noted"] = std::to_string(now - 600);
    load["sent"] = std::to_string(now);
    visit.idempotency = which.substr(which.size() - 10) + "0123456789abcdef";
    return visit.post(std::string(http::kManifestRoad) + "/" + which + "/kept", load).status;
  };
  const std::string unread = visit.yard.at(S::issued);
  CHECK(send(kept, "52000") == 200);
  CHECK(send(unread, "many") == 200);
  const auto of = [&](const std::string& which) {
    return visit.yard.manifests.show(which, test::WasteYard::of(visit.yard.factory))->mileage;
  };
  REQUIRE(of(kept));
  CHECK(of(kept)->departed == 52'000);
  CHECK_FALSE(of(unread));
}

TEST_CASE("waste mileage at the desk: a reading is corrected by its own side, over the one that was shown") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::issued), page = http::manifest_path(number);
  const std::string there = http::manifest_path(number, "/odometer");
  visit.as(visit.yard.carrier);
  REQUIRE(visit
              .step(number, "take_over",
                    {{"vehicle", "LUP12345"}, {"driver", "D"}, {"loaded", "9.5"}, {"odometer", "520000"}})
              .status == 303);
  CHECK(holds(visit.get(page).body, "name=\"odometer_start\""));
  CHECK_FALSE(holds(visit.get(page).body, "name=\"odometer_end\""));
  CHECK(visit.post(there, {{"odometer_start", "many"}, {"shown", "520000"}}).status == 400);
  const http::Response stale = visit.post(there, {{"odometer_start", "52000"}, {"shown", "5"}});
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "name=\"shown\" value=\"520000\""));
  CHECK(holds(stale.body, "value=\"52000\""));
  CHECK(visit.post(there, {{"odometer_start", "52000"}, {"shown", "520000"}}).status == 303);
  CHECK(holds(visit.get(page).body, words_of(Text::server_ticket_mileage_change)));
  visit.as(visit.yard.plant);
  CHECK_FALSE(holds(visit.get(page).body, "name=\"odometer_start\""));
  CHECK(visit.post(there, {{"odometer_start", "1"}, {"shown", "52000"}}).status == 403);
}

TEST_CASE("waste mileage at the desk: no reading is asked for that would not be kept") {
  using A = contract::ManifestAction;
  using test::WasteYard;
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = yard.at(S::in_transit), page = http::manifest_path(number);
  const std::string field = "name=\"odometer\"";
  visit.as(yard.plant);
  CHECK(holds(visit.get(page).body, field));
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  const std::string second = visit.get(page).body;
  CHECK(holds(second, "name=\"received\""));  // the form of the arrival is there
  CHECK_FALSE(holds(second, field));
}
