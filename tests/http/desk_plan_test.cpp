// The desk's calendar and crews: a day is closed with its bookings in view, residents read why, the people
// are told, the day opens again; by whom not, and what two colleagues at once make of it.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "pickup/slots/slot_routes.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kPlanPath = "/desk/plan", kPeoplePath = "/desk/plan/people",
                  kCrewsPath = "/desk/plan/crews";

Fields closing_fields(const std::string& reason = "车辆检修") {
  return {{"kind", "closed"}, {"first", "2026-11-26"}, {"last", ""},
          {"area", ""},       {"window", ""},          {"reason", reason}};
}

// The fields of the page's own form of confirmation.
Fields confirmed(const std::string& page) {
  Fields fields;
  for (const char* name : {"kind", "first", "last", "area", "category", "window", "until", "places", "reason",
                           "version", "losing"})
    if (holds(page, std::string("name=\"") + name + "\"")) fields[name] = hidden(page, name);
  return fields;
}

std::string preview(DeskVisit& visit, const Fields& fields) {
  const http::Response page = visit.get(kPlanPath + "/change?" + encoded(fields));
  REQUIRE(page.status == 200);
  return page.body;
}

void close_day(DeskVisit& visit, const std::string& reason = "车辆检修") {
  REQUIRE(visit.post(kPlanPath + "/change", confirmed(preview(visit, closing_fields(reason)))).status == 303);
}

// What residents get, from the same office.
struct Resident {
  explicit Resident(DeskVisit& visit) : pickups(*visit.office.pickups) {
    http::add_slot_routes(router, pickups);
    http::add_plain_routes(router, {desk, book, visit.office.clock, service::system_ids(), false});
  }
  std::string ask(const std::string& method, const std::string& target, const Fields& fields) {
    http::Request request;
    request.method = method;
    request.path = target;
    request.peer = "10.0.0.1";
    if (method == "GET")
      for (const auto& [name, value] : fields) request.query[name] = value;
    else
      request.headers.set("Content-Type", kForm);
    request.body = method == "GET" ? std::string() : encoded(fields);
    const http::Response reply = router.handle(request);
    return reply.shared_body ? *reply.shared_body : reply.body;
  }
  std::string slots() {
    return ask("GET", "/api/v1/slots", {{"area", test::sample_request().area}, {"category", "bulky"}});
  }
  std::string plain_times() { return ask("POST", "/pickup/book", things()); }

  service::PickupService& pickups;
  http::Metrics metrics;
  http::GuessLimit guesses;
  http::BookingDesk desk{pickups, metrics, guesses};
  http::Router router;
  http::DocumentBook book;
};

}  // namespace

