// Alarms of building sites: what left one against what its approval says.
#include <algorithm>

#include "support/waste_fixture.hpp"
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

service::PermitFacts earth_licence(std::int64_t id, const char* from, const char* until,
                                   std::int64_t facility = 0) {
  service::PermitFacts one;
  one.permit.id = id;
  one.permit.party = 1;
  one.permit.kind = "construction_waste";
  one.permit.number = "L" + std::to_string(id);
  one.permit.verified = true;
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

// The subjects and periods that A30 finds, in order: "permit/1 over, ".
std::string told_of(const AlarmFacts& all) {
  std::string told;
  for (const auto& one : findings(all)) told += one.subject + " " + one.period + ", ";
  return told;
}

service::FacilityFacts site(std::int64_t id, const char* code) {
  service::FacilityFacts one;
  one.facility.id = id;
  one.facility.party = 1;
  one.facility.code = code;
  return one;
}

}  // namespace

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
  CHECK_FALSE(without([](AlarmFacts& one) {  // an earlier version posted it
    one.manifests[0].unconfirmed = one.manifests[0].posted = true;
  }));
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
  CHECK(without([](AlarmFacts& one) { one.generators.clear(); }));
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

TEST_CASE("waste alarms: a licence that is long over is left alone when its first records are not read") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-10", "2026-12-01")};
  all.manifests = {trip(106 * kTonne)};
  const contract::Date last = contract::add_days(day("2026-10-10"), service::kManifestDays);
  set_noon(all, last);
  CHECK(told_of(all) == "permit/1 over, ");
  set_noon(all, contract::add_days(last, 1));
  CHECK(told_of(all).empty());
  all.permits[0].permit.valid_until = contract::add_days(last, 1 - 90);
  CHECK(told_of(all) == "permit/1 over, ");
  all.permits[0].permit.valid_until = contract::add_days(last, -90);
  CHECK(told_of(all).empty());
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
  all.manifests[0].accepted = 105 * kTonne;
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
  const AlarmFacts read = test::gathered(yard.office);
  REQUIRE(read.manifests.size() == 1);
  CHECK(read.manifests[0].facility == site);
  const auto its = std::find_if(read.permits.begin(), read.permits.end(),
                                [&](const auto& one) { return one.permit.party == yard.factory; });
  REQUIRE(its != read.permits.end());
  CHECK(read.generators.contains(yard.factory));
  CHECK_FALSE(read.generators.contains(yard.plant));
  CHECK(its->permit.total == 100 * kTonne);
  CHECK(its->permit.facility == site);
}

TEST_CASE("waste alarms: a site that was given up and added again is one place") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-01", "2026-12-01", 7)};
  all.places = {{7, 8}, {8, 8}, {9, 9}};
  all.facilities = {site(8, "GD001"), site(9, "GD002")};
  all.manifests = {trip(60 * kTonne), trip(60 * kTonne)};
  all.manifests[0].facility = 7;
  all.manifests[1].facility = 8;
  CHECK(told_of(all) == "permit/1 over, ");
  all.manifests[1].facility = 9;
  CHECK(told_of(all) == "permit/1 short, ");
  // Two approvals of the same place, one by each of its rows.
  all.manifests[1].facility = 8;
  all.permits.push_back(earth_licence(2, "2026-10-01", "2026-12-01", 8));
  CHECK(told_of(all).empty());
}

TEST_CASE("waste alarms: nobody is told too little of a site whose code was typed wrong") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-01", "2026-12-01", 7)};
  all.places = {{7, 7}, {8, 8}};
  all.facilities = {site(8, "GD001")};  // 7 was GD010, and is given up
  all.manifests = {trip(80 * kTonne)};
  all.manifests[0].facility = 8;
  CHECK(told_of(all).empty());
  all.manifests[0].accepted = 106 * kTonne;
  CHECK(told_of(all) == "permit/1 unplaced, ");
  // Whose own approval it is: then it is not of the other.
  all.permits.push_back(earth_licence(2, "2026-10-01", "2026-12-01", 8));
  all.manifests[0].accepted = 80 * kTonne;
  CHECK(told_of(all) == "permit/1 short, ");
}

