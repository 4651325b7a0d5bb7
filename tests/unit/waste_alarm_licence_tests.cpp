// Alarms of licences: what a collector keeps.
#include "waste_alarm_facts.hpp"

using namespace wufei;
using namespace wufei::test;

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
  return one;
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
  // Also before it was noted when: it held on its days, and not today.
  all.ended_permits[0].ended_at = 1;
  CHECK(found(all) == "A10");
  all.ended_permits.push_back(licence(2, "hazardous_waste").permit);
  all.ended_permits[1].ended_at = 1;
  CHECK(found(all) == "A10");
  all.ended_permits[1].ended_at = all.now;
  CHECK(found(all) == "A10");
  all.ended_permits[1].ended_at = 0;
  CHECK(found(all).empty());
}
