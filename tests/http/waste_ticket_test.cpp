// The receiver's own weigh ticket on the page of a record: its form, what cannot be read, who sees it.
#include "waste_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using S = contract::ManifestState;

TEST_CASE("waste tickets at the desk: the receiver writes what its scale printed, the others read it") {
  WasteVisit visit;
  const std::string number = visit.yard.at(S::arrived), page = http::manifest_path(number);
  const std::string there = http::manifest_path(number, "/ticket");
  visit.as(visit.yard.plant);
  CHECK(holds(visit.get(page).body, "name=\"ticket_grams\""));
  const http::Response wrong =
      visit.post(there, {{"ticket_plate", "LUP12346"}, {"ticket_day", "yesterday"}, {"ticket_grams", "9,x"}});
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "yesterday"));  // what was typed stays
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::date_format)));
  CHECK(holds(wrong.body, contract::rule_text(contract::Rule::waste_grams)));
  CHECK(visit.post(there, {{"ticket_plate", ""}, {"ticket_day", ""}, {"ticket_grams", ""}}).status == 400);
  CHECK(
      visit.post(there, {{"ticket_plate", "LUP12346"}, {"ticket_day", "2026-11-24"}, {"ticket_grams", "9.4"}})
          .status == 303);
  for (const std::int64_t party : {visit.yard.plant, visit.yard.factory, visit.yard.carrier}) {
    visit.as(party);
    const std::string body = visit.get(page).body;
    CHECK(holds(body, words_of(Text::server_ticket_title)));
    CHECK(holds(body, "LUP12346"));
    CHECK(holds(body, "9.4 t"));
    CHECK(holds(body, "name=\"ticket_grams\"") == (party == visit.yard.plant));
  }
  visit.as_staff("li", Role::officer);
  CHECK(holds(visit.get(page).body, "LUP12346"));
}

TEST_CASE("waste tickets at the desk: nobody else writes one, and before it came there is no form") {
  WasteVisit visit;
  const std::string under_way = visit.yard.at(S::in_transit), number = visit.yard.at(S::arrived);
  const auto post = [&](const std::string& which) {
    return visit.post(http::manifest_path(which, "/ticket"), {{"ticket_plate", "LUP12346"}}).status;
  };
  visit.as(visit.yard.plant);
  CHECK(post(under_way) == 409);
  CHECK_FALSE(holds(visit.get(http::manifest_path(under_way)).body, "ticket_grams"));
  visit.as(visit.yard.factory);
  CHECK(post(number) == 403);
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, words_of(Text::server_ticket_title)));
  visit.as(visit.yard.plant, MemberRole::reader);
  CHECK(post(number) == 403);
  visit.as(visit.yard.other);
  CHECK(post(number) == 404);
  visit.as(visit.yard.plant, MemberRole::driver);
  CHECK(post(number) == 404);
}
