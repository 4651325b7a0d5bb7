// Alarms of places and of ways: medical waste that is kept, points that are full, plants that weigh something
// else than usual; weighings that are missing or were made elsewhere, sludge that nobody takes in.
#include <algorithm>

#include "support/waste_party.hpp"
#include "waste/weighing/weighing_service.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

service::FacilityFacts place_of(std::int64_t id, const char* kind, std::int64_t capacity = 0) {
  service::FacilityFacts one;
  one.facility.id = id;
  one.facility.party = 1;
  one.facility.kind = kind;
  one.facility.name = "Place " + std::to_string(id);
  one.facility.capacity = capacity;
  return one;
}

ManifestFacts road_record(const char* state) {
  ManifestFacts one = manifest(state);
  one.vehicle = "鲁P12345";
  one.issued_at = at("2026-12-14T07:00:00+08:00");
  one.started_at = at("2026-12-14T08:00:00+08:00");
  one.planned_arrival = at("2026-12-20T08:00:00+08:00");
  return one;
}

AlarmFacts road_facts(ManifestFacts one, const char* now) {
  AlarmFacts all = facts(now);
  all.permits.push_back(good_permit());
  all.manifests.push_back(std::move(one));
  return all;
}

}  // namespace

TEST_CASE("waste alarms: medical waste is kept for two days and no longer") {
  AlarmFacts all = facts("2026-12-14T23:00:00+08:00");
  all.stock.push_back({{1, 0, "hazardous", "HW01", 5}, day("2026-12-12")});
  CHECK(found(all).empty());
  all.now = at("2026-12-15T00:00:00+08:00");
  CHECK(found(all) == "A11");
  all.stock[0].stock.code = "841-001-01";
  CHECK(found(all) == "A11");
  all.stock[0].stock.code = "HW08";
  CHECK(found(all).empty());
  all.stock[0] = {{1, 0, "hazardous", "HW01", 0}, std::nullopt};
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: a point of hazardous waste holds three tonnes of all kinds together") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.facilities.push_back(place_of(4, "generation"));
  all.stock.push_back({{1, 4, "hazardous", "HW08", 2'000'000}, day("2026-12-14")});
  all.stock.push_back({{1, 4, "hazardous", "HW49", 1'000'000}, day("2026-12-14")});
  all.stock.push_back({{1, 0, "hazardous", "HW49", 9'000'000}, day("2026-12-14")});  // nobody says where
  CHECK(found(all).empty());
  all.stock[1].stock.grams += 1;
  CHECK(found(all) == "A12");
  all.facilities[0] = place_of(4, "storage", 3'000'000);
  CHECK(found(all) == "A12");
  all.facilities[0] = place_of(4, "storage", 3'000'001);  // a store
  CHECK(found(all).empty());
  all.facilities[0] = place_of(4, "incineration");
  CHECK(found(all).empty());
  // Only where the field names the rule.
  all.facilities[0] = place_of(4, "storage");
  CHECK(test::findings(all).size() == 1);
  for (service::StockFacts& one : all.stock) one.stock.field = "industrial";
  CHECK(test::findings(all).empty());
}

TEST_CASE("waste alarms: a plant that weighs nothing for a day, or not what it usually does") {
  AlarmFacts all = facts("2026-12-15T12:00:00+08:00");
  service::PlantFacts plant{place_of(4, "incineration").facility, {"household"}, {}};
  for (int i = 15; i >= 1; --i) {
    const contract::Date on = contract::add_days(day("2026-12-15"), -i);
    plant.days.push_back({1, 4, on, 100, contract::china_instant(on, 12 * 60)});
  }
  all.plants.push_back(plant);
  CHECK(found(all).empty());
  all.now += 1;
  CHECK(found(all) == "A31");
  all.now -= 1;
  using Day = std::pair<std::int64_t, const char*>;
  for (const auto& [net, ids] : {Day{150, ""}, Day{151, "A31"}, Day{50, ""}, Day{49, "A31"}}) {
    all.plants[0].days.back().net = net;
    CHECK(found(all) == ids);
  }
  all.now += 1;
  CHECK(found(all) == "A31 A31");
  all.plants[0].fields = {"nothing"};
  CHECK(found(all).empty());
  all.plants[0] = plant;
  all.plants[0].days.erase(all.plants[0].days.begin());  // 13 days tell nothing
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: whoever has a scale weighs what goes and what comes within a day") {
  ManifestFacts one = road_record("accepted");
  one.arrived_at = at("2026-12-14T10:00:00+08:00");
  one.accepted_at = one.arrived_at;
  AlarmFacts all = road_facts(one, "2026-12-15T10:00:00+08:00");
  all.scales = {{3, at("2026-12-14T10:00:00+08:00")}};
  CHECK(found(all).empty());
  all.now += 1;
  CHECK(found(all) == "A17");
  all.scales = {{3, at("2026-12-14T10:00:01+08:00")}};  // it came later
  CHECK(found(all).empty());
  all.scales = {{1, 0}, {3, 0}};
  CHECK(found(all) == "A17 A17");
  all.manifests[0].parent = "371524-Y-261124-BBBBBBBB-B";
  CHECK(found(all) == "A17");
  all.scales = {{3, 0}};
  const auto after = [&](const service::GateFacts& gate) {
    all.gates = {gate};
    return found(all);
  };
  CHECK(after({one.number, "", 3, true, 0, day("2026-12-14")}).empty());
  CHECK(after({"", "鲁P·12345", 3, true, 0, day("2026-12-13")}).empty());
  CHECK(after({"", "鲁P12345", 3, true, 0, day("2026-12-12")}) == "A17");
  CHECK(after({"", "鲁P12346", 3, true, 0, day("2026-12-14")}) == "A17");
  CHECK(after({"371524-Y-261124-BBBBBBBB-B", "鲁P12345", 3, true, 0, day("2026-12-14")}) == "A17");
  CHECK(after({one.number, "", 3, false, 0, day("2026-12-14")}) == "A17");
  CHECK(after({one.number, "", 4, true, 0, day("2026-12-14")}) == "A17");
  all.gates.clear();
  all.now = at("2026-12-17T00:00:00+08:00");  // not all weighings of those days are looked at any more
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: weighed at another receiver or at another of its places") {
  AlarmFacts all = road_facts(road_record("in_transit"), "2026-12-15T10:00:00+08:00");
  const auto weighed = [&](std::int64_t party, std::int64_t facility, bool in = true) {
    all.gates = {{all.manifests[0].number, "", party, in, facility, day("2026-12-15")}};
    return found(all);
  };
  CHECK(weighed(4, 9) == "A19");
  CHECK(weighed(4, 9, false).empty());
  CHECK(weighed(4, 0).empty());
  CHECK(weighed(1, 9).empty());
  CHECK(weighed(2, 9).empty());
  CHECK(weighed(3, 9).empty());
  all.manifests[0].receiver_facility = 9;
  CHECK(weighed(3, 9).empty());
  CHECK(weighed(3, 8) == "A19");
  all.places = {{8, 9}, {9, 9}};  // given up, and added again
  CHECK(weighed(3, 8).empty());
  all.places.clear();
  CHECK(weighed(3, 8) == "A19");
  all.facilities = {place_of(8, "landfill")};
  const auto findings = test::findings(all);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].party == 3);
  CHECK(findings[0].inputs.at("gate_place") == "Place 8");
  CHECK(findings[0].inputs.at("record_place") == "#9");
  all.manifests[0].state = "cancelled";
  CHECK(weighed(3, 8).empty());
}

