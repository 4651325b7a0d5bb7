// The day's board and one booking at the county's desk: seen, assigned, changed, cancelled, booked for a
// caller; by whom not, and what two colleagues at once make of it.
#include <doctest/doctest.h>

#include "desk_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kDay = "/desk/pickups?date=2026-11-26";

}  // namespace

TEST_CASE(
    "desk: the board shows the day, finds by tail, name, whole number and reference, and masks numbers") {
  DeskVisit visit;
  const std::string first = booked(visit, 7), second = booked(visit, 8);
  visit.as("wang", Role::dispatcher);
  const http::Response board = visit.get(kDay);
  CHECK(board.status == 200);
  CHECK(board.headers.value("Cache-Control") == "private, no-store");
  CHECK(holds(board.body, first));
  CHECK(holds(board.body, "138****0007"));
  CHECK_FALSE(holds(board.body, "13800000007"));
  CHECK(holds(board.body, contract::text(Text::server_work_day_load, {{"count", "2"}, {"capacity", "24"}})));
  const auto found = [&](const std::string& words) { return visit.get(kDay + "&q=" + words).body; };
  CHECK(holds(found("0007"), first));
  CHECK_FALSE(holds(found("0007"), second));
  CHECK(holds(found("house%208"), second));
  CHECK(holds(visit.get("/desk/pickups?date=2027-03-01&q=13800000007").body, first));  // whatever the day
  CHECK(
      holds(visit.get("/desk/pickups?date=2027-03-01&q=Li").body, words_of(Text::server_work_nothing_found)));
  CHECK(visit.get(kDay + "&q=" + first).headers.value("Location") == "/desk/pickups/" + first);
  CHECK_FALSE(holds(visit.get(kDay + "&status=completed").body, first));
  CHECK(visit.get("/desk/pickups?date=yesterday").status == 200);
}

TEST_CASE("desk: a number that stands in the note or address of its own booking is not printed whole") {
  DeskVisit visit;
  contract::PickupRequest request = test::sample_request(7);
  request.note = "call 138-0000-0007";
  request.address = "house 7, 13800000007";
  const auto pickup = test::book(visit.office, request);
  REQUIRE(pickup);
  visit.as("wang", Role::dispatcher);
  const std::string paper = "<span data-paper=\"138********\"><span>";
  const std::string page = visit.get("/desk/pickups/" + pickup->reference).body;
  CHECK(holds(page, "call " + paper + "138-0000-0007</span></span>"));
  CHECK(holds(page, "house 7, " + paper + "13800000007</span></span>"));
  CHECK(holds(visit.get(kDay).body, "house 7, " + paper + "13800000007</span></span>"));
  const std::string sheet = visit.get("/desk/sheets/2026-11-26?crew=").body;
  CHECK(holds(sheet, "call 138********"));
  CHECK(holds(sheet, "house 7, 138********"));
  for (const char* last : {"-0007", "00007"}) CHECK_FALSE(holds(sheet, last));
}

TEST_CASE("desk: several bookings go to a crew at once; one that a colleague changed meanwhile is said") {
  DeskVisit visit;
  const std::string first = booked(visit, 1), second = booked(visit, 2);
  visit.as("wang", Role::dispatcher);
  const Fields both{
      {"date", "2026-11-26"}, {"crew", "1 号车"}, {"pick-" + first, "1"}, {"pick-" + second, "1"}};
  const http::Response nobody =
      visit.post("/desk/pickups/assign", {{"date", "2026-11-26"}, {"crew", "1 号车"}});
  CHECK(nobody.status == 400);
  CHECK(holds(nobody.body, words_of(Text::server_work_none_picked)));
  CHECK(holds(nobody.body, "value=\"1 号车\""));
  CHECK(visit.post("/desk/pickups/assign", without(both, "crew")).status == 400);
  const http::Response done = visit.follow(visit.post("/desk/pickups/assign", both));
  CHECK(holds(done.body, words_of(Text::server_work_done_assigned)));
  CHECK(visit.post("/desk/pickups/assign", both).status == 303);  // the same button twice
  CHECK(visit.office.pickups->show(first, false, test::kClerk)->crew == "1 号车");
  Fields stale = both;
  stale["crew"] = "2 号车";
  const http::Response refused = visit.post("/desk/pickups/assign", stale);
  CHECK(refused.status == 412);
  CHECK(holds(refused.body, words_of(Text::server_work_stale)));
  CHECK(holds(refused.body, "value=\"2 号车\""));
  CHECK(visit.office.pickups->show(first, false, test::kClerk)->crew == "1 号车");
}

