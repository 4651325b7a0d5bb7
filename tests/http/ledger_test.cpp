// The ledger from an outcome to what is published: the desk's page and workbook, a correction, the public
// page, the open data.
#include "desk_visit.hpp"
#include "kept_reply.hpp"
#include "ledger/desk/ledger_page.hpp"
#include "ledger/recovery/recovery_datasets.hpp"
#include "ledger/recovery/recovery_pages.hpp"
#include "lib/page/document_html.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/table/dataset_formats.hpp"
#include "support/raw_database.hpp"
#include "zip_parts.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kCrew = "1 号车";
const service::Turn kTurn(std::chrono::steady_clock::time_point::max(), [] { return false; });

struct LedgerVisit : DeskVisit {
  LedgerVisit() {
    http::add_ledger_pages(door, ledger, *office.source, office.clock);
    http::add_recovery_pages(book, ledger, *office.source);
    service::add_recovery_datasets(registry, ledger);
    REQUIRE(ledger.catch_up(kTurn));
  }
  // Bookings of Thursday in the morning, each on the crew's sheet.
  void dispatched(int count, const std::string& category = "bulky") {
    for (int i = 0; i < count; ++i) {
      const auto pickup = test::book(office, test::sample_request(++number, category));
      REQUIRE(pickup);
      REQUIRE(office.pickups->assign(pickup->reference, kCrew, test::kClerk));
      references.push_back(pickup->reference);
    }
    REQUIRE(sheets.dispatch(*contract::parse_date("2026-11-26"), kCrew, test::kClerk));
  }
  void collect(std::size_t index, std::int64_t grams, int replaces = 0) {
    contract::Outcome outcome;
    outcome.grams = grams;
    outcome.replaces = replaces;
    REQUIRE(office.pickups->record_outcome(references[index], outcome, test::kClerk));
  }
  void miss(std::size_t index) {
    contract::Outcome outcome;
    outcome.kind = contract::OutcomeKind::not_presented;
    outcome.reason = "nothing_out";
    REQUIRE(office.pickups->record_outcome(references[index], outcome, test::kClerk));
  }
  void at(const char* instant) { office.clock.set(instant); }
  // In December, when the clock was watched for more than a day.
  void close_november() {
    at("2026-12-10T01:00:00+08:00");
    REQUIRE(*ledger.close_months() == 0);
    at("2026-12-11T02:00:00+08:00");
    REQUIRE(*ledger.close_months() == 1);
  }
  std::string page(const std::string& path) {
    const auto document = book.open(path);
    REQUIRE(document);
    http::HtmlWriter out;
    http::write_document(out, *document);
    return out.take();
  }
  std::string csv(const std::string& name) {
    const auto tables = registry.make_all(*office.source->current());
    REQUIRE(tables);
    for (const service::Dataset& table : *tables)
      if (table.name == name) return http::dataset_csv(table);
    return {};
  }

  service::LedgerService ledger{*office.store, *office.source, office.clock};
  service::DatasetRegistry registry;
  std::vector<std::string> references;
  int number = 0;
};

std::string area() {
  return test::real_content()->get<service::CountyContent>().areas.front().code;
}

}  // namespace

