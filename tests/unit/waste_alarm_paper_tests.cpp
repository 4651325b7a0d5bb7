// Alarms of papers: permits, plates, stock-takings, declarations.
#include "waste/declaration/declaration_store.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;

TEST_CASE("waste alarms: who took it in without a permit that is valid, verified and of its code") {
  ManifestFacts one = manifest("arrived");
  one.arrived_at = at("2026-11-02T10:00:00+08:00");
  const auto with = [&](auto change) {
    AlarmFacts all = facts("2026-11-02T11:00:00+08:00");
    all.manifests.push_back(one);
    all.permits.push_back(good_permit());
    change(all.permits.front().permit);
    return found(all);
  };
  CHECK(with([](contract::Permit&) {}).empty());
  CHECK(with([](contract::Permit& permit) { permit.codes = {"SW01", "SW02"}; }).empty());
  CHECK(with([](contract::Permit& permit) { permit.codes = {"SW02"}; }) == "A15");
  CHECK(with([](contract::Permit& permit) { permit.verified = false; }) == "A15");
  CHECK(with([](contract::Permit& permit) { permit.kind = "transport"; }) == "A15");
  CHECK(with([](contract::Permit& permit) { permit.party = 2; }) == "A15");
  CHECK(with([](contract::Permit& permit) { permit.valid_until = day("2026-11-01"); }) == "A15");
  CHECK(with([](contract::Permit& permit) { permit.valid_until = day("2026-11-02"); }) == "A14");
  AlarmFacts renewed = facts("2027-01-02T11:00:00+08:00");
  one.accepted_at = at("2026-11-02T11:00:00+08:00");
  one.state = "done";
  renewed.manifests.push_back(one);
  renewed.permits.push_back(good_permit());
  renewed.permits.front().permit.valid_from = day("2027-01-01");
  CHECK(found(renewed) == "A15");
  renewed.ended_permits.push_back(good_permit().permit);
  CHECK(found(renewed).empty());
  renewed.ended_permits.front().ended_at = one.arrived_at;
  CHECK(found(renewed) == "A15");
  renewed.ended_permits.front().ended_at = one.arrived_at + 1;
  CHECK(found(renewed).empty());
  one.accepted_at = 0;
  one.arrived_at = 0;
  one.state = "in_transit";
  one.planned_arrival = at("2026-11-02T12:00:00+08:00");
  CHECK(with([](contract::Permit& permit) { permit.verified = false; }).empty());
}

TEST_CASE("waste alarms: another plate at the gate; one vehicle under way to two receivers") {
  AlarmFacts all = facts("2026-11-02T11:00:00+08:00");
  ManifestFacts one = manifest("in_transit");
  one.planned_arrival = at("2026-11-02T12:00:00+08:00");
  one.vehicle = "鲁P12345";
  all.manifests.push_back(one);
  all.permits.push_back(good_permit());
  all.gates.push_back({one.number, "鲁P12346", 3, true});
  CHECK(found(all).empty());  // it has not arrived
  all.manifests.front().state = "arrived";
  all.manifests.front().arrived_at = at("2026-11-02T10:30:00+08:00");
  all.gates.clear();
  all.gates.push_back({one.number, "鲁 P·12345", 3, true});
  all.gates.push_back({"371524-Y-261124-NOTHERE0-A", "鲁P99999", 3, true});
  all.gates.push_back({one.number, "", 3, true});
  all.gates.push_back({one.number, "鲁P12346", 4, true});   // somebody else's scale
  all.gates.push_back({one.number, "鲁P12346", 3, false});  // what went
  CHECK(found(all).empty());
  all.gates.push_back({one.number, "鲁P12346", 3, true});
  CHECK(found(all) == "A16");
  all.gates.clear();
  all.manifests.front() = one;
  one.number = "371524-Y-261124-BBBBBBBB-B";
  all.manifests.push_back(one);
  CHECK(found(all).empty());  // a round
  all.manifests.back().receiver = 4;
  CHECK(found(all) == "A29");
  all.manifests.back().state = "done";
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: a load that came faster than a lorry goes") {
  AlarmFacts all = facts("2026-11-02T18:00:00+08:00");
  ManifestFacts one = manifest("arrived");
  one.field = "construction";
  one.code = "SW70";
  one.legs = 1;
  one.departed_km = 1000;
  one.started_at = at("2026-11-02T10:00:00+08:00");
  const auto told = [&](std::int64_t km, const char* arrived) {
    one.arrived_km = one.departed_km + km;
    one.arrived_at = at(arrived);
    all.manifests = {one};
    std::string told_of;
    for (const auto& finding : findings(all))
      if (finding.rule == "A29") told_of += finding.period + " " + finding.inputs.at("way_km");
    return told_of;
  };
  CHECK(told(50, "2026-11-02T10:30:00+08:00").empty());  // 100 km an hour
  CHECK(told(50, "2026-11-02T10:29:59+08:00") == "fast 50");
  CHECK(told(10, "2026-11-02T10:00:00+08:00") == "fast 10");  // at once
  CHECK(told(9, "2026-11-02T10:00:00+08:00").empty());        // a short way, taken over and taken in together
  one.legs = 2;                                               // two vehicles: the readings are of neither way
  CHECK(told(50, "2026-11-02T10:10:00+08:00").empty());
  one.legs = 1;
  one.departed_km = 0;  // not told
  CHECK(told(50, "2026-11-02T10:10:00+08:00").empty());
}