TEST_CASE("desk: the button of a crew gives it what is ticked, whatever the field says") {
  DeskVisit visit;
  const std::string first = booked(visit, 1), second = booked(visit, 2);
  visit.as("wang", Role::dispatcher);
  const Fields one{{"date", "2026-11-26"}, {"crew", "2 号车"}, {"to", "1 号车"}, {"pick-" + first, "1"}};
  const http::Response done = visit.follow(visit.post("/desk/pickups/assign", one));
  CHECK(visit.office.pickups->show(first, false, test::kClerk)->crew == "1 号车");
  CHECK(holds(done.body, "name=\"to\" value=\"1 号车\">1 号车<small>" +
                             contract::text(Text::server_work_day_count, {{"count", "1"}})));
  CHECK_FALSE(holds(done.body, "value=\"2 号车\""));
  CHECK(visit.post("/desk/pickups/assign", {{"date", "2026-11-26"}, {"to", " "}, {"pick-" + second, "1"}})
            .status == 400);
  visit.as("qian", Role::crew, "1 号车");
  CHECK(visit.post("/desk/pickups/assign", one).status == 403);
}

TEST_CASE("desk: one booking with its history; the number is shown when asked for, on the record") {
  DeskVisit visit;
  const std::string reference = booked(visit, 7), path = "/desk/pickups/" + reference;
  visit.as("wang", Role::dispatcher);
  const http::Response page = visit.get(path);
  CHECK(page.status == 200);
  CHECK(holds(page.body, "138****0007"));
  CHECK(holds(page.body, words_of(Text::server_work_by_resident)));
  const http::Response shown = visit.post(path + "/phone", {});
  CHECK(shown.status == 200);
  CHECK(holds(shown.body, "tel:13800000007"));
  CHECK(visit.get("/desk/pickups/WF-222-222-222").status == 404);
  CHECK(visit.get("/desk/pickups/%3Cb%3E").status == 404);
}

TEST_CASE("desk: assign and cancel need the version that was shown; nothing typed is lost") {
  DeskVisit visit;
  const std::string reference = booked(visit), path = "/desk/pickups/" + reference;
  visit.as("wang", Role::dispatcher);
  CHECK(visit.post(path + "/assign", {{"version", "1"}, {"crew", " "}}).status == 400);
  CHECK(holds(visit.follow(visit.post(path + "/assign", {{"version", "1"}, {"crew", "1 号车"}})).body,
              words_of(Text::server_work_done_assigned)));
  CHECK(visit.post(path + "/assign", {{"version", "1"}, {"crew", "1 号车"}}).status == 303);
  visit.as("zhao", Role::dispatcher);
  const http::Response late = visit.post(path + "/cancel", {{"version", "1"}, {"reason", "车坏了"}});
  CHECK(late.status == 412);
  CHECK(holds(late.body, words_of(Text::server_work_stale)));
  CHECK(holds(late.body, "value=\"车坏了\""));
  CHECK(hidden(late.body, "version") == "2");
  CHECK(visit.post(path + "/cancel", {{"version", "2"}, {"reason", ""}}).status == 400);
  CHECK(visit.post(path + "/cancel", {{"version", "2"}, {"reason", std::string(400, 'x')}}).status == 400);
  CHECK(visit.post(path + "/cancel", {{"version", "2"}, {"reason", "车坏了"}}).status == 303);
  CHECK(visit.post(path + "/cancel", {{"version", "2"}, {"reason", "车坏了"}}).status == 303);
  const http::Response over = visit.get(path);
  CHECK(holds(over.body, words_of(Text::server_work_status_cancelled)));
  CHECK(holds(over.body, "zhao"));
  CHECK(visit.post(path + "/assign", {{"version", "3"}, {"crew", "1 号车"}}).status == 409);
}