TEST_CASE("ledger: from an outcome over its correction to the public page and the data") {
  LedgerVisit visit;
  visit.dispatched(8);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  visit.miss(6);
  visit.at("2026-11-26T18:00:00+08:00");
  visit.collect(7, 10000);  // late
  visit.collect(0, 25500, 1);
  visit.as("chen", Role::analyst);
  const http::Response desk = visit.get("/desk/ledger?month=2026-11");
  CHECK(desk.status == 200);
  CHECK(holds(desk.body, visit.references[0]));
  CHECK(holds(desk.body, contract::text(Text::server_ledger_reverses, {{"row", "1"}})));
  CHECK(holds(desk.body, words_of(Text::server_ledger_no_destination)));
  CHECK(holds(desk.body, "135.5"));
  CHECK(visit.ledger.recovery().value()->empty());  // November is not closed
  CHECK(holds(visit.page("/recovery"), words_of(Text::server_recovery_not_yet)));

  visit.close_november();
  const std::string page = visit.page("/recovery");
  CHECK(page == visit.page("/recovery/2026-11"));
  CHECK(holds(page, "135.5"));
  // One late, one missed: few; something else is not shown either, or they could be computed.
  CHECK(holds(page, words_of(Text::server_recovery_few)));
  CHECK(holds(page, words_of(Text::server_recovery_guarded)));
  CHECK_FALSE(visit.book.open("/recovery/2026-12"));
  CHECK_FALSE(visit.book.open("/recovery/2026-10"));
  CHECK_FALSE(visit.book.open("/recovery/x"));
  const std::string data = visit.csv("recovery_by_month");
  CHECK(holds(data, "2026-11," + area() + ","));
  CHECK(holds(data, "2026-11,all,,all,,7,135.5,open"));
  const std::string times = visit.csv("pickup_punctuality");
  CHECK(holds(times, "2026-11,planned,"));
  CHECK(holds(times, ",late,"));
  CHECK_FALSE(holds(data + times, visit.references[0]));
}

TEST_CASE("ledger: a published month does not change; what comes later stands in the month it comes in") {
  LedgerVisit visit;
  visit.dispatched(8);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  visit.close_november();
  const std::string page = visit.page("/recovery/2026-11"), data = visit.csv("recovery_by_month"),
                    times = visit.csv("pickup_punctuality");
  visit.collect(6, 99000);  // a sheet of paper that was found
  CHECK(visit.page("/recovery/2026-11") == page);
  CHECK(visit.csv("recovery_by_month") == data);
  CHECK(visit.csv("pickup_punctuality") == times);
  visit.as("chen", Role::analyst);
  CHECK(holds(visit.get("/desk/ledger?month=2026-12").body, visit.references[6]));
  visit.at("2027-02-10T13:00:00+08:00");
  REQUIRE(*visit.ledger.close_months() == 0);
  CHECK(visit.ledger.recovery().value()->size() == 1);  // the clock leapt two months: nobody believes it yet
  visit.office.clock.advance(25 * 3600);
  REQUIRE(*visit.ledger.close_months() == 2);
  const auto months = visit.ledger.recovery();
  REQUIRE(months);
  REQUIRE((*months)->size() == 3);
  CHECK((**months)[1].collected);
  CHECK_FALSE((**months)[2].collected);
  // One stop only: not a number of it is shown.
  CHECK_FALSE(holds(visit.csv("recovery_by_month"), "99"));
  CHECK(holds(visit.page("/recovery/2026-12"), words_of(Text::server_recovery_few)));
  const std::string january = visit.page("/recovery/2027-01");
  CHECK(holds(january, words_of(Text::server_recovery_nothing)));
  CHECK(holds(january, words_of(Text::server_recovery_no_sheets)));
}

TEST_CASE("ledger: the counts of a month outlive its sheets, and wait for a clock that can be believed") {
  LedgerVisit visit;
  visit.dispatched(6);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  visit.at("2026-12-11T12:00:00+08:00");
  CHECK(*visit.ledger.close_months() == 0);  // it leapt two weeks
  visit.office.clock.advance(25 * 3600);
  CHECK(*visit.ledger.close_months() == 1);
  CHECK(*visit.ledger.close_months() == 0);
  const std::string times = visit.csv("pickup_punctuality");
  CHECK(holds(times, "2026-11,on_time,"));
  CHECK(holds(times, ",6,open"));
  REQUIRE(*visit.sheets.erase_before(*contract::parse_date("2026-11-27")) == 1);
  CHECK(visit.csv("pickup_punctuality") == times);
}

