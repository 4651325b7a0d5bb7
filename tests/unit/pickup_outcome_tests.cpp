// What becomes of a stop: what crews record and correct, who rates it, who is refused and why.
#include <doctest/doctest.h>

#include "lib/base/text.hpp"
#include "notice/notice_store.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"
#include "unit/outcome_stop.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Outcome;
using contract::OutcomeKind;
using contract::PickupStatus;
using contract::Rule;
using test::has_field;
using namespace wufei::test::outcome;

TEST_CASE("rules of an outcome: weight, pieces and reasons, and what is asked back") {
  const std::string first = two_things()[0].item, second = two_things()[1].item;
  CHECK(check_outcome(collected(35000), "bulky", two_things(), rules()).empty());
  CHECK(breaks(collected(0), "/grams", Rule::quantity_range));
  CHECK(breaks(collected(-5), "/grams", Rule::quantity_range));
  CHECK(breaks(collected(5'000'001), "/grams", Rule::quantity_range));
  CHECK(breaks(collected(300'001), "/grams", Rule::asked_back));
  CHECK_FALSE(breaks(collected(300'000), "/grams", Rule::asked_back));
  CHECK(breaks(collected(1000, {{first, 3}}), "/items/0/quantity", Rule::asked_back));
  CHECK(breaks(collected(1000, {{first, 0}, {second, 0}}), "/items", Rule::no_items));
  CHECK(breaks(collected(1000, {{"dragon", 1}}), "/items/0/item", Rule::unknown_item));
  CHECK(breaks(collected(1000, {{first, 1}, {first, 1}}), "/items/1/item", Rule::duplicate_item));
  CHECK(breaks(collected(1000, {{first, -5}}), "/items/0/quantity", Rule::quantity_range));
  CHECK(breaks(collected(1000, {{first, 2'000'000'000}}), "/items/0/quantity", Rule::quantity_range));
  CHECK(breaks(nothing(OutcomeKind::no_access, ""), "/reason", Rule::required));
  CHECK(breaks(nothing(OutcomeKind::no_access, "nothing_out"), "/reason", Rule::unknown_option));
  Outcome heavy = nothing(OutcomeKind::not_presented, "nothing_out");
  heavy.grams = 5;
  heavy.pieces = {{first, 1}};
  CHECK(breaks(heavy, "/grams", Rule::unknown_field));
  CHECK(breaks(heavy, "/items", Rule::unknown_field));
  CHECK(breaks(collected(1000, {{first, 2}}), "/reason", Rule::required));
  const auto none = check_outcome(collected(1000, {{first, 0}, {second, 0}}), "bulky", two_things(), rules());
  REQUIRE(none.size() == 1);  // a reason would not make it right
  CHECK(none.front().rule == Rule::no_items);
  CHECK(breaks(collected(1000, {{first, 2}}, "nothing_out"), "/reason", Rule::unknown_option));
  CHECK(check_outcome(collected(1000, {{first, 2}}, "no_room"), "bulky", two_things(), rules()).empty());
  Outcome meant = collected(400'000, {{first, 3}, {second, 1}});
  CHECK(check_outcome(meant, "bulky", two_things(), rules()).size() == 2);
  meant.confirmed = true;
  CHECK(check_outcome(meant, "bulky", two_things(), rules()).empty());
}

TEST_CASE("what is collected, in whole or in part, is seen by the resident with its weight") {
  Stop stop;
  const std::string first = two_things()[0].item;
  CHECK_FALSE(stop.seen().aftermath.outcome);
  const auto done = stop.record(collected(35500, {{first, 2}}, "no_room"));
  REQUIRE(done);
  CHECK(done->pickup.status == PickupStatus::partly_collected);
  CHECK(done->collected_grams == 35500);
  const contract::Pickup seen = stop.seen();
  REQUIRE(seen.aftermath.outcome);
  CHECK(seen.aftermath.outcome->grams == 35500);
  CHECK(seen.aftermath.outcome->pieces == std::vector<contract::Pieces>{{first, 2}});
  CHECK(seen.aftermath.rateable);
  CHECK_FALSE(seen.aftermath.missed_reportable);
  CHECK(seen.history.back().kind == "partly_collected");
  CHECK(seen.history.back().detail.find("35.5") != std::string::npos);
  const std::string& why = contract::find_reason(rules(), OutcomeKind::collected, "no_room")->text;
  CHECK(seen.aftermath.outcome->words == why);
  CHECK(seen.history.back().detail.find(why) != std::string::npos);
  CHECK(stop.notices("partly_collected") == 1);
  Stop whole;
  CHECK(whole.record(collected(1000))->pickup.status == PickupStatus::completed);
}

TEST_CASE("a part without a reason is refused, but for a page that did not ask; corrected, it needs one") {
  Stop stop;
  const std::vector<contract::Pieces> some{{two_things()[0].item, 2}};
  const auto refused = [&](const Outcome& outcome, const service::RecordNotes& notes = {}) {
    const auto done = stop.record(outcome, notes);
    return !done && has_field(done.error(), "/reason", Rule::required);
  };
  CHECK(refused(collected(35500, some)));
  CHECK(refused(nothing(OutcomeKind::no_access, ""), {.unasked = true}));
  REQUIRE(stop.record(collected(35500, some), {.unasked = true}));
  CHECK(stop.record(collected(35500, some)));  // a repeat is none
  CHECK(refused(replacing(collected(9000, some), 1)));
  CHECK(stop.record(replacing(collected(9000, some, "no_room"), 1)));
}

TEST_CASE("where nothing was collected the resident reads why, in the words of the reason") {
  struct Case {
    OutcomeKind kind;
    const char* reason;
    PickupStatus status;
  };
  for (const Case& one : {Case{OutcomeKind::not_presented, "nothing_out", PickupStatus::not_presented},
                          Case{OutcomeKind::non_conforming, "mixed_waste", PickupStatus::non_conforming},
                          Case{OutcomeKind::no_access, "road_blocked", PickupStatus::no_access}}) {
    Stop stop;
    REQUIRE(stop.record(nothing(one.kind, one.reason, "own words")));
    const contract::Pickup seen = stop.seen();
    CHECK(seen.status == one.status);
    const std::string& text = contract::find_reason(rules(), one.kind, one.reason)->text;
    CHECK(seen.aftermath.outcome->words.find(text) == 0);
    CHECK(seen.aftermath.outcome->words.find("own words") != std::string::npos);
    CHECK(seen.history.back().detail == seen.aftermath.outcome->words);
    CHECK_FALSE(seen.aftermath.rateable);
    CHECK(stop.notices(std::string(contract::status_name(one.status))) == 1);
  }
}

TEST_CASE(
    "the same record sent twice is one; another one is a conflict, a correction names what it replaces") {
  Stop stop;
  const Outcome first = collected(35500);
  REQUIRE(stop.record(first));
  const int version = stop.seen().version;
  CHECK(stop.record(first));
  CHECK(stop.seen().version == version);
  CHECK(has_field(stop.record(collected(3550)).error(), "", Rule::outcome_exists));
  CHECK(has_field(stop.record(nothing(OutcomeKind::no_access, "gate_closed")).error(), "",
                  Rule::outcome_exists));
  const Outcome second = replacing(collected(3550), 1);
  REQUIRE(stop.record(second));
  CHECK(stop.seen().aftermath.outcome->revision == 2);
  CHECK(stop.seen().aftermath.outcome->grams == 3550);
  const std::size_t events = stop.seen().history.size();
  CHECK(stop.record(second));  // its answer was lost
  CHECK(stop.record(first));   // a phone that was offline sends again what has been corrected since
  CHECK(stop.record(replacing(collected(3550), 2)));
  CHECK(stop.seen().aftermath.outcome->grams == 3550);
  CHECK(stop.seen().history.size() == events);
  CHECK(stop.record(replacing(collected(999), 1)).error().code == ErrorCode::precondition);
  CHECK(stop.record(replacing(collected(999), 7)).error().code == ErrorCode::precondition);
}

TEST_CASE(
    "a correction is marked in the history with the old value, and tells the resident of another status") {
  Stop stop;
  REQUIRE(stop.record(nothing(OutcomeKind::not_presented, "nothing_out")));
  REQUIRE(stop.record(replacing(collected(20000), 1)));
  const contract::Pickup seen = stop.seen();
  CHECK(seen.status == PickupStatus::completed);
  CHECK(seen.history.back().kind == "corrected");
  const std::string& detail = seen.history.back().detail;
  CHECK(detail.find(contract::find_reason(rules(), OutcomeKind::not_presented, "nothing_out")->text) !=
        std::string::npos);
  CHECK(detail.find("20") != std::string::npos);
  CHECK(stop.notices("corrected") == 1);
  REQUIRE(stop.record(replacing(collected(21000), 2)));
  CHECK(stop.notices("corrected") == 1);  // only the weight
  CHECK(stop.office.pickups->show(stop.booking.reference, false, test::kClerk)->collected_grams == 21000);
}

TEST_CASE("corrections end after some days; what is asked back stays asked back") {
  Stop stop;
  CHECK(has_field(stop.record(collected(400'000)).error(), "/grams", Rule::asked_back));
  REQUIRE(stop.record(collected(40'000)));
  CHECK(has_field(stop.record(replacing(collected(400'000), 1)).error(), "/grams", Rule::asked_back));
  stop.office.clock.set("2026-12-03T23:59:59+08:00");  // 7 days after
  REQUIRE(stop.record(replacing(collected(41'000), 1)));
  stop.office.clock.set("2026-12-04T00:00:00+08:00");
  CHECK(has_field(stop.record(replacing(collected(42'000), 2)).error(), "", Rule::after_cutoff));
  CHECK(stop.record(replacing(collected(41'000), 1)));  // a repeat is none
}

TEST_CASE("no outcome of what was cancelled or does not exist; a clock that is wrong loses none") {
  Stop stop;
  CHECK(stop.office.pickups->record_outcome("WF-222-222-222", collected(1), test::kClerk).error().code ==
        ErrorCode::not_found);
  REQUIRE(stop.office.pickups->cancel_by_staff(stop.booking.reference, "flood", test::kClerk));
  CHECK(has_field(stop.record(collected(1000)).error(), "", Rule::already_cancelled));
  for (const std::int64_t off : {std::int64_t{-400} * 86400, std::int64_t{400} * 86400, std::int64_t{-600}}) {
    Stop other;
    Outcome outcome = collected(1000);
    outcome.at = other.office.clock.now() + off;
    REQUIRE(other.record(outcome));
    const contract::UtcSeconds at = other.seen().aftermath.outcome->at;
    CHECK(at == (off == -600 ? outcome.at : other.office.clock.now()));
  }
}

TEST_CASE(
    "a stop is rated once, when something was collected, and a repeat with its key is answered as before") {
  Stop stop;
  CHECK(has_field(stop.rate(5).error(), "", Rule::not_collected));
  REQUIRE(stop.record(collected(1000)));
  CHECK(stop.office.pickups->rate({stop.booking.reference, "wrong", ""}, {5, "", 0}).error().code ==
        ErrorCode::unauthorized);
  const auto rated = stop.rate(4, "friendly", "key-of-rating-1");
  REQUIRE(rated);
  CHECK(rated->aftermath.rating->stars == 4);
  CHECK(rated->aftermath.rating->comment == "friendly");
  CHECK_FALSE(rated->aftermath.rateable);
  CHECK(rated->history.back().kind == "rated");
  CHECK(stop.rate(4, "friendly", "key-of-rating-1")->version == rated->version);
  CHECK(has_field(stop.rate(1, "friendly", "key-of-rating-1").error(), "", Rule::idempotency_key_reused));
  CHECK(has_field(stop.rate(4, "friendly").error(), "", Rule::already_rated));
  CHECK(has_field(stop.rate(4, "friendly", "key-of-rating-2").error(), "", Rule::already_rated));
}