TEST_CASE("desk: a booking is changed after the resident's cut-off, by the version that was shown") {
  DeskVisit visit;
  const std::string reference = booked(visit), path = "/desk/pickups/" + reference + "/change";
  visit.office.clock.set("2026-11-25T20:00:00+08:00");
  visit.as("wang", Role::dispatcher);
  const http::Response form = visit.get(path);
  CHECK(form.status == 200);
  CHECK(holds(form.body, "value=\"Garden Road 12, house 1\""));
  Fields change{{"version", "1"},
                {"slot", test::sample_slot("bulky", "2026-11-27", "pm")},
                {"address", "Garden Road 14"},
                {"note", ""},
                {first_item(), "1"}};
  Fields wrong = change;
  wrong["address"] = "x";
  const http::Response refused = visit.post(path, wrong);
  CHECK(refused.status == 400);
  CHECK(holds(refused.body, "id=\"errors\""));
  CHECK(holds(refused.body, "value=\"x\""));
  Fields stale = change;
  stale["version"] = "9";
  CHECK(visit.post(path, stale).status == 412);
  CHECK(holds(visit.follow(visit.post(path, change)).body, words_of(Text::server_work_done_changed)));
  CHECK(visit.post(path, change).status == 303);  // it is already so
  const auto now = visit.office.pickups->show(reference, false, test::kClerk);
  CHECK(now->pickup.address == "Garden Road 14");
  CHECK(contract::format_date(now->pickup.slot.date) == "2026-11-27");
}

TEST_CASE("desk: books for a caller from the places held back, once, with who called and their consent") {
  DeskVisit visit;
  visit.as("wang", Role::dispatcher);
  const std::string path = "/desk/pickups/new";
  CHECK(holds(visit.get(path).body, "name=\"" + first_item() + "\""));
  Fields fields = things();
  CHECK(visit.post(path, without(fields, "address")).status == 400);
  const http::Response times = visit.post(path, fields);
  CHECK(times.status == 200);
  // Today too: staff have no lead time.
  CHECK(holds(times.body, "value=\"" + test::sample_slot("bulky", "2026-11-24", "pm") + "\""));
  fields = sound(test::sample_slot("bulky", "2026-11-24", "pm"));
  fields["proxy_name"] = "Neighbour";
  fields["proxy_phone"] = "13900000001";
  const http::Response no_consent = visit.post(path, fields);
  CHECK(no_consent.status == 400);
  CHECK(holds(no_consent.body, "value=\"Neighbour\""));
  fields["proxy_consent"] = "on";
  CHECK(visit.post(path, without(fields, "consent")).status == 400);
  const http::Response sent = visit.post(path, fields);
  const http::Response page = visit.follow(sent);
  CHECK(holds(page.body, words_of(Text::server_work_channel_phone)));
  CHECK(holds(page.body, "Neighbour"));
  CHECK(visit.post(path, fields).headers.value("Location") == sent.headers.value("Location"));
  Fields other = fields;
  other["key"] = "fedcba9876543210fedcba9876543210";
  const http::Response twice = visit.post(path, other);
  CHECK(twice.status == 409);
  CHECK(holds(twice.body, words_of(Text::server_work_booked_already)));
}

TEST_CASE("desk: pages of bookings are for dispatchers, and forms need the session's key") {
  DeskVisit visit;
  const std::string reference = booked(visit), path = "/desk/pickups/" + reference;
  CHECK(visit.get(path).headers.value("Location").starts_with("/desk/sign-in"));
  CHECK(visit.ask("POST", path + "/cancel", encoded({{"version", "1"}, {"reason", "x"}})).status == 401);
  for (const auto& [name, role] : std::map<std::string, Role>{{"crew", Role::crew},
                                                              {"officer", Role::officer},
                                                              {"editor", Role::editor},
                                                              {"analyst", Role::analyst}}) {
    visit.as(name, role, name);
    CHECK(visit.get("/desk/pickups").status == 403);
    CHECK(visit.get(path).status == 403);
    CHECK(visit.post(path + "/phone", {}).status == 403);
    CHECK(visit.post(path + "/assign", {{"version", "1"}, {"crew", "x"}}).status == 403);
    CHECK(visit.get("/desk/sheets").status == 403);
  }
  visit.as("wang", Role::dispatcher);
  CHECK(visit.ask("POST", path + "/cancel", encoded({{"version", "1"}, {"reason", "x"}})).status == 403);
  CHECK(visit.ask("POST", path + "/cancel", encoded({{"form_key", "0"}, {"version", "1"}, {"reason", "x"}}))
            .status == 403);
  CHECK(visit.version_of(reference) == "1");
}

