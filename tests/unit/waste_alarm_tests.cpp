// Alarms: what each rule finds and what it leaves alone, working days, one alarm for each condition, what
// becomes of it.
#include <set>

#include "waste/alarm/alarm_service.hpp"
#include "waste/weighing/weighing_service.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::AlarmEnd;
using contract::AlarmState;
using storage::MovementKind;

TEST_CASE("waste alarms: working days skip weekends and holidays and count days made up for") {
  CHECK(contract::format_date(contract::workdays_after(day("2025-09-30"), 1)) == "2025-10-09");
  CHECK(contract::format_date(contract::workdays_after(day("2025-10-10"), 1)) == "2025-10-11");  // a Saturday
  CHECK(contract::format_date(contract::workdays_after(day("2025-11-28"), 5)) == "2025-12-05");
  CHECK(contract::workdays_between(day("2025-09-30"), day("2025-10-09")) == 1);
  CHECK(contract::workdays_between(day("2025-09-30"), day("2025-10-08")) == 0);
}

TEST_CASE("waste alarms: manifests that stand still, differ or lack something") {
  CHECK(of(manifest("issued"), "2026-11-05T08:00:00+08:00").empty());
  CHECK(of(manifest("issued"), "2026-11-05T08:00:01+08:00") == "A01");
  CHECK(of(manifest("draft"), "2026-11-25T08:00:00+08:00").empty());
  ManifestFacts way = manifest("in_transit");
  way.planned_arrival = at("2026-11-02T10:00:00+08:00");
  CHECK(of(way, "2026-11-02T16:00:00+08:00").empty());
  CHECK(of(way, "2026-11-02T16:00:01+08:00") == "A02");
  ManifestFacts there = manifest("arrived");
  there.arrived_at = at("2026-11-05T10:00:00+08:00");  // a Thursday
  CHECK(of(there, "2026-11-09T23:00:00+08:00").empty());
  CHECK(of(there, "2026-11-10T00:00:00+08:00") == "A04");
  there.loaded = 10'000'000, there.received = 9'500'000;
  CHECK(of(there, "2026-11-05T11:00:00+08:00").empty());
  there.received = 9'400'000;  // more than 500 kg less
  CHECK(of(there, "2026-11-05T11:00:00+08:00") == "A03");
  ManifestFacts refused = manifest("refused");
  refused.refused = 100;
  refused.accepted_at = at("2026-11-05T12:00:00+08:00");
  CHECK(of(refused, "2026-11-06T12:00:00+08:00").empty());
  CHECK(of(refused, "2026-11-06T12:00:01+08:00") == "A06");
  refused.child = true;
  CHECK(of(refused, "2026-11-16T12:00:01+08:00").empty());
  ManifestFacts hazardous = manifest("done");
  hazardous.field = "hazardous";
  CHECK(of(hazardous, "2026-11-02T09:00:00+08:00") == "A08");
  hazardous.national_number = true;
  CHECK(of(hazardous, "2026-11-02T09:00:00+08:00").empty());
}

TEST_CASE("waste alarms: what lies too long, too much or less than nothing; permits and balances") {
  AlarmFacts all = facts("2026-11-24T10:00:00+08:00");
  all.stock.push_back({{1, 0, "industrial", "SW01", 5}, day("2026-01-10")});  // 318 days
  CHECK(found(all).empty());
  all.stock[0].oldest = day("2026-01-08");
  CHECK(found(all) == "A09");
  all.stock[0] = {{1, 0, "industrial", "SW01", -5}, std::nullopt};
  CHECK(found(all) == "A23");
  all.stock.clear();
  all.facilities.push_back({{.id = 4, .party = 1, .capacity = 1000}, 899});
  CHECK(found(all).empty());
  all.facilities[0].grams = 900;
  CHECK(found(all) == "A23");
  all.facilities.clear();
  contract::Permit permit;
  permit.valid_until = day("2027-06-30");
  permit.yearly = 1000;
  all.permits.push_back({permit, 1000});
  CHECK(found(all).empty());
  all.permits[0].used = 1001;
  CHECK(found(all) == "A13");
  all.permits[0] = {permit, 0};
  all.permits[0].permit.valid_until = day("2027-01-23");  // 60 days
  CHECK(found(all) == "A14");
  all.permits.clear();
  service::MassBalance balance{"industrial", "SW01", 202611};
  balance.generate = 100'000'000;
  balance.adjust = -5'000'000;
  all.balances.push_back({1, balance});
  CHECK(found(all).empty());
  all.balances[0].balance.adjust = -5'000'001;
  CHECK(found(all) == "A21");
  all.balances.clear();
  all.weighings.push_back({7, 1, 4, day("2026-11-24"), 10, 1, 2, 30});
  CHECK(found(all).empty());
  all.weighings[0].same = 3;
  CHECK(found(all) == "A28");
  all.weighings[0].same = 2;
  all.weighings[0].load_percent = 105;
  CHECK(found(all).empty());
  all.weighings[0].load_percent = 106;
  CHECK(found(all) == "A28");
}