TEST_CASE("waste alarms: leaving the site out of the records hides nothing") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-01", "2027-06-30", 7)};
  all.manifests = {trip(60 * kTonne), trip(45 * kTonne)};
  all.manifests[0].facility = 7;
  CHECK(told_of(all).empty());
  all.manifests[1].accepted += 1;
  const auto told = findings(all);
  REQUIRE(told.size() == 1);
  CHECK(told[0].period == "unplaced");
  CHECK(told[0].level == contract::AlarmLevel::amber);  // they may be of a site without an approval
  CHECK(told[0].inputs.at("record_grams") == "60000000");
  CHECK(told[0].inputs.at("unplaced_grams") == "45000001");
  // Another site may have had them, as far as its own total goes.
  all.permits.push_back(earth_licence(2, "2026-10-01", "2027-06-30", 8));
  CHECK(told_of(all).empty());
  all.manifests.push_back(trip(105 * kTonne));
  all.manifests[2].facility = 8;
  CHECK(told_of(all) == "permit/1 unplaced, permit/2 unplaced, ");
  all.permits[1].permit.total = 0;
  CHECK(told_of(all).empty());
}

TEST_CASE("waste alarms: giving an approval up hides nothing of what left under it") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.ended_permits = {earth_licence(1, "2026-10-01", "2026-12-01").permit};
  all.ended_permits[0].ended_at = at("2026-10-10T23:00:00+08:00");
  all.manifests = {trip(60 * kTonne), trip(60 * kTonne)};
  CHECK(told_of(all) == "permit/1 over, ");
  all.manifests[1].started_at = at("2026-10-11T00:00:00+08:00");
  CHECK(told_of(all) == "permit/1 after, ");  // nor is it too little: it did not run to its end
  all.manifests[1].started_at = all.manifests[0].started_at;
  all.ended_permits[0].ended_at = 1;  // nobody knows on which days it held
  CHECK(told_of(all).empty());
  // What was written again, with the same number, is one approval: the bureau's word is the later one.
  all.ended_permits[0].ended_at = at("2026-10-10T23:00:00+08:00");
  all.permits = {earth_licence(2, "2026-10-01", "2026-12-01")};
  all.permits[0].permit.number = "L1";
  all.permits[0].permit.total = 130 * kTonne;
  CHECK(told_of(all).empty());
  all.permits[0].permit.verified = false;
  CHECK(told_of(all) == "permit/1 over, ");
}

TEST_CASE("waste alarms: what leaves after an approval was given up, and is under no other, is found") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.ended_permits = {earth_licence(1, "2026-10-01", "2026-12-01", 8).permit};
  contract::Permit& given_up = all.ended_permits[0];
  given_up.ended_at = at("2026-10-09T23:00:00+08:00");
  given_up.total = 0;  // whatever it told
  all.manifests = {trip(5 * kTonne), trip(6 * kTonne, "2026-10-09T10:00:00+08:00")};
  all.manifests[0].facility = all.manifests[1].facility = 8;
  const auto told = findings(all);
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == contract::AlarmLevel::amber);
  CHECK(told[0].inputs.at("condition") == "after");
  CHECK(told[0].inputs.at("record_grams") == "5000000");
  CHECK(told[0].inputs.at("records") == "1");
  CHECK(found(all) == "A30");
  const auto without = [&](auto change) {
    AlarmFacts other = all;
    change(other);
    return findings(other).empty();
  };
  CHECK(without([](AlarmFacts& one) { one.manifests[0].facility = 9; }));
  CHECK(without([](AlarmFacts& one) { one.manifests[0].facility = 0; }));  // may be of any
  CHECK(without([](AlarmFacts& one) { one.ended_permits[0].ended_at = 1; }));
  CHECK(without([](AlarmFacts& one) { one.ended_permits[0].valid_until = day("2026-10-09"); }));
  CHECK(without([](AlarmFacts& one) { one.ended_permits[0].codes = {"SW71"}; }));
  for (const std::int64_t place : {0, 8})  // another one, of all places or of this
    CHECK(without(
        [place](AlarmFacts& one) { one.permits = {earth_licence(2, "2026-10-10", "2027-06-30", place)}; }));
  CHECK_FALSE(
      without([](AlarmFacts& one) { one.permits = {earth_licence(2, "2026-10-10", "2027-06-30", 9)}; }));
}