TEST_CASE("waste alarms: sludge that nobody takes in for two days") {
  ManifestFacts one = road_record("in_transit");
  one.field = "household";
  one.code = "SW90";
  CHECK(test::of(one, "2026-12-16T08:00:00+08:00").empty());
  CHECK(test::of(one, "2026-12-16T08:00:01+08:00") == "A32");
  one.code = "SW64";
  CHECK(test::of(one, "2026-12-16T08:00:01+08:00").empty());
  one.code = "SW90";
  one.state = "arrived";
  one.arrived_at = at("2026-12-16T07:00:00+08:00");
  CHECK(test::of(one, "2026-12-16T08:00:01+08:00") == "A32");
  one.accepted_at = one.arrived_at;
  one.state = "accepted";
  CHECK(test::of(one, "2026-12-16T08:00:01+08:00").empty());
}

TEST_CASE("waste alarms: a plant's days are read from its own weighings, and the alarm is on trial") {
  test::WasteOffice office;
  office.clock.set("2026-12-15T10:00:00+08:00");
  service::WeighingService weighings(*office.store, office.clock, service::system_ids());
  const std::int64_t party = office.write([&](storage::Session& session) {
    return office.parties.add(session,
                              test::verified_party(test::kPartyCode, "Plant", {contract::WasteRole::receiver},
                                                   {"household"}, office.clock.now()));
  });
  const std::int64_t facility = office.write([&](storage::Session& session) {
    return office.parties.add_facility(
        session,
        {.party = party, .code = "FS001", .kind = "incineration", .name = "Plant", .area = "371524001"});
  });
  std::string file = "过磅时间,车号,毛重,皮重,净重,流水号\n";
  for (int i = 15; i >= 1; --i) {
    std::string on = contract::format_date(contract::add_days(day("2026-12-15"), -i));
    std::replace(on.begin(), on.end(), '-', '/');
    const std::string gross = i == 1 ? "60000" : "30000";
    const std::string net = i == 1 ? "48000" : "18000";
    file += on + " 20:05,鲁P12345," + gross + ",12000," + net + "," + std::to_string(i) + "\n";
  }
  REQUIRE(weighings.import(party, facility, file, test::kClerk));
  service::ContentSource source(test::nothing_to_declare());
  service::AlarmService alarms(*office.store, source, office.clock, {});
  REQUIRE(alarms.watch());
  CHECK(alarms.list({.rule = "A31"}, 10)->alarms.empty());
  const auto list = alarms.list({.rule = "A31", .trial = true}, 10);
  REQUIRE(list->alarms.size() == 1);
  const AlarmFinding& what = list->alarms[0].alarm.what;
  CHECK(what.subject == "facility/" + std::to_string(facility));
  CHECK(what.period == "2026-12-14");
  CHECK(what.field == "household");
  CHECK(what.inputs.at("day_grams") == "48000000");
  CHECK(what.inputs.at("usual_grams") == "18000000");

  const auto found_on = [&](const char* now) {
    office.clock.set(now);
    REQUIRE(alarms.watch());
    return alarms.list({.rule = "A31", .trial = true}, 10)->alarms.size();
  };
  CHECK(found_on("2026-12-15T20:05:00+08:00") == 1);
  CHECK(found_on("2026-12-15T20:05:01+08:00") == 2);
  // Who is closed weighs nothing any more.
  const service::AlarmGatherer gatherer(*office.store, {});
  const auto plants = [&] {
    return office.write([&](storage::Session& session) {
      return gatherer.gather(session, {}, office.clock.now()).plants.size();
    });
  };
  CHECK(plants() == 1);
  office.write([&](storage::Session& session) {
    auto closed = *office.parties.find(session, party);
    closed.state = contract::PartyState::closed;
    return office.parties.change(session, closed, closed.version);
  });
  CHECK(plants() == 0);
}
