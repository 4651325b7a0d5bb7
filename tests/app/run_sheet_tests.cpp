// What leaves the portal as a file about bookings: the crew's run sheet, the resident's calendar entry.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "county/county_content.hpp"
#include "pickup/export/pickup_calendar.hpp"
#include "pickup/export/run_sheet.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

app::RunSheet sample_sheet() {
  service::RunSheetRow row;
  row.reference = "WF-222-222-222";
  row.start_minute = 510;
  row.end_minute = 690;
  row.area_name = "A";
  row.address = "=HYPERLINK(\"x\")";
  row.contact_name = "O\"Neil, Li";
  row.phone = "138****0001";
  row.items = "sofa 1";
  row.note = "two\nlines";
  return {row};
}

}  // namespace

TEST_CASE("the run sheet as CSV opens in a spreadsheet and runs no formula") {
  const std::string csv = app::run_sheet_csv(sample_sheet());
  CHECK(csv.starts_with("\xEF\xBB\xBF"));
  CHECK(holds(csv, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK(holds(csv, "\"O\"\"Neil, Li\""));
  CHECK(holds(csv, "\"two\nlines\""));
  CHECK(csv.ends_with("\r\n"));
}

TEST_CASE("a landline in the run sheet can be dialled after a spreadsheet has opened it") {
  app::RunSheet sheet = sample_sheet();
  sheet[0].phone = "06353281299";
  CHECK(holds(app::run_sheet_csv(sheet), ",0635-3281299,"));
}

TEST_CASE("a run sheet that is handed on has no digits that open a booking, unless they were asked for") {
  app::RunSheet sheet = sample_sheet();
  sheet[0].proxy = contract::PickupProxy{"Wang", "139****0002", true};
  sheet[0].note = "call 138 0000 0001";
  sheet[0].address = "house 7, +86-139-0000-0002";
  for (const std::string& text : {app::run_sheet_csv(sheet), app::run_sheet_table(sheet)}) {
    CHECK(holds(text, "138********"));
    CHECK(holds(text, "Wang 139********"));
    CHECK_FALSE(holds(text, "0001"));
    CHECK_FALSE(holds(text, "0002"));
  }
  sheet[0].phone = "13800000001";
  CHECK(holds(app::run_sheet_csv(sheet), "13800000001"));
  CHECK(holds(app::run_sheet_csv(sheet), "call 138 0000 0001"));
}

TEST_CASE("the run sheet as a table keeps one line per pickup") {
  const std::string table = app::run_sheet_table(sample_sheet());
  CHECK(std::count(table.begin(), table.end(), '\n') == 3);
  CHECK(holds(table, "two lines"));
}

TEST_CASE("the run sheet as a workbook is a zip archive with one sheet") {
  const auto workbook = app::run_sheet_xlsx(sample_sheet(), "2026-11-26");
  REQUIRE(workbook);
  CHECK(workbook->starts_with("PK"));
  CHECK(workbook->size() > 3000);
}

TEST_CASE("a workbook that cannot be written is an error with its reason, not an empty file") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nonexistent-for-this-test", 1);
  const auto refused = app::run_sheet_xlsx(sample_sheet(), "2026-11-26");
  if (before)
    setenv("TMPDIR", kept.c_str(), 1);
  else
    unsetenv("TMPDIR");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == contract::ErrorCode::internal);
  CHECK(refused.error().detail.find("temporary directory") != std::string::npos);
  CHECK(app::run_sheet_xlsx(sample_sheet(), "2026-11-26"));
}

TEST_CASE("a calendar entry of a cancelled booking cancels") {
  contract::Pickup pickup;
  pickup.reference = "WF-222-222-222";
  pickup.slot = {"", *contract::parse_date("2026-11-26"), 510, 690, 0, 0};
  const auto& site = test::real_content()->get<service::CountyContent>().site;
  const std::string booked = http::pickup_calendar(pickup, site, "place", 0);
  CHECK(holds(booked, "DTSTART:20261126T003000Z"));
  CHECK(holds(booked, "BEGIN:VALARM"));
  CHECK_FALSE(holds(booked, "METHOD:"));  // it would ask for an organizer (RFC 5546 3.2.1)
  pickup.status = contract::PickupStatus::cancelled;
  CHECK(holds(http::pickup_calendar(pickup, site, "place", 0), "STATUS:CANCELLED"));
}