TEST_CASE(
    "desk: a day is closed with its bookings in view; residents read why; people are told; it opens again") {
  DeskVisit visit;
  Resident resident(visit);
  const std::string reference = booked(visit, 7);
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get(kPlanPath).body, words_of(Text::server_rota_no_rules)));
  CHECK(holds(visit.get(kPlanPath + "/new?kind=closed&first=2026-11-26").body, "value=\"2026-11-26\""));
  const std::string page = preview(visit, closing_fields());
  CHECK(holds(page, contract::text(Text::server_rota_will_lose, {{"count", "1"}})));
  CHECK(test::book(visit.office, test::sample_request(8)));  // seeing is not closing
  const http::Response late = visit.post(kPlanPath + "/change", confirmed(page));
  CHECK(late.status == 412);  // one more booking than was shown
  CHECK(hidden(late.body, "losing") == "2");
  const Fields sure = confirmed(late.body);
  const http::Response done = visit.post(kPlanPath + "/change", sure);
  CHECK(done.status == 303);
  CHECK(visit.post(kPlanPath + "/change", sure).status == 303);  // the same button twice
  CHECK(visit.calendar.view()->history.size() == 1);

  const std::string plan = visit.get(kPlanPath).body;
  CHECK_FALSE(holds(plan, "kind=open&amp;first=2026-11-26"));  // opened by ending the rule
  CHECK_FALSE(holds(plan, "kind=closed&amp;first=2026-11-26"));
  CHECK(holds(plan, "kind=open&amp;first=2026-11-29"));  // a Sunday
  CHECK(holds(resident.slots(), "\"closed\":\"车辆检修\""));
  CHECK(holds(resident.plain_times(), "车辆检修"));
  CHECK_FALSE(test::book(visit.office, test::sample_request(9)));
  CHECK(holds(visit.get("/desk/pickups?date=2026-11-26").body, "车辆检修"));

  CHECK(holds(visit.get("/desk").body, "href=\"/desk/plan/people\" class=\"urgent\""));
  const std::string people = visit.follow(done).body;
  CHECK(holds(people, reference));
  CHECK(holds(people, "<span data-paper=\"138********\"><span>138****0007</span>"));
  CHECK_FALSE(holds(people, "13800000007"));
  CHECK(holds(people, "/desk/pickups/" + reference + "/change"));
  const std::string phones = visit.post(kPeoplePath + "/phones", {}).body;
  CHECK(holds(phones, "tel:13800000007"));
  const http::Response sheet = visit.get(kPeoplePath + "/xlsx");
  CHECK(sheet.status == 200);
  CHECK(sheet.body.starts_with("PK"));

  const Fields tick{{"told-" + reference, "1"}, {"was-" + reference, "closed"}};
  CHECK(holds(visit.follow(visit.post(kPeoplePath + "/told", tick)).body,
              contract::text(Text::server_rota_people_count, {{"count", "2"}, {"told", "1"}})));
  CHECK(visit.post(kPeoplePath + "/told", tick).status == 303);
  CHECK(visit.post(kPeoplePath + "/notices", {}).status == 303);
  CHECK(visit.post(kPeoplePath + "/notices", {}).status == 303);
  CHECK_FALSE(holds(visit.get(kPeoplePath).body, words_of(Text::server_rota_send)));

  const std::string rule = kPlanPath + "/rules/1";
  const std::string ending = visit.get(rule).body;
  CHECK(holds(ending, contract::text(Text::server_rota_will_regain, {{"count", "2"}})));
  CHECK(visit.post(rule, confirmed(ending)).status == 303);
  CHECK(visit.post(rule, confirmed(ending)).status == 303);
  CHECK_FALSE(holds(resident.slots(), "\"closed\""));
  CHECK(test::book(visit.office, test::sample_request(9)));
  CHECK(holds(visit.get(kPeoplePath).body, words_of(Text::server_rota_why_restored)));
  CHECK(visit.post(kPeoplePath + "/told", tick).status == 412);  // another thing is to be told now
  CHECK(visit.get(rule).status == 404);
  CHECK(holds(visit.get(kPlanPath).body, words_of(Text::server_rota_was_ended)));
}

TEST_CASE(
    "desk: two dispatchers at once: the stale page is shown again with what is new, nothing typed is lost") {
  DeskVisit visit;
  visit.as("wang", Role::dispatcher);
  const std::string page = preview(visit, closing_fields("大雪"));
  visit.as("zhao", Role::dispatcher);
  close_day(visit, "检修");
  visit.as("wang", Role::dispatcher);
  const http::Response stale = visit.post(kPlanPath + "/change", confirmed(page));
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::server_work_stale)));
  CHECK(hidden(stale.body, "reason") == "大雪");
  CHECK(hidden(stale.body, "version") == "1");
  CHECK(visit.post(kPlanPath + "/change", confirmed(stale.body)).status == 303);
  Fields never_seen = confirmed(stale.body);
  never_seen.erase("version");
  CHECK(visit.post(kPlanPath + "/change", never_seen).status == 412);
}

TEST_CASE("desk: a tick about what is not so any more is refused, and the others are kept") {
  DeskVisit visit;
  const std::string first = booked(visit, 1), second = booked(visit, 2);
  visit.as("wang", Role::dispatcher);
  close_day(visit);
  REQUIRE(visit.office.pickups->cancel_by_staff(first, "r", test::kClerk));
  const http::Response partly = visit.post(kPeoplePath + "/told", {{"told-" + first, "1"},
                                                                   {"was-" + first, "closed"},
                                                                   {"told-" + second, "1"},
                                                                   {"was-" + second, "closed"},
                                                                   {"was-" + second + "x", "night"}});
  CHECK(partly.status == 412);
  CHECK(holds(partly.body, contract::text(Text::server_rota_people_count, {{"count", "1"}, {"told", "1"}})));
  CHECK(visit.post(kPeoplePath + "/told", {{"was-" + second, "closed told"}}).status == 303);
  CHECK_FALSE(visit.calendar.people(false, test::kClerk)->people.at(0).told);
}

