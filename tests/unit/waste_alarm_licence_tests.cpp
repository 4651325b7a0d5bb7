// Alarms of licences: what a collector keeps, what left a building site against what may leave it.
#include <algorithm>

#include "support/waste_fixture.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using service::AlarmFacts;
using storage::ManifestFacts;
using test::at;
using test::day;
using test::facts;
using test::found;
using test::kTonne;

namespace {

service::PermitFacts licence(std::int64_t id, const char* kind) {
  service::PermitFacts one;
  one.permit.id = id;
  one.permit.party = 1;
  one.permit.kind = kind;
  one.permit.number = "L" + std::to_string(id);
  one.permit.valid_from = day("2026-01-01");
  one.permit.valid_until = day("2036-12-31");
  one.permit.verified = true;
  one.generates = true;
  return one;
}

service::PermitFacts earth_licence(std::int64_t id, const char* from, const char* until,
                                   std::int64_t facility = 0) {
  service::PermitFacts one = licence(id, "construction_waste");
  one.permit.valid_from = day(from);
  one.permit.valid_until = day(until);
  one.permit.total = 100 * kTonne;
  one.permit.facility = facility;
  return one;
}

// Of so long ago that no ledger is held against it any more.
ManifestFacts trip(std::int64_t grams, const char* started = "2026-10-10T10:00:00+08:00") {
  ManifestFacts one = test::manifest("done");
  one.field = "construction";
  one.code = "SW70";
  one.issued_at = one.started_at = at(started);
  one.accepted_at = at("2026-10-20T10:00:00+08:00");
  one.accepted = grams;
  return one;
}

// What the rules find, as they are on in the fields of the county.
std::vector<contract::AlarmFinding> findings(const AlarmFacts& all) {
  const auto& content = test::real_content()->get<service::WasteContent>();
  return service::find_alarms(all, content.alarms, content.fields);
}

void set_noon(AlarmFacts& all, contract::Date on) {
  all.now = contract::china_instant(on, 12 * 60);
}

}  // namespace

TEST_CASE("waste alarms: who may only collect hands on within ninety working days, and is told at 75") {
  const contract::Date oldest = day("2026-11-02");
  AlarmFacts all;
  all.stock.push_back({{1, 0, "hazardous", "HW08", 5}, oldest});
  all.permits.push_back(licence(1, "hazardous_collection"));
  const auto after = [&](int workdays) {
    set_noon(all, contract::workdays_after(oldest, workdays));
    return findings(all);
  };
  CHECK(after(74).empty());
  auto told = after(75);
  REQUIRE(told.size() == 1);
  CHECK(told[0].rule == "A10");
  CHECK(told[0].level == contract::AlarmLevel::amber);
  CHECK(told[0].period == "soon/2026-11");
  CHECK(told[0].inputs.at("workdays") == "75");
  CHECK(told[0].inputs.at("number") == "L1");
  told = after(90);
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == contract::AlarmLevel::amber);
  told = after(91);
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == contract::AlarmLevel::red);
  CHECK(told[0].period == "over/2026-11");
  CHECK(found(all) == "A10");  // every input has a text
}

TEST_CASE("waste alarms: whose licence is not for collecting alone, or not for this waste, keeps it longer") {
  const contract::Date oldest = day("2026-11-02");
  AlarmFacts all;
  all.stock.push_back({{1, 0, "hazardous", "HW08", 5}, oldest});
  all.permits = {licence(1, "hazardous_collection"), licence(2, "hazardous_waste")};
  set_noon(all, contract::workdays_after(oldest, 91));
  CHECK(found(all).empty());
  contract::Permit& whole = all.permits[1].permit;
  whole.codes = {"HW09"};
  CHECK(found(all) == "A10");
  whole.codes = {"HW09", "HW08"};
  CHECK(found(all).empty());
  whole.verified = false;
  CHECK(found(all) == "A10");
  whole.verified = true;
  whole.valid_until = day("2026-12-31");  // over by now
  CHECK(found(all) == "A10");
  contract::Permit& collecting = all.permits[0].permit;
  collecting.codes = {"HW09"};
  CHECK(found(all).empty());
  collecting.codes.clear();
  collecting.verified = false;
  CHECK(found(all).empty());
  collecting.verified = true;
  collecting.valid_until = day("2026-11-02");  // under which it was collected
  CHECK(found(all) == "A10");
  collecting.valid_until = day("2026-11-01");
  CHECK(found(all).empty());
  collecting.valid_until = day("2036-12-31");
  all.ended_permits = {collecting};  // given up since
  all.permits.erase(all.permits.begin());
  all.ended_permits[0].ended_at = contract::china_instant(oldest, 60);
  CHECK(found(all) == "A10");
  all.ended_permits[0].ended_at = contract::china_instant(contract::add_days(oldest, -1), 60);
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: more leaves a building site than its licence says") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits.push_back(earth_licence(1, "2026-10-10", "2027-06-30"));
  all.manifests = {trip(5 * kTonne), trip(100 * kTonne)};
  CHECK(found(all).empty());  // 105 %
  all.manifests[0].accepted += 1;
  const auto told = findings(all);
  REQUIRE(told.size() == 1);
  CHECK(told[0].rule == "A30");
  CHECK(told[0].level == contract::AlarmLevel::red);
  CHECK(told[0].subject == "permit/1");
  CHECK(told[0].period == "over");
  CHECK(told[0].inputs.at("record_grams") == "105000001");
  CHECK(told[0].inputs.at("records") == "2");
  CHECK(found(all) == "A30");
  const auto without = [&](auto change) {
    AlarmFacts other = all;
    change(other);
    return findings(other).empty();
  };
  CHECK(without([](AlarmFacts& one) { one.manifests[0].unconfirmed = true; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].back = true; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].state = "cancelled"; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].accepted_at = 0; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].generator = 2; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].field = "industrial"; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].started_at = at("2026-10-09T23:59:59+08:00"); }));
  CHECK_FALSE(
      without([](AlarmFacts& one) { one.manifests[0].started_at = at("2026-10-10T00:00:00+08:00"); }));
  CHECK(without([](AlarmFacts& one) { one.permits[0].permit.codes = {"SW71"}; }));
  CHECK(without([](AlarmFacts& one) { one.permits[0].permit.verified = false; }));
  CHECK(without([](AlarmFacts& one) { one.permits[0].permit.total = 0; }));
  CHECK(without([](AlarmFacts& one) { one.permits[0].generates = false; }));
  CHECK(without([](AlarmFacts& one) { one.permits[0].permit.kind = "other"; }));
}