TEST_CASE("waste alarms: what left after several approvals were given up is told once, of the last one") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  for (const std::int64_t id : {1, 2, 3}) {
    all.ended_permits.push_back(earth_licence(id, "2026-10-01", "2026-12-01", id == 2 ? 8 : 0).permit);
    all.ended_permits.back().total = 0;
    all.ended_permits.back().ended_at = at("2026-10-08T23:00:00+08:00");
  }
  all.ended_permits[1].ended_at = at("2026-10-09T23:00:00+08:00");
  all.manifests = {trip(5 * kTonne), trip(6 * kTonne)};
  all.manifests[0].facility = 8;
  all.manifests[1].facility = 9;  // the second is none of it; the others ended in the same second
  CHECK(told_of(all) == "permit/2 after, permit/3 after, ");
  for (const auto& one : findings(all)) CHECK(one.inputs.at("records") == "1");
  all.ended_permits[2].valid_until = day("2026-10-09");  // it would have been over by then
  CHECK(told_of(all) == "permit/1 after, permit/2 after, ");
  all.ended_permits[2].ended_at = all.ended_permits[1].ended_at = 1;  // nobody knows when
  CHECK(told_of(all) == "permit/1 after, ");
}

TEST_CASE("waste alarms: an approval that tells no total has its own records") {
  AlarmFacts all = facts("2026-12-15T10:00:00+08:00");
  all.permits = {earth_licence(1, "2026-10-01", "2027-06-30"),
                 earth_licence(2, "2026-10-01", "2027-06-30", 8)};
  all.permits[1].permit.total = 0;
  all.manifests = {trip(60 * kTonne), trip(60 * kTonne)};
  all.manifests[1].facility = 8;
  CHECK(told_of(all).empty());
  all.manifests[1].facility = 9;
  CHECK(told_of(all) == "permit/1 over, ");
  // Also one that was given up, for its days.
  all.manifests[1].facility = 8;
  all.ended_permits = {all.permits[1].permit};
  all.ended_permits[0].ended_at = at("2026-10-10T23:00:00+08:00");
  all.permits.pop_back();
  CHECK(told_of(all).empty());
  all.ended_permits[0].ended_at = at("2026-10-09T23:00:00+08:00");
  CHECK(told_of(all) == "permit/1 over, ");
}

TEST_CASE("waste alarms: both rows of a site that was added again are known as one place") {
  test::WasteYard yard("construction", "SW70");
  std::int64_t first = 0, again = 0;
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    const auto add = [&] {
      return yard.parties.add_facility(session, {.party = yard.factory,
                                                 .code = "GD001",
                                                 .kind = "generation",
                                                 .name = "Site",
                                                 .area = "371524001"});
    };
    first = add();
    yard.parties.end_facility(session, yard.factory, first);
    again = add();
    return contract::ok();
  }));
  const AlarmFacts read = test::gathered(yard.office);
  CHECK(first != again);
  CHECK(read.places.at(first) == again);
  CHECK(read.places.at(again) == again);
}

TEST_CASE("waste alarms: what left under a licence of more than 400 days is read as sums") {
  WasteYard yard("construction", "SW70");
  contract::Permit licence = earth_licence(0, "2026-11-01", "2028-12-31").permit;
  licence.party = yard.factory;
  licence.total = 19 * kTonne;
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    yard.parties.add_permit(session, licence);
    return contract::ok();
  }));
  for (int i = 0; i < 2; ++i) {
    const std::string number = yard.at(contract::ManifestState::arrived);
    REQUIRE(
        yard.act(number, contract::ManifestAction::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  }
  yard.at(contract::ManifestState::arrived);  // in no ledger
  const auto told = [&] {
    std::string all;
    for (const auto& one : findings(gathered(yard.office)))
      if (one.rule == "A30") all += one.period + " " + one.inputs.at("records");
    return all;
  };
  yard.office.clock.set("2026-12-05T10:00:00+08:00");  // the rule is active
  CHECK(told() == "over 2");
  yard.office.clock.set("2028-03-01T10:00:00+08:00");
  const AlarmFacts later = gathered(yard.office);
  CHECK(later.manifests.empty());
  REQUIRE(later.earlier_trips.size() == 1);
  CHECK(later.earlier_trips[0].grams == 20 * kTonne);
  CHECK(later.earlier_trips[0].day == day("2026-11-24"));
  CHECK(told() == "over 2");
  CHECK(later.trips_from.size() == 1);  // of who has such a licence alone
  CHECK(later.trips_from.at(yard.factory) == day("2026-11-01"));
  yard.office.clock.set("2030-02-10T10:00:00+08:00");  // it ended more than 400 days ago
  CHECK(gathered(yard.office).earlier_trips.empty());
  CHECK(told().empty());
}
