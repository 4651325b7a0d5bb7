// Kilometres of a way: told at its start and its end, and the alarm when they are not what they usually are.
#include "support/waste_fixture.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

// The `day`th day of December.
ManifestFacts way_of(int day, std::int64_t km) {
  ManifestFacts one = test::manifest("done");
  one.number = "371524-Y-2612" + std::to_string(10 + day) + "-AAAAAAAA-A";
  one.legs = 1;
  one.departed_km = 52'000;
  one.arrived_km = 52'000 + km;
  one.issued_at = one.started_at = at("2026-12-01T08:00:00+08:00") + day * 24LL * 3600;
  one.arrived_at = one.started_at + 4 * 3600;
  return one;
}

// Five of 100 km in the first week, and the one that is asked about.
AlarmFacts ways_with(const ManifestFacts& last) {
  AlarmFacts all = test::facts("2026-12-20T10:00:00+08:00");
  all.permits.push_back(test::good_permit());
  for (int day = 1; day <= 5; ++day) all.manifests.push_back(way_of(day, 100));
  all.manifests.insert(all.manifests.begin(), last);
  return all;
}

std::string found_with(std::int64_t km) {
  return test::found(ways_with(way_of(10, km)));
}

contract::Result<contract::Manifest> step(WasteYard& yard, const std::string& number, A action,
                                          std::int64_t party, contract::ManifestInput input,
                                          std::int64_t km) {
  service::ManifestStep wanted{number, action, yard.now(number).version, std::move(input)};
  wanted.odometer = km;
  return yard.manifests.act(wanted, WasteYard::of(party));
}

ManifestFacts facts_of(WasteYard& yard) {
  const auto read = test::read_facts(yard.office);
  REQUIRE(read.size() == 1);
  return read.front();
}

}  // namespace

TEST_CASE("waste alarms: a way of a quarter more or less than usual is usual") {
  CHECK(found_with(125).empty());
  CHECK(found_with(126) == "A18");
  CHECK(found_with(75).empty());
  CHECK(found_with(74) == "A18");
  const AlarmFacts all = ways_with(way_of(10, 126));
  const auto findings = test::findings(all);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].party == all.manifests[0].transporter);
  CHECK(findings[0].subject == "manifest/" + all.manifests[0].number);
  CHECK(findings[0].inputs.at("way_km") == "126");
  CHECK(findings[0].inputs.at("usual_km") == "100");
  CHECK(findings[0].inputs.at("trips") == "5");
}

TEST_CASE("waste alarms: four ways tell nothing, nor do others' or those that were not measured") {
  AlarmFacts all = ways_with(way_of(10, 200));
  CHECK(test::found(all) == "A18");
  const auto without = [&](auto change) {
    AlarmFacts other = all;
    change(other.manifests[1]);  // one of the five
    return test::found(other).empty();
  };
  CHECK(without([](ManifestFacts& one) { one.departed_km = 0; }));
  CHECK(without([](ManifestFacts& one) { one.arrived_km = 0; }));
  CHECK(without([](ManifestFacts& one) { one.arrived_km = one.departed_km; }));
  CHECK(without([](ManifestFacts& one) { one.legs = 2; }));
  CHECK(without([](ManifestFacts& one) { one.state = "cancelled"; }));
  CHECK(without([](ManifestFacts& one) { one.generator = 9; }));
  CHECK(without([](ManifestFacts& one) { one.facility = 9; }));
  CHECK(without([](ManifestFacts& one) { one.receiver_facility = 9; }));
  AlarmFacts again = all;  // the place of the five was given up and added again
  for (std::size_t i = 1; i < again.manifests.size(); ++i) again.manifests[i].facility = 7;
  again.manifests[0].facility = 8;
  CHECK(test::found(again).empty());
  again.places = {{7, 8}, {8, 8}};
  CHECK(test::found(again) == "A18");
  // What came later says nothing of what came before.
  CHECK(without([](ManifestFacts& one) { one.arrived_at = at("2026-12-19T08:00:00+08:00"); }));
  all.now = at("2027-01-10T10:00:00+08:00");
  CHECK(test::found(all) == "A18");
  all.now = at("2027-01-11T10:00:00+08:00");  // more than 30 days after it came
  CHECK(test::found(all).empty());
}

TEST_CASE("waste alarms: what is usual of a way stays what it is while the way is looked at") {
  AlarmFacts all = ways_with(way_of(10, 200));
  all.permits[0].permit.valid_from = test::day("2025-01-01");
  const auto with_one_before = [&](int days) {
    all.manifests[1].arrived_at = all.manifests[0].arrived_at - days * 24LL * 3600;
    return test::found(all);
  };
  CHECK(with_one_before(369) == "A18");
  CHECK(with_one_before(370).empty());  // not read any more on the last of the 30 days
}

