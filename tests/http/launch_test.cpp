// The launch list: what is settled by whose word, what the program sees itself, since when, and who may read
// it.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "feedback/feedback_content.hpp"
#include "launch/launch_log.hpp"
#include "launch/launch_page.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const service::LaunchState& state_of(const std::vector<service::LaunchState>& states, const std::string& id) {
  for (const service::LaunchState& state : states)
    if (state.point.id == id) return state;
  throw std::runtime_error("no point " + id);
}

service::ContentPtr settled_content() {
  auto content = test::edited<service::LaunchContent>(*test::real_content(), [](auto& launch) {
    for (service::LaunchPoint& point : launch.points)
      if (point.source.empty()) point.confirmed = {*contract::parse_date("2026-12-01"), "office", "paper 7"};
    launch.confirmed_files = {"destinations", "templates", "licence"};
  });
  content = test::edited<service::PickupContent>(
      *content, [](auto& pickup) { pickup.rules.confirmed = pickup.outcomes.confirmed = true; });
  content = test::edited<service::FeedbackContent>(*content, [](auto& rules) { rules.confirmed = true; });
  return test::edited<service::CountyContent>(*content, [](auto& county) {
    county.site.host_body = county.site.undertaker = county.site.contact_phone = "x";
    county.site.icp_number = county.site.police_number = county.site.site_identifier = "x";
  });
}

}  // namespace

TEST_CASE("launch list: files and settings settle what they hold, a confirmation the rest") {
  const auto now = service::launch_states(*test::real_content(), {true, false});
  CHECK_FALSE(service::is_complete(now));
  for (const char* pending : {"host", "filings", "capacity", "outcomes", "deadlines", "destinations",
                              "templates", "licence", "collector", "gateway"})
    CHECK_FALSE_MESSAGE(state_of(now, pending).settled, pending);
  CHECK(state_of(now, "tls").settled);
  const auto content = settled_content();
  CHECK(service::is_complete(service::launch_states(*content, {true, true})));
  CHECK_FALSE(service::is_complete(service::launch_states(*content, {false, true})));
  const auto without =
      test::edited<service::CountyContent>(*content, [](auto& county) { county.site.police_number.clear(); });
  CHECK_FALSE(state_of(service::launch_states(*without, {true, true}), "filings").settled);
}

TEST_CASE("launch list: the day is kept as long as a point is as it was") {
  test::Office office;
  const auto day = [](const char* text) { return *contract::parse_date(text); };
  const auto pending = service::launch_states(*test::real_content(), {});
  CHECK(service::launch_since(*office.store, pending)->empty());
  REQUIRE(service::note_launch(*office.store, pending, day("2026-11-24")));
  REQUIRE(service::note_launch(*office.store, pending, day("2026-11-30")));
  CHECK(service::launch_since(*office.store, pending)->at("host") == day("2026-11-24"));
  const auto settled = service::launch_states(*settled_content(), {});
  CHECK(service::launch_since(*office.store, settled)->count("host") == 0);
  REQUIRE(service::note_launch(*office.store, settled, day("2026-12-02")));
  CHECK(service::launch_since(*office.store, settled)->at("host") == day("2026-12-02"));
  CHECK(service::launch_since(*office.store, settled)->at("tls") == day("2026-11-24"));
}

TEST_CASE("launch list: the page names who must settle what, where, and since when") {
  DeskVisit visit;
  http::add_launch_page(visit.door, *visit.office.source, *visit.office.store, {});
  visit.as("wang", Role::analyst);
  const auto states = service::launch_states(*test::real_content(), {});
  REQUIRE(service::note_launch(*visit.office.store, states, *contract::parse_date("2026-11-24")));
  const http::Response page = visit.get("/desk/launch");
  CHECK(page.status == 200);
  for (const service::LaunchState& state : states) {
    CHECK_MESSAGE(holds(page.body, state.point.title), state.point.id);
    CHECK_MESSAGE(holds(page.body, state.point.body), state.point.id);
  }
  CHECK(holds(page.body, "2026-11-24"));
  CHECK(holds(page.body, words_of(Text::server_launch_pending)));
  REQUIRE(visit.office.source->replace(settled_content()));
  const std::string after = visit.get("/desk/launch").body;
  CHECK(holds(after, "paper 7"));
  CHECK(holds(after, "2026-12-01"));
  visit.as("zhou", Role::crew, "1");
  CHECK(visit.get("/desk/launch").status == 403);
}