TEST_CASE("waste alarms: one condition raises one alarm, on trial first; past due it escalates once") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  office.post(party, MovementKind::self_use, -5, "2026-11-20");
  service::ContentSource source(test::nothing_to_declare());
  service::AlarmService alarms(*office.store, source, office.clock, {});
  CHECK(*alarms.watch() == 1);  // November: the rules are silent
  CHECK(*alarms.watch() == 0);
  REQUIRE(alarms.list({.state = "open"}, 10)->alarms.empty());
  REQUIRE(alarms.list({.state = "open", .trial = true}, 10)->alarms.size() == 1);

  office.clock.set("2027-01-04T10:00:00+08:00");
  CHECK(*alarms.watch() == 1);  // another month, in earnest
  CHECK(*alarms.watch_if_told() == 0);
  office.clock.set("2027-01-05T11:00:00+08:00");
  CHECK(*alarms.watch_if_told() == 0);
  auto open = alarms.list({.state = "open"}, 10)->alarms;
  REQUIRE(open.size() == 1);
  CHECK(open[0].alarm.what.area == "371524001");
  CHECK(open[0].alarm.times == 2);
  CHECK(contract::format_date(open[0].alarm.due) == "2027-01-05");
  CHECK_FALSE(open[0].alarm.escalated);
  office.clock.set("2027-01-06T11:00:00+08:00");
  CHECK(*alarms.watch() == 0);
  open = alarms.list({.state = "open"}, 10)->alarms;
  CHECK(open[0].alarm.escalated);
  const std::size_t events = alarms.find(open[0].alarm.id, 0)->events.size();
  office.clock.set("2027-01-07T11:00:00+08:00");
  CHECK(*alarms.watch() == 0);
  CHECK(alarms.find(open[0].alarm.id, 0)->events.size() == events);
}

TEST_CASE("waste alarms: acknowledged, explained by its own party alone, closed with a reason") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  office.post(party, MovementKind::self_use, -5, "2026-11-20");
  office.clock.set("2027-01-04T10:00:00+08:00");
  service::ContentSource source(test::nothing_to_declare());
  service::AlarmService alarms(*office.store, source, office.clock, {});
  REQUIRE(*alarms.watch() == 1);
  const auto now = [&] { return alarms.find(1, 0)->alarm; };
  CHECK_FALSE(alarms.find(1, party));  // not released yet
  CHECK_FALSE(alarms.explain(1, now().version, party, "why", test::kClerk));
  CHECK(alarms.acknowledge(1, now().version, true, test::kClerk));
  CHECK(alarms.find(1, party));
  CHECK_FALSE(alarms.find(1, party + 1));
  CHECK(alarms.acknowledge(1, 1, false, test::kClerk).error().code == contract::ErrorCode::precondition);
  CHECK(alarms.explain(1, now().version, party + 1, "why", test::kClerk).error().code ==
        contract::ErrorCode::not_found);
  CHECK(alarms.explain(1, now().version, party, "  ", test::kClerk).error().code ==
        contract::ErrorCode::invalid);
  CHECK(alarms.explain(1, now().version, party, "entered late", test::kClerk));
  CHECK(now().state == AlarmState::explained);
  CHECK(alarms.close(1, now().version, AlarmEnd::confirmed, "seen", test::kClerk));
  CHECK(alarms.close(1, now().version, AlarmEnd::untrue, "again", test::kClerk).error().code ==
        contract::ErrorCode::conflict);
  const auto list = alarms.list({.state = "closed"}, 10);
  REQUIRE(list->alarms.size() == 1);
  for (const service::RuleScore& score : list->scores)
    CHECK(score.confirmed == (score.rule.id == "A23" ? 1 : 0));
  CHECK(*alarms.watch() == 0);  // the same condition is the same alarm
  CHECK(now().state == AlarmState::closed);
  // A day later it is still so: confirmed is not mended.
  office.post(party, MovementKind::self_use, -7, "2027-01-04");
  office.clock.set("2027-01-05T10:00:00+08:00");
  CHECK(*alarms.watch() == 0);
  CHECK(now().state == AlarmState::raised);
  CHECK(now().times == 2);
  CHECK(now().what.inputs.at("grams") == "-12");
  CHECK(alarms.find(1, 0)->events.back().event == "reopened");
  // Found again while it is open: whoever has its page open is not disturbed.
  const int version = now().version;
  office.clock.set("2027-01-06T10:00:00+08:00");
  office.post(party, MovementKind::self_use, -1, "2027-01-04");
  CHECK(alarms.close(1, version, AlarmEnd::explained, "known", test::kClerk));
  office.clock.set("2027-01-07T10:00:00+08:00");
  CHECK(*alarms.watch() == 0);  // other inputs than those that were explained
  CHECK(now().state == AlarmState::raised);
  CHECK(alarms.close(1, now().version, AlarmEnd::explained, "known", test::kClerk));
  const int closed = now().version;
  office.clock.set("2027-01-08T10:00:00+08:00");
  CHECK(*alarms.watch() == 0);  // exactly what was explained
  CHECK(now().state == AlarmState::closed);
  CHECK(now().version == closed);
  CHECK(now().times == 4);
}

