// Alarms of sums: records of movement against ledgers, a month against those before it, what was declared.
#include "support/waste_fixture.hpp"
#include "waste/alarm/usual.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

service::BalanceFacts ledger_of(std::int64_t party, std::int64_t out, std::int64_t in) {
  service::BalanceFacts one{party, {}};
  one.balance.field = "industrial";
  one.balance.code = "SW01";
  one.balance.month = 202612;
  one.balance.hand_out = out;
  one.balance.receive = in;
  return one;
}

ManifestFacts accepted_record() {
  ManifestFacts one = manifest("accepted");
  one.accepted_at = at("2026-12-10T10:00:00+08:00");
  one.accepted = 100'000;
  return one;
}

}  // namespace

TEST_CASE("waste alarms: what is usual, and how a rule names kinds") {
  CHECK(service::median({}) == 0);
  CHECK(service::median({5, 1, 3}) == 3);
  CHECK(service::median({4, 1, 3, 9}) == 3);
  CHECK(service::is_usual(50, 100, 50, 200));
  CHECK_FALSE(service::is_usual(49, 100, 50, 200));
  CHECK_FALSE(service::is_usual(50, 101, 50, 200));
  CHECK(service::is_usual(200, 100, 50, 200));
  CHECK_FALSE(service::is_usual(201, 100, 50, 200));
  contract::AlarmRule rule;
  CHECK_FALSE(rule.is_for("HW01"));
  rule.codes = {"HW01", "841-"};
  CHECK(rule.is_for("HW01"));
  CHECK(rule.is_for("841-003-01"));
  CHECK_FALSE(rule.is_for("HW1"));
  CHECK(contract::previous_month(202601) == 202512);
  CHECK(contract::previous_month(202612) == 202611);
}

TEST_CASE("waste alarms: records and ledgers of a month agree within one per cent") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.manifests.push_back(accepted_record());
  all.balances = {ledger_of(1, 99'000, 0), ledger_of(3, 0, 101'010)};
  CHECK(found(all).empty());
  all.balances[0].balance.hand_out = 98'999;
  CHECK(found(all) == "A22");
  all.balances[1].balance.receive = 101'011;
  CHECK(found(all) == "A22 A22");
  all.balances.clear();  // in no ledger at all
  CHECK(found(all) == "A22 A22");
  all.manifests[0].unconfirmed = true;  // from paper: in none until it is
  CHECK(found(all).empty());
  all.balances = {ledger_of(1, 100'000, 0), ledger_of(3, 0, 100'000)};
  CHECK(found(all) == "A22 A22");  // and rows that nobody agreed to
  all.manifests[0].posted = true;  // unless they were written when it was entered
  CHECK(found(all).empty());
  all.balances.clear();
  all.manifests[0].posted = all.manifests[0].unconfirmed = false;
  all.manifests[0].back = true;
  CHECK(found(all).empty());
  all.manifests[0].back = false;
  all.manifests[0].accepted_at = at("2026-10-31T10:00:00+08:00");  // looked at when it was
  CHECK(found(all).empty());
  all.manifests.clear();
  all.balances = {ledger_of(1, 0, 0), ledger_of(3, 0, 1)};
  CHECK(found(all) == "A22");
}

