// Run sheets at the county's desk, and the crew's pages on a phone.
#include <doctest/doctest.h>

#include "desk/sheets/sheet_pdf.hpp"
#include "desk_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kCrew = "1 号车";
const std::string kSheet = "/desk/sheets/2026-11-26?crew=1%20%E5%8F%B7%E8%BD%A6";

// A booking of Thursday that this crew has, on the morning of that day.
std::string given(DeskVisit& visit, int number = 1, const std::string& crew = kCrew) {
  const std::string reference = booked(visit, number);
  REQUIRE(visit.office.pickups->assign(reference, crew, test::kClerk));
  return reference;
}

void thursday(DeskVisit& visit) {
  visit.office.clock.set("2026-11-26T08:00:00+08:00");
}

// How often one who is signed in at the desk looked at this booking, by the access log.
std::size_t looks_at(DeskVisit& visit, const std::string& reference) {
  const auto found =
      visit.office.store->readers().run([&](storage::Session& session) -> contract::Result<std::size_t> {
        std::size_t looks = 0;
        for (const auto& row : storage::access_entries(session, *visit.office.store, {"", reference}, 100))
          looks += row.entry.actor.id.starts_with("desk:") && row.entry.action.starts_with("show") ? 1 : 0;
        return looks;
      });
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("desk: a sheet is dispatched once, later changes are marked, and the dispatched one stays") {
  DeskVisit visit;
  const std::string first = given(visit, 1), second = given(visit, 2);
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk/sheets?date=2026-11-26").body, kCrew));
  const http::Response sheet = visit.get(kSheet);
  CHECK(sheet.status == 200);
  CHECK(holds(sheet.body, "138********"));
  CHECK_FALSE(holds(sheet.body, "*0001"));  // it is printed, and they open the booking
  CHECK(holds(sheet.body, words_of(Text::server_work_tick_part)));
  const std::string frozen = "/desk/sheets/2026-11-26/frozen?crew=1%20%E5%8F%B7%E8%BD%A6";
  CHECK(visit.get(frozen).status == 404);
  CHECK(visit.post("/desk/sheets/2026-11-26/dispatch", {{"crew", "9 号车"}}).status == 409);
  CHECK(visit.post("/desk/sheets/2026-11-26/dispatch", {{"crew", kCrew}}).status == 303);
  CHECK(visit.post("/desk/sheets/2026-11-26/dispatch", {{"crew", kCrew}}).status == 303);
  CHECK_FALSE(holds(visit.get(kSheet).body, words_of(Text::server_work_removed)));
  REQUIRE(visit.office.pickups->cancel_by_staff(second, "搬家", test::kClerk));
  const std::string third = given(visit, 3);
  const std::string now = visit.get(kSheet).body;
  CHECK(holds(now, words_of(Text::server_work_removed)));
  CHECK(holds(now, words_of(Text::server_work_added)));
  CHECK(holds(now, third));
  const std::string then = visit.get(frozen).body;
  CHECK(holds(then, second));
  CHECK_FALSE(holds(then, third));
  CHECK(visit.get("/desk/sheets/2026-13-01").status == 404);
}

TEST_CASE("desk: whole numbers stand on a sheet when asked for; the workbook has them masked") {
  DeskVisit visit;
  given(visit, 7);
  visit.as("wang", Role::dispatcher);
  const std::string whole = visit.post("/desk/sheets/2026-11-26/phones", {{"crew", kCrew}}).body;
  CHECK(holds(whole, "13800000007"));
  CHECK(holds(whole, "<span class=\"noprint\">WF-"));  // not both on one paper
  const http::Response workbook = visit.get("/desk/sheets/2026-11-26/xlsx?crew=1%20%E5%8F%B7%E8%BD%A6");
  CHECK(workbook.status == 200);
  CHECK(workbook.body.starts_with("PK"));
  CHECK(holds(std::string(workbook.headers.value("Content-Disposition")), "run-sheet-2026-11-26.xlsx"));
  visit.as("liu", Role::officer);  // may see numbers, of cases
  CHECK(visit.post("/desk/sheets/2026-11-26/phones", {{"crew", kCrew}}).status == 403);
}

TEST_CASE("desk: sheets are erased with the bookings") {
  DeskVisit visit;
  given(visit);
  REQUIRE(visit.sheets.dispatch(*contract::parse_date("2026-11-26"), kCrew, test::kClerk));
  const auto before = *contract::parse_date("2026-11-27");
  CHECK(*visit.sheets.erase_before(before) == 0);  // the clock has not been watched for a day
  visit.office.clock.advance(25 * 3600);
  CHECK(*visit.sheets.erase_before(before) == 1);
  CHECK(visit.sheets.dispatched(*contract::parse_date("2026-11-26"))->empty());
}

TEST_CASE("desk: the crew sees its stops of today, the next one first, and no other crew's") {
  DeskVisit visit;
  const std::string ours = given(visit, 1), others = given(visit, 2, "2 号车");
  thursday(visit);
  visit.as("zhou", Role::crew, kCrew);
  CHECK(visit.get("/desk").headers.value("Location") == "/desk/stops");
  const http::Response stops = visit.get("/desk/stops");
  CHECK(stops.status == 200);
  CHECK(holds(stops.body, ours));
  CHECK_FALSE(holds(stops.body, others));
  CHECK(holds(stops.body, "geo:0,0?q="));
  CHECK_FALSE(holds(stops.body, "13800000001"));
  CHECK(holds(visit.post("/desk/stops/" + ours + "/phone", {}).body, "tel:13800000001"));
  CHECK(visit.get("/desk/stops/" + others).status == 404);
  CHECK(visit.post("/desk/stops/" + others + "/phone", {}).status == 404);
  CHECK(looks_at(visit, others) == 0);  // what was refused was not seen
  CHECK(looks_at(visit, ours) > 0);
  CHECK(visit.post("/desk/stops/" + others + "/collected", {}).status == 404);
  CHECK(visit.get("/desk/pickups/" + ours).status == 403);
}

TEST_CASE("desk: what became of a stop: weight, a weight that is asked once more, a reason, a second press") {
  DeskVisit visit;
  const std::string first = given(visit, 1), second = given(visit, 2), third = given(visit, 3);
  thursday(visit);
  visit.as("zhou", Role::crew, kCrew);
  const std::string path = "/desk/stops/" + first + "/collected";
  CHECK(visit.post(path, {{"kilograms", "about 30"}}).status == 400);
  const http::Response heavy = visit.post(path, {{"kilograms", "900"}});
  CHECK(heavy.status == 400);
  CHECK(holds(heavy.body, "name=\"sure\""));
  CHECK(holds(heavy.body, "value=\"900\""));
  CHECK(visit.post(path, {{"kilograms", "9000"}, {"sure", "on"}}).status == 400);
  CHECK(visit.post(path, {{"kilograms", "３５．５"}}).status == 303);
  CHECK(visit.post(path, {{"kilograms", "35.5"}}).status == 303);  // the same button twice
  CHECK(visit.office.pickups->show(first, false, test::kClerk)->collected_grams == 35500);
  CHECK(visit.post("/desk/stops/" + second + "/missed", {{"why", "no such"}}).status == 400);
  CHECK(visit.post("/desk/stops/" + second + "/missed", {{"why", "nothing_out"}}).status == 303);
  const std::string third_item = bulky().items.front().id;
  const http::Response clash = visit.post("/desk/stops/" + second + "/collected", {{"kilograms", "9"}});
  CHECK(clash.status == 409);
  CHECK(visit.post("/desk/stops/" + third + "/collected", {{"kilograms", ""}}).status == 400);
  CHECK(visit.post("/desk/stops/" + third + "/collected", {{"kilograms", "20"}, {"piece-" + third_item, "0"}})
            .status == 400);
  CHECK(visit.post("/desk/stops/" + third + "/collected", {{"kilograms", "20"}, {"piece-" + third_item, "1"}})
            .status == 303);
  const std::string stops = visit.get("/desk/stops").body;
  CHECK(holds(stops, words_of(Text::server_work_status_completed)));
  CHECK(holds(stops, words_of(Text::server_work_status_not_presented)));
}

TEST_CASE("desk: a crew that leaves a part says why, beside the number of pieces; the resident reads it") {
  DeskVisit visit;
  contract::PickupRequest request = test::sample_request(1);
  request.items.front().quantity = 2;
  const auto pickup = test::book(visit.office, request);
  REQUIRE(pickup);
  REQUIRE(visit.office.pickups->assign(pickup->reference, kCrew, test::kClerk));
  const std::string single = given(visit, 2);
  thursday(visit);
  visit.as("zhou", Role::crew, kCrew);
  const std::string path = "/desk/stops/" + pickup->reference;
  CHECK(holds(visit.get(path).body, "name=\"left\""));
  CHECK_FALSE(holds(visit.get("/desk/stops/" + single).body, "name=\"left\""));  // one piece has no part
  Fields part{{"kilograms", "20"}, {"piece-" + request.items.front().item, "1"}, {"left", ""}};
  const http::Response unsaid = visit.post(path + "/collected", part);
  CHECK(unsaid.status == 400);
  CHECK(holds(unsaid.body, "href=\"#left\""));
  CHECK(holds(unsaid.body, "value=\"20\""));
  part["left"] = "nothing_out";  // of another kind
  CHECK(visit.post(path + "/collected", part).status == 400);
  part["left"] = "no_room";
  Fields whole = part;
  whole["piece-" + request.items.front().item] = "2";  // then nothing was left
  const http::Response both = visit.post(path + "/collected", whole);
  CHECK(both.status == 400);
  CHECK(holds(both.body, words_of(Text::server_crew_left_whole)));
  CHECK(visit.post(path + "/collected", part).status == 303);
  CHECK(visit.post(path + "/collected", part).status == 303);  // the same button twice
  const contract::Pickup seen = *visit.office.pickups->get(pickup->reference, pickup->token);
  CHECK(seen.status == contract::PickupStatus::partly_collected);
  CHECK(seen.aftermath.outcome->revision == 1);
  CHECK(holds(seen.aftermath.outcome->words, "装不下"));
  CHECK(
      visit.post("/desk/stops/" + single + "/collected", {{"kilograms", "9"}, {"left", "no_room"}}).status ==
      303);
  CHECK(visit.office.pickups->show(single, false, test::kClerk)->pickup.aftermath.outcome->words.empty());
}

TEST_CASE("desk: the start says what waits, by what one may do") {
  DeskVisit visit;
  booked(visit, 1);
  thursday(visit);
  visit.as("wang", Role::dispatcher);
  const std::string home = visit.get("/desk").body;
  CHECK(holds(home, words_of(Text::server_work_home_unassigned)));
  CHECK_FALSE(holds(home, words_of(Text::server_work_home_cases)));
  visit.as("liu", Role::officer);
  CHECK(holds(visit.get("/desk").body, words_of(Text::server_work_home_overdue)));
  visit.as("analyst", Role::analyst);
  CHECK(holds(visit.get("/desk").body, words_of(Text::server_work_home_nothing)));
}

TEST_CASE("desk: the sheet as PDF has every stop, a title on each page, and the dispatched one stays") {
  DeskVisit visit;
  for (int number = 1; number <= 3; ++number) given(visit, number);
  visit.as("wang", Role::dispatcher);
  const std::string path = "/desk/sheets/2026-11-26/pdf?crew=1%20%E5%8F%B7%E8%BD%A6";
  const std::string frozen = "/desk/sheets/2026-11-26/frozen/pdf?crew=1%20%E5%8F%B7%E8%BD%A6";
  const http::Response pdf = visit.get(path);
  CHECK(pdf.status == 200);
  CHECK(pdf.headers.value("Content-Type") == "application/pdf");
  CHECK(pdf.headers.value("Cache-Control") == "private, no-store");
  CHECK(pdf.body.starts_with("%PDF-"));
  CHECK(visit.get(frozen).status == 404);
  CHECK(visit.get("/desk/sheets/2026-02-30/pdf").status == 404);
  auto sheet = visit.sheets.sheet(*contract::parse_date("2026-11-26"), kCrew, false, test::kClerk);
  REQUIRE(sheet);
  for (int more = 0; more < 30; ++more) {
    sheet->lines.push_back(sheet->lines.front());
    sheet->lines.back().row.reference = "WF-LINE-" + std::to_string(more);
  }
  const auto pages = http::sheet_paper({*sheet, "https://example.org/desk/stops"});
  CHECK(pages.size() > 1);
  std::string all;
  for (const std::string& page : pages) {
    CHECK(holds(page, words_of(Text::server_work_sheet)));
    CHECK(holds(page, words_of(Text::server_work_signature)));
    CHECK_FALSE(holds(page, "13800000001"));
    CHECK_FALSE(holds(page, "*0001"));  // they open the booking
    CHECK(holds(page, "138********"));
    all += page;
  }
  for (const service::SheetLine& line : sheet->lines) CHECK(holds(all, line.row.reference));
}

TEST_CASE("desk: what residents write cannot leave its place on the PDF") {
  service::CrewSheet sheet{*contract::parse_date("2026-11-26"), "<b>", {}, std::nullopt};
  service::SheetLine line;
  line.row.address = "</text></svg><script>\"&'";
  line.row.note = std::string(400, 'x') + "\n\xF0\xA0\x80\x80";
  sheet.lines.assign(3, line);
  const auto pdf = http::sheet_pdf({sheet, ""});
  REQUIRE(pdf);
  CHECK(pdf->starts_with("%PDF-"));
  for (const std::string& page : http::sheet_paper({sheet, ""})) CHECK_FALSE(holds(page, "<script>"));
  sheet.lines.clear();
  CHECK(http::sheet_paper({sheet, ""}).size() == 1);
}