TEST_CASE("ledger: a clock that leapt publishes nothing, and what is published stays when it goes back") {
  LedgerVisit visit;
  visit.dispatched(6);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  visit.at("2031-06-15T09:30:00+08:00");
  REQUIRE(*visit.ledger.close_months() == 0);
  CHECK(*visit.ledger.last_closed() == 0);
  CHECK(visit.ledger.recovery().value()->empty());
  CHECK(holds(visit.page("/recovery"), words_of(Text::server_recovery_not_yet)));
  CHECK_FALSE(holds(visit.csv("recovery_by_month"), "2026-11"));
  visit.close_november();
  CHECK(*visit.ledger.last_closed() == 202611);
  const std::string page = visit.page("/recovery");
  visit.at("2026-11-01T00:00:00+08:00");
  REQUIRE(*visit.ledger.close_months() == 0);
  CHECK(*visit.ledger.last_closed() == 202611);
  CHECK(visit.page("/recovery") == page);
  // December without a sheet is closed as well.
  for (const char* moment : {"2027-01-10T01:00:00+08:00", "2027-01-11T02:00:00+08:00"}) {
    visit.at(moment);
    REQUIRE(visit.ledger.close_months());
  }
  CHECK(*visit.ledger.last_closed() == 202612);
  CHECK(visit.ledger.recovery().value()->size() == 2);
}

TEST_CASE("ledger: a clock that goes back puts nothing into a published month") {
  LedgerVisit visit;
  visit.dispatched(8);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  visit.close_november();
  const std::string page = visit.page("/recovery/2026-11"), data = visit.csv("recovery_by_month");
  visit.at("2026-11-27T09:30:00+08:00");  // by this clock November is open
  visit.collect(6, 99000);
  visit.collect(0, 31000, 1);
  visit.at("2026-12-11T02:00:00+08:00");
  CHECK(visit.page("/recovery/2026-11") == page);
  CHECK(visit.csv("recovery_by_month") == data);
  const auto december = visit.ledger.view({202612, {}, {}, {}}, 100);
  REQUIRE(december);
  REQUIRE(december->entries.size() == 3);  // a stop, and what a correction takes back and enters
  for (const storage::ListedLedgerEntry& row : december->entries)
    CHECK(contract::format_date(row.entry.date) == "2026-11-26");
}

TEST_CASE("ledger: whatever address is asked for, the ledger is added up once for what is published") {
  LedgerVisit visit;
  visit.dispatched(6);
  visit.at("2026-11-26T09:30:00+08:00");
  for (std::size_t i = 0; i < 6; ++i) visit.collect(i, 20000);
  const auto before = *visit.ledger.recovery();
  CHECK(before == *visit.ledger.recovery());
  visit.close_november();
  const auto closed = *visit.ledger.recovery();
  REQUIRE(closed->size() == 1);
  CHECK(before->empty());  // whoever has it still has it
  CHECK(closed == *visit.ledger.recovery());
  const auto content = test::edited<service::CountyContent>(
      *visit.office.source->current(), [](auto& part) { part.areas.front().name = "New name"; });
  REQUIRE(visit.office.source->replace(content));
  const auto renamed = *visit.ledger.recovery();
  CHECK(renamed != closed);
  CHECK(renamed == *visit.ledger.recovery());
  const std::string page = visit.page("/recovery/2026-11");
  CHECK(holds(page, "New name"));
  // Nothing can be added up any more.
  test::RawDatabase(visit.office.scratch.path() / "data").execute("DROP TABLE ledger_entry");
  CHECK(visit.page("/recovery/2026-11") == page);
  REQUIRE(visit.office.source->replace(test::real_content()));
  for (const char* none : {"x", "2026-13", "2026-12", "9999-12", "2026-11-01"}) {
    CAPTURE(none);
    const auto document = visit.book.open(std::string("/recovery/") + none);
    REQUIRE_FALSE(document);
    CHECK(document.error().code == contract::ErrorCode::not_found);
  }
  const auto broken = visit.book.open("/recovery/2026-11");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code != contract::ErrorCode::not_found);
}

