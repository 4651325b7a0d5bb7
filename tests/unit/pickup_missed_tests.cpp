// What follows an outcome: missed pickups and their answers, what is erased, what the wire carries.
#include <doctest/doctest.h>

#include "lib/base/text.hpp"
#include "notice/notice_store.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"
#include "unit/outcome_stop.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::MissedState;
using contract::Outcome;
using contract::OutcomeKind;
using contract::Rule;
using test::has_field;
using namespace wufei::test::outcome;

TEST_CASE("a missed pickup is reported between the end of its window and two working days later") {
  Stop stop;
  const auto refusal = [&](const char* at) {
    stop.office.clock.set(at);
    const auto refused = stop.report();
    REQUIRE_FALSE(refused);
    return refused.error();
  };
  CHECK(has_field(refusal("2026-11-26T11:29:59+08:00"), "", Rule::missed_too_early));
  CHECK_FALSE(stop.seen().aftermath.missed_reportable);
  // Friday and Monday are working days.
  CHECK(contract::missed_until(stop.booking.slot, rules()) ==
        *contract::parse_instant("2026-12-01T00:00:00+08:00"));
  stop.office.clock.set("2026-11-26T11:30:00+08:00");
  CHECK(stop.seen().aftermath.missed_reportable);
  const auto reported = stop.report("nobody came", "key-of-report-1");
  REQUIRE(reported);
  CHECK(reported->aftermath.missed->state == MissedState::open);
  CHECK(reported->aftermath.missed->comment == "nobody came");
  CHECK_FALSE(reported->aftermath.missed_reportable);
  CHECK(stop.report("nobody came", "key-of-report-1")->version == reported->version);
  CHECK(has_field(stop.report("nobody came").error(), "", Rule::missed_reported));
}

TEST_CASE(
    "a missed pickup is refused when it is too late, was collected, cancelled, or refused by its reason") {
  for (const char* reason : {"nothing_out", "nobody_answered"}) {
    Stop stop;
    REQUIRE(stop.record(nothing(OutcomeKind::not_presented, reason)));
    CHECK(has_field(stop.report().error(), "", Rule::missed_refused));
  }
  Stop blocked;
  REQUIRE(blocked.record(nothing(OutcomeKind::no_access, "road_blocked")));
  CHECK(blocked.report());
  Stop words;
  REQUIRE(words.record(nothing(OutcomeKind::not_presented, "", "nobody there")));
  CHECK(words.report());  // the crew's own words refuse nothing
  Stop done;
  REQUIRE(done.record(collected(1000)));
  CHECK(has_field(done.report().error(), "", Rule::missed_collected));
  Stop cancelled;
  REQUIRE(cancelled.office.pickups->cancel_by_staff(cancelled.booking.reference, "x", test::kClerk));
  CHECK(has_field(cancelled.report().error(), "", Rule::already_cancelled));
  contract::Pickup late = Stop().booking;
  const auto fault = [&](const char* at) {
    return missed_fault(late, rules(), *contract::parse_instant(at));
  };
  CHECK_FALSE(fault("2026-11-30T23:59:59+08:00"));
  CHECK(fault("2026-12-01T00:00:00+08:00")->rule == Rule::missed_too_late);
}

TEST_CASE("staff see open reports beside what the crew recorded, and answer each once") {
  Stop stop;
  REQUIRE(stop.report("nobody came"));
  REQUIRE(stop.record(nothing(OutcomeKind::no_access, "vehicle_fault")));  // the phone was offline
  const auto open = stop.office.pickups->list_missed(true, test::kClerk);
  REQUIRE(open);
  REQUIRE(open->size() == 1);
  CHECK(open->front().stop.reference == stop.booking.reference);
  CHECK(open->front().stop.phone == "138****0001");
  CHECK(open->front().report.comment == "nobody came");
  CHECK(open->front().outcome.find(
            contract::find_reason(rules(), OutcomeKind::no_access, "vehicle_fault")->text) !=
        std::string::npos);
  CHECK(has_field(stop.settle(true, "").error(), "/answer", Rule::required));
  REQUIRE(stop.settle(true, "we come tomorrow"));
  CHECK(stop.settle(false).error().code == ErrorCode::conflict);
  const contract::Pickup seen = stop.seen();
  CHECK(seen.aftermath.missed->state == MissedState::upheld);
  CHECK(seen.aftermath.missed->answer == "we come tomorrow");
  CHECK(seen.history.back().kind == "missed_settled");
  CHECK(stop.notices("missed_settled") == 1);
  CHECK(stop.office.pickups->list_missed(true, test::kClerk)->empty());
  CHECK(stop.office.pickups->list_missed(false, test::kClerk)->size() == 1);
  Stop none;
  CHECK(none.settle(true).error().code == ErrorCode::conflict);
}

TEST_CASE("what residents and crews wrote goes with the personal data; weight and stars stay") {
  Stop stop;
  REQUIRE(stop.report("my name is Li"));
  REQUIRE(stop.settle(true, "sorry, Li"));
  Outcome outcome = collected(1000, {{two_things()[0].item, 1}});
  outcome.note = "Li was there";
  REQUIRE(stop.record(outcome));
  REQUIRE(stop.rate(2, "Li was cross"));
  stop.office.clock.set("2027-05-24T10:00:00+08:00");
  CHECK(*stop.office.pickups->erase_expired() == 0);
  stop.office.clock.set("2027-05-25T10:00:00+08:00");
  CHECK(*stop.office.pickups->erase_expired() == 0);
  stop.office.clock.set("2027-05-26T10:00:00+08:00");
  CHECK(*stop.office.pickups->erase_expired() == 1);
  const auto shown = stop.office.pickups->show(stop.booking.reference, true, test::kClerk);
  REQUIRE(shown);
  const contract::Aftermath& after = shown->pickup.aftermath;
  CHECK(after.outcome->grams == 1000);
  CHECK(after.outcome->words.empty());
  CHECK(after.rating->stars == 2);
  CHECK(after.rating->comment.empty());
  CHECK(after.missed->state == MissedState::upheld);
  CHECK(after.missed->comment.empty());
  CHECK(after.missed->answer.empty());
}

TEST_CASE("a booking with all that became of it survives its JSON") {
  Stop stop;
  REQUIRE(stop.report("late"));
  REQUIRE(stop.settle(false, "it was not your day"));
  REQUIRE(stop.record(collected(1500)));
  REQUIRE(stop.rate(3));
  const contract::Pickup seen = stop.seen();
  const auto again = contract::pickup_from_json(contract::pickup_to_json(seen));
  REQUIRE(again);
  CHECK(contract::pickup_to_json(*again) == contract::pickup_to_json(seen));
  CHECK(again->aftermath.missed->state == MissedState::rejected);
  CHECK(again->aftermath.rating->stars == 3);
}