TEST_CASE("waste alarms: found again, an open alarm keeps its version") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  office.post(party, MovementKind::self_use, -5, "2026-11-20");
  office.clock.set("2027-01-04T10:00:00+08:00");
  service::ContentSource source(test::nothing_to_declare());
  service::AlarmService alarms(*office.store, source, office.clock, {});
  REQUIRE(*alarms.watch() == 1);
  const int version = alarms.find(1, 0)->alarm.version;
  office.post(party, MovementKind::self_use, -5, "2027-01-04");
  office.clock.set("2027-01-05T10:00:00+08:00");
  CHECK(*alarms.watch() == 0);
  CHECK(alarms.find(1, 0)->alarm.version == version);
  CHECK(alarms.find(1, 0)->alarm.times == 2);
  CHECK(alarms.find(1, 0)->alarm.what.inputs.at("grams") == "-10");
}

TEST_CASE("waste alarms: rules without code or fields do not run") {
  const auto& content = test::real_content()->get<service::WasteContent>();
  const contract::Date today = day("2026-11-24");
  contract::AlarmRule rule = content.alarms.front();
  CHECK(service::rule_runs(rule, content.fields, today));
  CHECK_FALSE(service::rule_runs(rule, {}, today));
  CHECK_FALSE(service::rule_runs(rule, content.fields, day("2026-10-01")));
  rule.id = "A99";
  CHECK_FALSE(service::rule_runs(rule, content.fields, today));
}

TEST_CASE("waste alarms: weighings from files are each party's and facility's own") {
  test::WasteOffice office;
  service::WeighingService weighings(*office.store, office.clock, service::system_ids());
  // Two of one net weight from each of two parties: together they would be more than three.
  for (const char* code : {"91371524MA3C1234X0", "91371524MA3C1234X1"}) {
    const std::int64_t party = office.add_party(code, code);
    const std::int64_t facility = office.write([&](storage::Session& session) {
      return office.parties.add_facility(session, {.party = party, .code = code, .kind = "station"});
    });
    REQUIRE(weighings.import(party, facility,
                             "过磅时间,车号,毛重,皮重,净重,流水号\n"
                             "2026/11/24 08:05,鲁P12345,30000,12000,18000,1\n"
                             "2026/11/24 08:15,鲁P12346,30000,12000,18000,2\n",
                             test::kClerk));
  }
  service::ContentSource source(test::nothing_to_declare());
  service::AlarmService alarms(*office.store, source, office.clock, {});
  CHECK(*alarms.watch() == 2);
  std::set<std::string> subjects;
  const auto list = alarms.list({.trial = true}, 10);
  for (const service::AlarmView& one : list->alarms) {
    subjects.insert(one.alarm.what.subject);
    CHECK(one.alarm.what.inputs.at("same_net") == "2");
    CHECK(one.alarm.what.inputs.at("manual") == "2");
  }
  CHECK(subjects == std::set<std::string>{"device/0/1/1", "device/0/2/2"});
}

TEST_CASE("waste alarms: a weighing above what its vehicle may carry is seen, however its plate is typed") {
  test::WasteOffice office;
  service::WeighingService weighings(*office.store, office.clock, service::system_ids());
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  const std::int64_t facility = office.write([&](storage::Session& session) {
    auto carrier = *office.parties.find(session, party);
    carrier.roles = {contract::WasteRole::receiver, contract::WasteRole::transporter};
    REQUIRE(office.parties.change(session, carrier, carrier.version));
    office.parties.add_vehicle(session, {0, party, "鲁PO1234", 10'000'000, "T1", day("2099-12-31")});
    return office.parties.add_facility(session, {.party = party, .code = "WB001", .kind = "station"});
  });
  const auto heaviest = [&](const char* line) {
    REQUIRE(weighings.import(party, facility, std::string("过磅时间,车号,毛重,皮重,净重,流水号\n") + line,
                             test::kClerk));
    const AlarmFacts read = gathered(office);
    REQUIRE(read.weighings.size() == 1);
    return read.weighings[0].load_percent;
  };
  CHECK(heaviest("2026/11/24 08:05,鲁P99999,30000,12000,18000,1\n") == 0);  // of no vehicle that is known
  CHECK(heaviest("2026/11/24 08:15,鲁P·01234,22000,12000,10000,2\n") == 100);
  CHECK(heaviest("2026/11/24 08:25,鲁po1234,24000,12000,12000,3\n") == 120);
}