TEST_CASE("waste mileage: the driver tells it at the start, the receiver when it came") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  REQUIRE(step(yard, number, A::take_over, yard.carrier, WasteYard::load(), 52'000));
  CHECK(facts_of(yard).departed_km == 52'000);
  CHECK(facts_of(yard).arrived_km == 0);
  const contract::ManifestInput received{{"received", WasteYard::text(10 * test::kTonne)}};
  const auto less = step(yard, number, A::arrive, yard.plant, received, 51'999);
  REQUIRE_FALSE(less);
  CHECK(less.error().fields.at(0).pointer == "/odometer");
  CHECK(yard.now(number).state == S::in_transit);
  REQUIRE(step(yard, number, A::arrive, yard.plant, received, 52'045));
  const ManifestFacts facts = facts_of(yard);
  CHECK(facts.departed_km == 52'000);
  CHECK(facts.arrived_km == 52'045);
  CHECK(facts.legs == 1);
  const auto view = yard.manifests.show(number, WasteYard::of(yard.factory));
  REQUIRE(view->mileage);
  CHECK(view->mileage->arrived == 52'045);
}

TEST_CASE("waste mileage: nothing is kept of who tells none, or of a second vehicle") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  REQUIRE(step(yard, number, A::take_over, yard.carrier, WasteYard::load(), 0));
  CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.factory))->mileage);
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(step(yard, number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate), 52'000));
  REQUIRE(step(yard, number, A::arrive, yard.plant, {{"received", WasteYard::text(10 * test::kTonne)}}, 9));
  CHECK_FALSE(yard.manifests.show(number, WasteYard::of(yard.factory))->mileage);
}

TEST_CASE("waste alarms: a way whose alarm was found untrue is not what is usual") {
  AlarmFacts all = ways_with(way_of(10, 200));
  CHECK(test::found(all) == "A18");
  all.untrue_ways.insert("manifest/" + all.manifests[1].number);  // one of the five
  CHECK(test::found(all).empty());
  all.untrue_ways = {"manifest/" + all.manifests[0].number};  // its own
  CHECK(test::found(all) == "A18");
}

TEST_CASE("waste mileage: who told a reading corrects it, the history keeps both") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  REQUIRE(step(yard, number, A::take_over, yard.carrier, WasteYard::load(), 520'000));  // a digit too many
  const contract::ManifestInput received{{"received", WasteYard::text(10 * test::kTonne)}};
  CHECK_FALSE(step(yard, number, A::arrive, yard.plant, received, 52'045));
  const auto fix = [&](std::int64_t party, bool came, std::int64_t km, std::int64_t shown,
                       contract::MemberRole role = contract::MemberRole::clerk) {
    return yard.manifests.correct_odometer({number, came, km, shown}, WasteYard::of(party, role));
  };
  using contract::ErrorCode;
  CHECK(fix(yard.plant, false, 52'000, 520'000).error().code == ErrorCode::forbidden);
  CHECK(fix(yard.plant, true, 52'045, 0).error().code == ErrorCode::forbidden);  // it did not come yet
  CHECK(fix(yard.other, false, 52'000, 520'000).error().code == ErrorCode::not_found);
  CHECK(fix(yard.carrier, false, 52'000, 520'000, contract::MemberRole::reader).error().code ==
        ErrorCode::forbidden);
  CHECK(fix(yard.carrier, false, 52'000, 5'200).error().code == ErrorCode::precondition);
  const std::int64_t change = test::last_change(yard.office, number);
  REQUIRE(fix(yard.carrier, false, 52'000, 520'000));
  CHECK(test::last_change(yard.office, number) == change + 1);  // other processes hear of it
  REQUIRE(fix(yard.carrier, false, 52'000, 520'000));           // the same button twice
  CHECK(test::last_change(yard.office, number) == change + 1);
  REQUIRE(step(yard, number, A::arrive, yard.plant, received, 52'045));
  const auto less = fix(yard.plant, true, 51'999, 52'045);
  REQUIRE_FALSE(less);
  CHECK(less.error().fields.at(0).pointer == "/odometer_end");
  REQUIRE(fix(yard.plant, true, 52'050, 52'045));
  CHECK(facts_of(yard).departed_km == 52'000);
  CHECK(facts_of(yard).arrived_km == 52'050);
  const auto view = yard.manifests.show(number, WasteYard::of(yard.carrier));
  REQUIRE(view);
  CHECK(view->corrects_start);
  CHECK_FALSE(view->corrects_end);
  std::vector<std::string> told;
  for (const auto& event : view->events)
    if (event.action == contract::kOdometerEvent) told.push_back(event.detail);
  REQUIRE(told.size() == 2);
  CHECK(told[0].find("520000") != std::string::npos);
  CHECK(told[0].find("52000 km") != std::string::npos);
}

TEST_CASE("waste alarms: only what was closed as untrue is kept out of the usual ways") {
  WasteYard yard;
  const storage::AlarmStore alarms(*yard.office.store);
  const auto raise = [&](storage::Session& session, const char* rule, const char* subject,
                         contract::AlarmEnd end) {
    contract::Alarm alarm;
    alarm.what.rule = rule;
    alarm.what.subject = subject;
    const auto added = alarms.find(session, alarms.add(session, alarm));
    REQUIRE(added);
    alarm = *added;
    alarm.state = contract::AlarmState::closed;
    alarm.end = end;
    REQUIRE(alarms.change(session, alarm));
  };
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    raise(session, "A18", "manifest/1", contract::AlarmEnd::untrue);
    raise(session, "A18", "manifest/2", contract::AlarmEnd::confirmed);
    raise(session, "A17", "manifest/3", contract::AlarmEnd::untrue);
    return contract::ok();
  }));
  CHECK(test::gathered(yard.office).untrue_ways == std::set<std::string>{"manifest/1"});
}