TEST_CASE("waste alarms: a month of less than half or more than twice the usual") {
  AlarmFacts all = facts("2026-12-10T10:00:00+08:00");
  service::YieldFacts one{1, "industrial", "SW01", {{202611, 5 * kTonne}}};
  for (contract::Month month = 202603; month <= 202608; ++month) one.months[month] = 2 * kTonne;
  all.yields.push_back(one);
  CHECK(found(all).empty());  // entries of the month are still late
  all.now = at("2026-12-11T00:00:00+08:00");
  CHECK(found(all) == "A26");
  const auto in_november = [&](std::int64_t grams) {
    all.yields[0].months[202611] = grams;
    return found(all);
  };
  CHECK(in_november(4 * kTonne).empty());
  CHECK(in_november(4 * kTonne + 1) == "A26");
  CHECK(in_november(kTonne).empty());
  CHECK(in_november(kTonne - 1) == "A26");
  all.yields[0].months.erase(202611);
  CHECK(found(all) == "A26");
  all.yields[0].months.erase(202603);  // five months tell nothing
  CHECK(found(all).empty());
  all.yields[0] = one;
  for (auto& [month, grams] : all.yields[0].months) grams = month == 202611 ? 5 * kTonne : kTonne - 1;
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: nothing is declared for a period with records") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  service::DueDeclaration one{1,    "industrial", "371524001", "2026-12", day("2027-01-15"),
                              true, 202612,       202612};
  one.zero = true;
  all.declarations.push_back(one);
  all.manifests.push_back(accepted_record());
  all.balances = {ledger_of(1, 100'000, 0), ledger_of(3, 0, 100'000)};
  CHECK(found(all) == "A27");
  all.declarations[0].zero = false;
  CHECK(found(all).empty());
  all.declarations[0] = one;
  all.declarations[0].party = 2;  // only carried it
  CHECK(found(all).empty());
  all.declarations[0] = one;
  all.declarations[0].from = all.declarations[0].until = 202611;
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: what goes back to whoever made it is in no ledger and needs no permit") {
  using A = contract::ManifestAction;
  test::WasteYard yard;
  test::Office& office = yard.office;
  const std::string number = yard.at(contract::ManifestState::arrived);
  REQUIRE(yard.act(number, A::accept_part, yard.plant, test::WasteYard::weighed(7 * kTonne, 3 * kTonne)));
  REQUIRE(yard.act(number, A::back, yard.factory));
  const std::string child = yard.record(number).children.front().number;
  REQUIRE(yard.act(child, A::issue, yard.factory));
  auto load = test::WasteYard::load();
  load["loaded"] = test::WasteYard::text(3 * kTonne);
  REQUIRE(yard.act(child, A::take_over, yard.carrier, load));
  REQUIRE(yard.act(child, A::arrive, yard.factory, {{"received", test::WasteYard::text(3 * kTonne)}}));
  REQUIRE(yard.act(child, A::accept, yard.factory, test::WasteYard::weighed(3 * kTonne, 0)));
  office.clock.set("2026-12-02T10:00:00+08:00");
  const auto read = test::read_facts(office);
  REQUIRE(read.size() == 2);
  for (const ManifestFacts& one : read) CHECK(one.back == (one.number == child));
  service::AlarmService alarms(*office.store, *office.source, office.clock,
                               [&](storage::Session&, contract::UtcSeconds) { return read; });
  REQUIRE(alarms.watch());
  for (const char* rule : {"A15", "A22"})
    CHECK(alarms.list({.rule = rule, .trial = true}, 10)->alarms.empty());
}

TEST_CASE("waste alarms: a record says at which of the receiver's places it is to arrive") {
  test::WasteYard yard;
  std::int64_t place = 0;
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    place = yard.parties.add_facility(
        session,
        {.party = yard.plant, .code = "CC001", .kind = "storage", .name = "Store", .area = "371524001"});
    return contract::ok();
  }));
  auto input = yard.draft_input();
  input["receiver_facility"] = std::to_string(place);
  const auto made = yard.manifests.draft("industrial", input, test::WasteYard::of(yard.factory));
  REQUIRE(made);
  REQUIRE(yard.act(made->number, contract::ManifestAction::issue, yard.factory));
  const auto read = test::read_facts(yard.office);
  REQUIRE(read.size() == 1);
  CHECK(read.front().receiver_facility == place);
}

TEST_CASE("waste alarms: a row of a record that is gone from one ledger, and a declaration of nothing") {
  test::WasteYard yard;
  const std::string number = yard.at(contract::ManifestState::arrived);
  REQUIRE(yard.act(number, contract::ManifestAction::accept, yard.plant,
                   test::WasteYard::weighed(10 * kTonne, 0)));
  test::Office& office = yard.office;
  office.clock.set("2026-12-02T10:00:00+08:00");
  service::AlarmService alarms(*office.store, *office.source, office.clock, test::reader_of(*office.store));
  const auto of = [&](const char* rule) {
    REQUIRE(alarms.watch());
    return alarms.list({.rule = rule, .trial = true}, 10)->alarms;
  };
  CHECK(of("A22").empty());
  CHECK(of("A27").empty());
  const auto write = [&](auto work) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      work(session);
      return contract::ok();
    }));
  };
  const storage::DeclarationStore declarations(*office.store);
  contract::Declaration declared;
  declared.party = yard.factory;
  declared.field = "industrial";
  declared.period = "2026-11";
  declared.state = contract::DeclareState::submitted;
  declared.lines = {{"SW03", {}, {}}};
  declared.lines[0].grams[static_cast<std::size_t>(contract::Amount::handed_out)] = 1;
  write([&](storage::Session& session) { declarations.put(session, declared); });
  CHECK(of("A27").empty());
  declared.lines[0].grams = {};
  write([&](storage::Session& session) { declarations.put(session, declared); });
  const auto nothing = of("A27");
  REQUIRE(nothing.size() == 1);
  CHECK(nothing[0].alarm.what.party == yard.factory);
  CHECK(nothing[0].alarm.what.inputs.at("records") == "1");
  write([&](storage::Session& session) {
    const auto last = yard.balances.last(session, yard.plant);
    storage::Movement who;
    who.at = office.clock.now();
    REQUIRE(yard.balances.take_back(session, yard.plant, last, who));
  });
  const auto differs = of("A22");
  REQUIRE(differs.size() == 1);
  CHECK(differs[0].alarm.what.party == yard.plant);
  CHECK(differs[0].alarm.what.period == "2026-11/in");
  CHECK(differs[0].alarm.what.inputs.at("record_grams") == "10000000");
  CHECK(differs[0].alarm.what.inputs.at("ledger_grams") == "0");
}