TEST_CASE("waste alarms: less left a building site than its licence says, when it is over") {
  AlarmFacts all = facts("2026-12-12T10:00:00+08:00");
  all.permits.push_back(earth_licence(1, "2026-10-01", "2026-12-01"));
  all.manifests = {trip(80 * kTonne)};
  CHECK(found(all).empty());
  all.manifests[0].accepted -= 1;
  const auto told = findings(all);
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == contract::AlarmLevel::amber);
  CHECK(told[0].period == "short");
  const auto on = [&](const char* date) {
    set_noon(all, day(date));
    return found(all);
  };
  CHECK(on("2026-12-11").empty());  // what was under way may still come
  CHECK(on("2027-03-01") == "A30");
  CHECK(on("2027-03-02").empty());
  // Of a licence so old that not all of its records are known.
  CHECK(on("2026-12-12") == "A30");
  all.permits[0].permit.valid_from = contract::add_days(day("2026-12-12"), -service::kManifestDays);
  CHECK(found(all) == "A30");
  all.permits[0].permit.valid_from = contract::add_days(day("2026-12-12"), -service::kManifestDays - 1);
  CHECK(found(all).empty());
}

TEST_CASE("waste alarms: each record is under one licence, or nobody is blamed") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-01", "2027-06-30", 7),
                 earth_licence(2, "2026-10-01", "2027-06-30")};
  all.manifests = {trip(110 * kTonne)};
  const auto of_site = [&](std::int64_t facility) {
    all.manifests[0].facility = facility;
    std::string subjects;
    for (const auto& one : findings(all)) subjects += one.subject;
    return subjects;
  };
  CHECK(of_site(7) == "permit/1");
  CHECK(of_site(8) == "permit/2");
  CHECK(of_site(0) == "permit/2");
  all.permits.push_back(earth_licence(3, "2026-11-01", "2027-06-30"));  // beside the second
  CHECK(of_site(8).empty());
  CHECK(of_site(7) == "permit/1");
  all.permits[2].permit.codes = {"SW71"};
  all.permits[1].permit.codes = {"SW70"};
  CHECK(of_site(8) == "permit/2");
  // A record that names no site may be of this one.
  all.permits = {earth_licence(1, "2026-10-01", "2026-12-01", 7)};
  CHECK(of_site(0).empty());
  CHECK(of_site(8) == "permit/1");
}

TEST_CASE("waste alarms: a licence's total and site, and a record's site, are read as they were written") {
  test::WasteYard yard("construction", "SW70");
  std::int64_t site = 0;
  const auto made = yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    site = yard.parties.add_facility(
        session,
        {.party = yard.factory, .code = "GD001", .kind = "generation", .name = "Site", .area = "371524001"});
    contract::Permit permit = earth_licence(0, "2026-01-01", "2026-12-31", site).permit;
    permit.party = yard.factory;
    yard.parties.add_permit(session, permit);
    return contract::ok();
  });
  REQUIRE(made);
  auto input = yard.draft_input();
  input["facility"] = std::to_string(site);
  const auto draft = yard.manifests.draft("construction", input, test::WasteYard::of(yard.factory));
  REQUIRE(draft);
  REQUIRE(yard.act(draft->number, contract::ManifestAction::issue, yard.factory));
  const service::AlarmGatherer gatherer(*yard.office.store,
                                        [&](storage::Session& session, contract::UtcSeconds since) {
                                          return storage::manifest_facts(session, *yard.office.store, since);
                                        });
  const auto read =
      yard.office.store->readers().run([&](storage::Session& session) -> contract::Result<AlarmFacts> {
        return gatherer.gather(session, {}, yard.office.clock.now());
      });
  REQUIRE(read);
  REQUIRE(read->manifests.size() == 1);
  CHECK(read->manifests[0].facility == site);
  const auto its = std::find_if(read->permits.begin(), read->permits.end(),
                                [&](const auto& one) { return one.permit.party == yard.factory; });
  REQUIRE(its != read->permits.end());
  CHECK(its->generates);
  CHECK(its->permit.total == 100 * kTonne);
  CHECK(its->permit.facility == site);
  for (const service::PermitFacts& one : read->permits)
    if (one.permit.party == yard.plant) CHECK_FALSE(one.generates);
}