TEST_CASE("ledger: filters stand in the address, and odd ones do no harm") {
  LedgerVisit visit;
  visit.dispatched(2);
  visit.at("2026-11-26T09:30:00+08:00");
  visit.collect(0, 20000);
  visit.as("chen", Role::analyst);
  const std::string all = visit.get("/desk/ledger").body;
  CHECK(holds(all, visit.references[0]));
  CHECK(holds(visit.get("/desk/ledger?crew=1%20%E5%8F%B7%E8%BD%A6&category=bulky&area=" + area()).body,
              visit.references[0]));
  for (const char* none : {"month=2025-01", "crew=9", "category=clothes", "area=x", "before=1",
                           "crew=%27%20OR%201=1--", "area=%3Cscript%3E"}) {
    CAPTURE(none);
    const http::Response response = visit.get(std::string("/desk/ledger?") + none);
    CHECK(response.status == 200);
    CHECK(holds(response.body, words_of(Text::server_ledger_empty)));
    CHECK_FALSE(holds(response.body, "<script>"));
  }
  for (const char* ignored : {"month=2026-13", "before=-5", "before=x", "month=%27"})
    CHECK(holds(visit.get(std::string("/desk/ledger?") + ignored).body, visit.references[0]));
  const http::Response workbook = visit.get("/desk/ledger/xlsx?month=2026-11");
  CHECK(workbook.status == 200);
  CHECK(workbook.body.starts_with("PK"));
  CHECK(holds(std::string(workbook.headers.value("Content-Disposition")), "ledger-2026-11.xlsx"));
  CHECK(visit.get("/desk/ledger/xlsx?month=2020-01").status == 200);
}

TEST_CASE("ledger: the workbook is ready to be printed, and a crew that is called a formula is a text") {
  LedgerVisit visit;
  const auto pickup = test::book(visit.office, test::sample_request(1));
  REQUIRE(pickup);
  REQUIRE(visit.office.pickups->assign(pickup->reference, "=HYPERLINK(1)", test::kClerk));
  visit.references = {pickup->reference};
  visit.at("2026-11-26T09:30:00+08:00");
  visit.collect(0, 12500);
  visit.as("chen", Role::analyst);
  const auto parts = zip_parts(visit.get("/desk/ledger/xlsx?month=2026-11").body);
  const std::string texts = parts.at("xl/sharedStrings.xml").text;
  for (const std::string& said :
       {std::string("=HYPERLINK(1)"), contract::text(Text::server_ledger_book_title, {{"county", "东阿县"}}),
        words_of(Text::server_ledger_destination), words_of(Text::server_ledger_no_destination),
        contract::text(Text::server_ledger_book_unit, {{"day", "2026-11-26"}})})
    CHECK(holds(texts, said));
  for (const char* sheet : {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}) {
    const std::string xml = parts.at(sheet).text;
    CHECK_FALSE(holds(xml, "<f>"));
    CHECK(holds(xml, "orientation=\"landscape\""));
    CHECK(holds(xml, "fitToHeight=\"0\""));
  }
  CHECK(holds(parts.at("xl/workbook.xml").text, "$1:$4"));  // on every page
}

TEST_CASE("ledger: whoever reads reports reads it; a crew does not") {
  LedgerVisit visit;
  for (const auto& [name, role] :
       {std::pair("dispatch", Role::dispatcher), std::pair("officer", Role::officer),
        std::pair("admin", Role::administrator)}) {
    visit.as(name, role);
    CHECK(visit.get("/desk/ledger").status == 200);
  }
  visit.as("crew", Role::crew, kCrew);
  CHECK(visit.get("/desk/ledger").status == 403);
  CHECK(visit.get("/desk/ledger/xlsx").status == 403);
  visit.cookie.clear();
  CHECK(visit.get("/desk/ledger").status == 303);
}
