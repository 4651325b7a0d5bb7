// Residents report that nothing was fetched; dispatchers see it and answer once.
#include <doctest/doctest.h>

#include "desk_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

// A booking of Thursday morning that nobody came for, as its resident says that evening.
std::string reported(DeskVisit& visit) {
  const auto pickup = test::book(visit.office, test::sample_request(1));
  REQUIRE(pickup);
  visit.office.clock.set("2026-11-26T18:00:00+08:00");
  REQUIRE(visit.office.pickups->report_missed({pickup->reference, pickup->token, ""}, "等到中午没有人来"));
  return pickup->reference;
}

}  // namespace

TEST_CASE("desk: a missed report waits on the first page, is answered once, and its resident reads it") {
  DeskVisit visit;
  const std::string reference = reported(visit), path = "/desk/missed/" + reference;
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk").body, "href=\"/desk/missed\" class=\"urgent\""));
  CHECK(holds(visit.get("/desk/missed").body, path));
  CHECK(holds(visit.get(path).body, "等到中午没有人来"));
  CHECK_FALSE(holds(visit.get(path).body, "13800000001"));

  const http::Response empty = visit.post(path, {{"verdict", ""}, {"answer", "车坏了，明天补收"}});
  CHECK(empty.status == 400);
  CHECK(holds(empty.body, "id=\"errors\""));
  CHECK(holds(empty.body, "车坏了，明天补收"));
  CHECK(visit.post(path, {{"verdict", "upheld"}, {"answer", ""}}).status == 400);
  CHECK(visit.post(path, {{"verdict", "maybe"}, {"answer", "好的"}}).status == 400);

  const Fields answer{{"verdict", "upheld"}, {"answer", "车坏了，明天补收"}};
  CHECK(holds(visit.follow(visit.post(path, answer)).body, words_of(Text::server_work_done_answered)));
  CHECK(visit.post(path, answer).status == 303);  // a double tap
  CHECK(visit.post(path, {{"verdict", "rejected"}, {"answer", "不算"}}).status == 409);
  CHECK(visit.get(path).status == 404);
  CHECK(holds(visit.get("/desk/missed").body, words_of(Text::server_work_home_nothing)));
  const auto pickup = visit.office.pickups->show(reference, false, test::kClerk);
  CHECK(pickup->pickup.aftermath.missed->answer == "车坏了，明天补收");
}

TEST_CASE("desk: only dispatchers answer missed reports") {
  DeskVisit visit;
  const std::string path = "/desk/missed/" + reported(visit);
  CHECK(visit.get(path).status == 303);
  for (const Role role : {Role::crew, Role::officer, Role::editor, Role::analyst, Role::administrator}) {
    visit.as("p" + std::to_string(static_cast<int>(role)), role, "1 号车");
    CHECK(visit.get("/desk/missed").status == 403);
    CHECK(visit.get(path).status == 403);
  }
  visit.as("wang", Role::dispatcher);
  CHECK(visit.ask("POST", path, "verdict=upheld&answer=x").status == 403);
  CHECK(visit.get("/desk/missed/WF-AAA-AAA-AAA").status == 404);
}