TEST_CASE("desk: what is wrong with a change is said at its field; past days are refused, next year is not") {
  DeskVisit visit;
  visit.as("wang", Role::dispatcher);
  const auto asked = [&](Fields fields, const std::string& name, const std::string& value) {
    fields[name] = value;
    return visit.get(kPlanPath + "/change?" + encoded(fields));
  };
  const http::Response past = asked(closing_fields(), "first", "2026-11-23");
  CHECK(past.status == 400);
  CHECK(holds(past.body, words_of(Text::server_rota_fault_past)));
  CHECK(holds(past.body, "车辆检修"));
  CHECK(asked(closing_fields(), "first", "2026-02-30").status == 400);
  CHECK(asked(closing_fields(), "first", "").status == 400);
  CHECK(asked(closing_fields(), "reason", "").status == 400);
  CHECK(asked(closing_fields(), "area", "<script>").status == 400);
  CHECK(asked(closing_fields(), "last", "2029-01-01").status == 400);
  CHECK(holds(asked(closing_fields(), "first", "2027-02-08").body,
              contract::text(Text::server_rota_year, {{"year", "2027"}})));
  const Fields places{
      {"kind", "places"}, {"first", "2026-11-26"}, {"window", "day"}, {"places", "10"}, {"until", "on"}};
  CHECK(asked(places, "places", "ten").status == 400);
  CHECK(asked(places, "places", "0").status == 400);
  CHECK(asked(places, "window", "").status == 400);
  const http::Response sound = asked(places, "places", "10");
  CHECK(sound.status == 200);
  CHECK(visit.post(kPlanPath + "/change", confirmed(sound.body)).status == 303);
  CHECK(holds(visit.get("/desk/pickups?date=2026-12-01").body,
              contract::text(Text::server_work_day_load, {{"count", "0"}, {"capacity", "10"}})));
  CHECK(visit.post(kPlanPath + "/change", closing_fields(std::string(300, 'x'))).status == 400);
}

TEST_CASE("desk: only dispatchers plan; crews are theirs and the administrator's") {
  DeskVisit visit;
  booked(visit, 1);
  CHECK(visit.get(kPlanPath).status == 303);
  for (const Role role : {Role::crew, Role::officer, Role::editor, Role::analyst, Role::administrator}) {
    visit.as("p" + std::to_string(static_cast<int>(role)), role, "1 号车");
    CHECK(visit.get(kPlanPath).status == 403);
    CHECK(visit.get(kPeoplePath).status == 403);
    CHECK(visit.get(kPlanPath + "/change?" + encoded(closing_fields())).status == 403);
    CHECK(visit.post(kPlanPath + "/change", closing_fields()).status == 403);
    CHECK(visit.post(kPeoplePath + "/phones", {}).status == 403);
    CHECK(visit.post(kPeoplePath + "/told", {}).status == 403);
    CHECK(visit.get(kCrewsPath).status == (role == Role::administrator ? 200 : 403));
  }
  visit.as("wang", Role::dispatcher);
  CHECK(visit.get(kCrewsPath).status == 200);
  CHECK(visit.ask("POST", kPlanPath + "/change", encoded(closing_fields())).status == 403);  // no form key
}