TEST_CASE("desk: over a change of a colleague only what was changed here is sent again") {
  DeskVisit visit;
  const std::string reference = booked(visit), path = "/desk/pickups/" + reference + "/change";
  visit.as("wang", Role::dispatcher);
  const http::Response form = visit.get(path);
  Fields mine{{"version", "1"}, {"note", "三楼"}};
  for (const std::string& name : {std::string("address"), std::string("slot"), first_item()}) {
    mine[name] = hidden(form.body, "was-" + name);
    mine["was-" + name] = mine[name];
  }
  mine["was-note"] = hidden(form.body, "was-note");
  contract::PickupChange theirs;
  theirs.address = "Garden Road 99";
  REQUIRE(visit.office.pickups->change_by_staff(reference, 1, theirs, test::kClerk));
  const http::Response stale = visit.post(path, mine);
  CHECK(stale.status == 412);
  CHECK(hidden(stale.body, "version") == "2");
  CHECK(holds(stale.body, "value=\"Garden Road 99\""));
  CHECK(holds(stale.body, ">三楼</textarea>"));
}

TEST_CASE("desk: a booking for a caller is on the record, and a session's end keeps what was typed") {
  DeskVisit visit;
  REQUIRE(visit.office.pickups->book_by_phone(test::sample_request(3), test::kClerk));
  const auto logged = visit.office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::LoggedEntry>> {
        return storage::access_entries(session, *visit.office.store, {}, 10);
      });
  CHECK(logged->front().entry.action == "booked");
  const http::Response over =
      visit.ask("POST", "/desk/cases/FK-AAA-AAA-AAA/answer",
                encoded({{"answer", "三天后<补收>"}, {"password", "geheim"}, {"form_key", "x"}}));
  CHECK(over.status == 401);
  CHECK(holds(over.body, "三天后&lt;补收&gt;"));
  CHECK_FALSE(holds(over.body, "geheim"));
}

TEST_CASE("a resident reads which office opened the booking, and no colleague's name") {
  DeskVisit visit;
  visit.office.pickups->set_staff_words(
      [&](const contract::Actor& actor) { return visit.accounts.office_of(actor); });
  const auto pickup = test::book(visit.office, test::sample_request(1));
  visit.as("wang", Role::dispatcher);
  const std::string path = "/desk/pickups/" + pickup->reference;
  CHECK(visit.get(path).status == 200);
  CHECK(visit.post(path + "/phone", {}).status == 200);
  REQUIRE(visit.office.pickups->show(pickup->reference, false, test::kClerk));
  const auto seen = visit.office.pickups->get(pickup->reference, pickup->token);
  REQUIRE(seen);
  const std::string told = contract::to_text(contract::looks_to_json(*seen->looks));
  CHECK(holds(told, contract::role_text(Role::dispatcher)));
  CHECK(holds(told, words_of(Text::server_office_operator)));
  CHECK(holds(told, "\"full_phone\":true"));
  CHECK_FALSE(holds(told, "wang"));
}

TEST_CASE("desk: a board that is left open notices what colleagues do, and keeps no session alive") {
  DeskVisit visit;
  const std::string reference = booked(visit, 1), path = "/desk/pickups/stamp?date=2026-11-26";
  visit.as("wang", Role::dispatcher);
  const std::string shown = visit.get("/desk/pickups?date=2026-11-26").body;
  const std::string before = visit.get(path).body;
  CHECK(holds(shown, "data-stamp=\"" + before + "\""));
  CHECK(holds(shown, "data-watch=\"" + path + "\""));
  CHECK(visit.get(path).body == before);
  const std::string other = visit.get("/desk/pickups/stamp?date=2026-11-27").body;
  REQUIRE(visit.office.pickups->assign(reference, "1 号车", test::kClerk));
  CHECK(visit.get(path).body != before);
  CHECK(visit.get("/desk/pickups/stamp?date=2026-11-27").body == other);
  CHECK(visit.get("/desk/pickups/stamp?date=2026-02-30").status == 400);
  for (int minutes = 0; minutes < 60; minutes += 5) {
    visit.office.clock.advance(300);
    (void)visit.get(path);
  }
  CHECK(visit.get(path).status == 401);
  visit.as("zhou", Role::crew, "1 号车");
  CHECK(visit.get(path).status == 403);
}