TEST_CASE("waste alarms: rules of a county that know no load and no speed look at neither") {
  const auto& content = real_content()->get<service::WasteContent>();
  AlarmFacts all = facts("2026-11-02T18:00:00+08:00");
  ManifestFacts one = manifest("arrived");
  one.field = "construction";
  one.legs = 1;
  one.departed_km = 1000;
  one.arrived_km = 1300;
  one.started_at = at("2026-11-02T10:00:00+08:00");
  one.arrived_at = at("2026-11-02T11:00:00+08:00");
  all.manifests = {one};
  all.weighings.push_back({7, 1, 4, day("2026-11-02"), 10, 1, 2, 30, 300});
  const auto told = [&](const std::vector<contract::AlarmRule>& rules) {
    std::string ids;
    for (const auto& finding : service::find_alarms(all, rules, content.fields))
      if (finding.rule == "A28" || finding.rule == "A29") ids += finding.rule;
    return ids;
  };
  auto rules = content.alarms;
  CHECK(told(rules) == "A28A29");
  for (contract::AlarmRule& rule : rules)
    for (const char* later : {"load_percent", "km_per_hour", "least_km"}) rule.limits.erase(later);
  CHECK(told(rules).empty());
}

TEST_CASE("waste alarms: a stock-taking that differs, in two grades") {
  const auto counted = [](std::int64_t grams) {
    AlarmFacts all = facts("2026-11-02T11:00:00+08:00");
    service::BalanceFacts one{1, {}};
    one.balance.field = "industrial";
    one.balance.code = "SW01";
    one.balance.month = 202611;
    one.balance.opening = 1'000'000;
    one.balance.count = grams;
    one.balance.closing = 1'000'000 + grams;
    all.balances.push_back(one);
    std::string levels;
    for (const AlarmFinding& finding : test::findings(all))
      if (finding.rule == "A24") levels += std::to_string(static_cast<int>(finding.level));
    return levels;
  };
  CHECK(counted(0).empty());
  CHECK(counted(20'000).empty());
  CHECK(counted(-20'001) == "1");
  CHECK(counted(50'000) == "1");
  CHECK(counted(-50'001) == "2");
  service::MassBalance later{"industrial", "SW01", 202611};  // much came before, all of it went afterwards
  later.opening = 1'000'000;
  later.count = -20'000;
  later.hand_out = 950'000;
  later.closing = 30'000;
  AlarmFacts all = facts("2026-11-02T11:00:00+08:00");
  all.balances.push_back({1, later});
  CHECK(found(all).empty());
  all.balances[0].balance = {"industrial", "SW01", 202611};
  all.balances[0].balance.count = all.balances[0].balance.closing = 500'000;  // nobody had written it down
  CHECK(found(all) == "A24");
}

TEST_CASE("waste alarms: a declaration that is due, late and long late is one alarm that rises") {
  service::DueDeclaration one{7, "industrial", "371524001", "2026-10", day("2026-11-15")};
  const auto on = [&](const char* now) -> std::pair<int, std::string> {
    AlarmFacts all = facts(now);
    all.declarations.push_back(one);
    const auto findings = test::findings(all);
    if (findings.empty()) return {-1, ""};
    return {static_cast<int>(findings.front().level),
            findings.front().subject + " " + findings.front().period};
  };
  CHECK(on("2026-11-04T10:00:00+08:00").first == -1);
  CHECK(on("2026-11-05T10:00:00+08:00") ==
        std::pair<int, std::string>{0, "declaration/7/industrial 2026-10"});
  CHECK(on("2026-11-15T23:00:00+08:00").first == 0);
  CHECK(on("2026-11-16T00:00:00+08:00") ==
        std::pair<int, std::string>{1, "declaration/7/industrial 2026-10"});
  CHECK(on("2026-11-25T10:00:00+08:00").first == 1);
  CHECK(on("2026-11-26T10:00:00+08:00").first == 2);
  one.declared = true;
  CHECK(on("2026-11-26T10:00:00+08:00").first == -1);
}

TEST_CASE("waste alarms: whoever must declare and did not is found, the others are left alone") {
  test::WasteOffice office;
  const auto& fields = test::real_content()->get<service::WasteContent>().fields;
  office.clock.set("2026-10-05T10:00:00+08:00");
  const std::int64_t late = office.add_party("91371524MA3C1234X0", "Late");
  office.add_party("91371524MA3C1234X1", "Draft", contract::PartyState::draft);
  office.clock.set("2026-11-20T10:00:00+08:00");
  office.add_party("91371524MA3C1234X2", "New");
  const auto due = [&] {
    return office.write([&](storage::Session& session) {
      return service::due_declarations(session, *office.store, fields,
                                       contract::china_date(office.clock.now()));
    });
  };
  auto list = due();
  REQUIRE_FALSE(list.empty());
  for (const service::DueDeclaration& one : list) {
    CHECK(one.party == late);
    CHECK_FALSE(one.declared);
  }
  storage::DeclarationStore declarations(*office.store);
  office.write([&](storage::Session& session) {
    contract::Declaration row;
    row.party = late;
    row.field = list.front().field;
    row.period = list.front().period;
    row.state = contract::DeclareState::returned;
    declarations.put(session, row);
    return true;
  });
  CHECK_FALSE(due().front().declared);
  office.write([&](storage::Session& session) {
    contract::Declaration row;
    row.party = late;
    row.field = list.front().field;
    row.period = list.front().period;
    row.state = contract::DeclareState::submitted;
    declarations.put(session, row);
    return true;
  });
  CHECK(due().front().declared);
}

TEST_CASE("waste alarms: an alarm of a declaration is over when it was made") {
  test::WasteOffice office;
  office.clock.set("2026-10-05T10:00:00+08:00");
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "Late");
  office.clock.set("2026-11-20T10:00:00+08:00");
  service::AlarmService alarms(*office.store, *office.source, office.clock, {});
  REQUIRE(alarms.watch());
  const auto open = alarms.list({.state = "open", .trial = true}, 10)->alarms;
  REQUIRE_FALSE(open.empty());
  const std::size_t before = open.size();
  const auto row = open.front().alarm.what;
  CHECK(row.party == party);
  office.write([&](storage::Session& session) {
    contract::Declaration made;
    made.party = party;
    made.field = row.field;
    made.period = row.period;
    made.state = contract::DeclareState::submitted;
    storage::DeclarationStore(*office.store).put(session, made);
    return true;
  });
  REQUIRE(alarms.watch());
  CHECK(alarms.list({.state = "open", .trial = true}, 10)->alarms.size() == before - 1);
  CHECK(alarms.find(open.front().alarm.id, 0)->alarm.state == contract::AlarmState::closed);
}

TEST_CASE(
    "waste alarms: entered from paper more than ten working days after the start, unanswered, disputed") {
  const char* now = "2026-11-24T10:00:00+08:00";
  ManifestFacts one = manifest("done");  // of Monday, 2 November
  CHECK(test::of(one, now).empty());
  one.paper_at = at("2026-11-16T10:00:00+08:00");
  one.paper_by = 1;
  CHECK(test::of(one, now).empty());
  one.paper_at = at("2026-11-17T10:00:00+08:00");
  CHECK(test::of(one, now) == "A07");
  one.disputed = true;
  CHECK(test::of(one, now) == "A07 A07");
  one.started_at = at("2026-11-16T08:00:00+08:00");
  CHECK(test::of(one, now) == "A07");
  one.disputed = false;
  one.unconfirmed = true;
  CHECK(test::of(one, now).empty());
  CHECK(test::of(one, "2026-12-01T10:00:00+08:00").empty());  // the tenth working day after
  CHECK(test::of(one, "2026-12-02T10:00:00+08:00") == "A07");
  one.disputed = true;  // instead of it
  CHECK(test::of(one, "2026-12-02T10:00:00+08:00") == "A07");
  one.state = "cancelled";
  CHECK(test::of(one, now).empty());
}