TEST_CASE("desk: a crew with its vehicle and accounts; the board offers it until it is retired") {
  DeskVisit visit;
  const std::string reference = booked(visit, 1);
  visit.as("li", Role::crew, "1 号车");
  visit.as("root", Role::administrator);
  const Fields wanted{{"name", "1 号车"}, {"plate", "鲁p·12345"}, {"kilograms", "1,500"}, {"pieces", ""}};
  CHECK(holds(visit.follow(visit.post(kCrewsPath, wanted)).body, "鲁P12345"));
  CHECK(visit.post(kCrewsPath, wanted).status == 303);
  Fields like = wanted;
  like["name"] = "1号车";
  like["plate"] = "";
  const http::Response taken = visit.post(kCrewsPath, like);
  CHECK(taken.status == 409);
  CHECK(holds(taken.body, words_of(Text::server_rota_fault_taken)));
  like["plate"] = "鲁Р12345";  // a Cyrillic letter
  CHECK(holds(visit.post(kCrewsPath, like).body, words_of(Text::server_rota_fault_plate)));
  like["kilograms"] = "-1";
  CHECK(visit.post(kCrewsPath, like).status == 400);
  const std::string one = kCrewsPath + "/1";
  CHECK(holds(visit.get(one).body, "li"));
  CHECK(visit.get(kCrewsPath + "/7").status == 404);

  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk/pickups?date=2026-11-26").body, "<option value=\"1 号车\">"));
  const Fields assign{{"date", "2026-11-26"}, {"crew", "1 号车"}, {"pick-" + reference, "1"}};
  CHECK(visit.post("/desk/pickups/assign", assign).status == 303);
  const http::Response busy = visit.post(one + "/retire", {{"version", "1"}, {"from", "2026-11-26"}});
  CHECK(busy.status == 409);
  CHECK(holds(busy.body, words_of(Text::server_rota_fault_busy)));
  CHECK(visit.post(one + "/remove", {{"version", "1"}}).status == 409);
  CHECK(visit.post(one + "/retire", {{"version", "1"}, {"from", "2026-11-20"}}).status == 400);
  CHECK(visit.post(one + "/retire", {{"version", "1"}, {"from", "2026-11-27"}}).status == 303);
  CHECK(visit.post(one + "/retire", {{"version", "1"}, {"from", "2026-11-27"}}).status == 303);
  const http::Response stale = visit.post(one, {{"version", "1"}, {"plate", "鲁P99999"}});
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "value=\"鲁P99999\""));
  CHECK_FALSE(holds(visit.get("/desk/pickups?date=2026-11-27").body, "<option value=\"1 号车\">"));
  const std::string path = "/desk/pickups/" + reference;
  contract::PickupChange later;
  later.slot = test::sample_slot("bulky", "2026-11-27");
  REQUIRE(visit.office.pickups->change_by_staff(reference, 2, later, test::kClerk));
  CHECK(visit.post(path + "/assign", {{"version", "3"}, {"crew", "1 号车"}}).status == 400);
  CHECK(visit
            .post("/desk/pickups/assign",
                  {{"date", "2026-11-27"}, {"crew", "1号车"}, {"pick-" + reference, "3"}})
            .status == 400);
}

TEST_CASE("desk: a crew is retired by the day of each booking, whatever day the board shows") {
  DeskVisit visit;
  const std::string thursday = booked(visit, 1);
  contract::PickupRequest request = test::sample_request(2);
  request.slot = test::sample_slot("bulky", "2026-11-28");
  const auto saturday = test::book(visit.office, request);
  REQUIRE(saturday);
  const auto id = visit.crews.add({"1 号车", "", 0, 0}, test::kClerk);
  REQUIRE(id);
  REQUIRE(visit.crews.retire(*id, 1, contract::parse_date("2026-11-27"), test::kClerk));
  visit.as("wang", Role::dispatcher);
  const http::Response partly = visit.post("/desk/pickups/assign", {{"date", "2026-11-26"},
                                                                    {"q", "house"},
                                                                    {"crew", "1号车"},
                                                                    {"pick-" + thursday, "1"},
                                                                    {"pick-" + saturday->reference, "1"}});
  CHECK(partly.status == 400);
  CHECK(holds(partly.body, words_of(Text::server_rota_crew_is_retired)));
  CHECK(holds(partly.body, "href=\"#pick-" + saturday->reference + "\""));
  CHECK_FALSE(holds(partly.body, "href=\"#pick-" + thursday + "\""));
  const auto crew_of = [&](const std::string& reference) {
    return visit.office.pickups->show(reference, false, test::kClerk)->crew;
  };
  CHECK(crew_of(thursday) == "1 号车");
  CHECK(crew_of(saturday->reference).empty());
  // Seen from a later day, the crew drives on the booking's own.
  CHECK(visit
            .post("/desk/pickups/assign", {{"date", "2026-11-28"},
                                           {"q", "house"},
                                           {"crew", "1 号车"},
                                           {"pick-" + thursday, visit.version_of(thursday)}})
            .status == 303);
  const http::Response one =
      visit.post("/desk/pickups/" + saturday->reference + "/assign", {{"version", "1"}, {"crew", "1号车"}});
  CHECK(one.status == 400);
  CHECK(holds(one.body, words_of(Text::server_rota_crew_is_retired)));
  CHECK(crew_of(saturday->reference).empty());
}
