// The tables of ledgers that offices ask for: every layout of the content, and what stands in one of a record
// that was carried through.
#include "lib/table/unzip.hpp"
#include "lib/table/xlsx_rows.hpp"
#include "support/waste_fixture.hpp"
#include "waste/balance/waste_ledger_service.hpp"
#include "waste/book/waste_book.hpp"

using namespace wufei;
using contract::ManifestState;
using test::kTonne;
using test::WasteYard;

namespace {

struct Book {
  explicit Book(WasteYard& yard, std::int64_t party)
      : ledger(*yard.office.store, *yard.office.source, yard.office.clock) {
    storage::MovementFilter filter;
    filter.party = party;
    filter.from = 202601;
    filter.until = 202611;
    auto view = ledger.view(filter, 0, 1000);
    REQUIRE(view);
    const auto shipments = http::shipments_of(*yard.office.store, view->rows);
    REQUIRE(shipments);
    const auto content = test::real_content();
    auto made = http::waste_book({caller, content->get<service::WasteContent>(), filter, std::move(*view),
                                  contract::china_date(yard.office.clock.now())},
                                 *shipments);
    REQUIRE(made);
    bytes = std::move(*made);
  }
  [[nodiscard]] std::string texts() const {
    return service::Unzip(bytes).part("xl/sharedStrings.xml", 1 << 20).value_or("");
  }
  [[nodiscard]] bool has(const std::string& text) const { return texts().find(text) != std::string::npos; }

  contract::StaffCaller caller;
  service::WasteLedgerService ledger;
  std::string bytes;
};

}  // namespace

TEST_CASE("waste book: each layout has a field, kinds, a title for each column and says what it rests on") {
  const auto& content = test::real_content()->get<service::WasteContent>();
  CHECK(content.layouts.size() >= 10);
  for (const contract::WasteLayout& layout : content.layouts) {
    CAPTURE(layout.id);
    CHECK(content.find(layout.field) != nullptr);
    CHECK_FALSE(layout.basis.empty());
    for (const std::string& kind : layout.kinds) CHECK(storage::movement_from_name(kind));
    int kept = 0;
    for (const contract::WasteColumn& column : layout.columns) {
      CHECK_FALSE(column.title.empty());
      kept += column.value.empty() ? 0 : 1;
    }
    CHECK(kept >= 4);
  }
}

TEST_CASE("waste book: what left the factory is in its table with carrier, plate and receiver, no driver") {
  WasteYard yard;
  const std::string number = yard.at(ManifestState::arrived);
  REQUIRE(yard.act(number, contract::ManifestAction::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  const Book factory(yard, yard.factory);
  CHECK(service::Unzip(factory.bytes).part("xl/worksheets/sheet5.xml", 1 << 20));
  for (const std::string& text : {number, std::string("Canary Carrier"), std::string("Canary Plant"),
                                  std::string(WasteYard::kPlate), std::string("SW03")})
    CHECK_MESSAGE(factory.has(text), text);
  CHECK_FALSE(factory.has("Canary Driver"));
  CHECK_FALSE(factory.has("13899998888"));
  // The first sheet is the list of what was generated: nothing was, and it says so.
  const auto first = service::xlsx_rows(factory.bytes, 50);
  REQUIRE(first);
  CHECK(first->rows.size() == 5);
}

TEST_CASE("waste book: sums of a code are in its list; what was taken back is in no table") {
  WasteYard yard;
  const auto post = [&](std::int64_t grams, const char* day) {
    storage::Movement row;
    row.party = yard.factory;
    row.field = "industrial";
    row.code = "SW01";
    row.grams = grams;
    row.on = *contract::parse_date(day);
    row.by = "desk:canary";
    row.at = yard.office.clock.now();
    const auto made =
        yard.office.store->writer().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
          return yard.balances.post(session, row);
        });
    REQUIRE(made);
    return *made;
  };
  post(12'500'000, "2026-10-05");
  const std::int64_t wrong = post(700 * kTonne, "2026-10-06");
  storage::Movement who;
  who.reason = "typed twice";
  who.at = yard.office.clock.now();
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    REQUIRE(yard.balances.take_back(session, yard.factory, wrong, who));
    return contract::ok();
  }));
  const Book book(yard, yard.factory);
  const auto first = service::xlsx_rows(book.bytes, 50);
  REQUIRE(first);
  REQUIRE(first->rows.size() == 5);
  const auto& cells = first->rows.back().cells;
  CHECK(cells.front() == "SW01");
  CHECK(std::find(cells.begin(), cells.end(), "12.5") != cells.end());
  for (int sheet = 1; sheet <= 5; ++sheet) {
    const auto part =
        service::Unzip(book.bytes).part("xl/worksheets/sheet" + std::to_string(sheet) + ".xml", 1 << 20);
    REQUIRE(part);
    CHECK(part->find(">700<") == std::string::npos);
  }
}

TEST_CASE("waste book: in and out of store are the lines of storage, also of one that was given up") {
  WasteYard yard("hazardous", "HW08");
  const auto write = [&](auto work) {
    REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
      work(session);
      return contract::ok();
    }));
  };
  std::int64_t store = 0, line = 0;
  write([&](storage::Session& session) {
    store = yard.parties.add_facility(
        session, {0, yard.factory, "ZC001", "storage", "Canary Store", "371524001", 0, false});
    line = yard.parties.add_facility(
        session, {0, yard.factory, "SC001", "generation", "Canary Line", "371524001", 0, false});
  });
  const auto post = [&](std::int64_t facility, storage::MovementKind kind, std::int64_t grams) {
    storage::Movement row;
    row.party = yard.factory;
    row.facility = facility;
    row.field = "hazardous";
    row.code = "HW08";
    row.kind = kind;
    row.grams = grams;
    row.on = *contract::parse_date("2026-11-05");
    row.at = yard.office.clock.now();
    write([&](storage::Session& session) { (void)yard.balances.post(session, row); });
  };
  post(store, storage::MovementKind::generate, 3'125'000);
  post(line, storage::MovementKind::generate, 5'250'000);
  post(store, storage::MovementKind::self_dispose, -2'375'000);
  post(0, storage::MovementKind::self_dispose, -1'750'000);
  write([&](storage::Session& session) { CHECK(yard.parties.end_facility(session, yard.factory, store)); });
  const Book book(yard, yard.factory);
  const auto has = [&](int sheet, const char* amount) {
    const auto part =
        service::Unzip(book.bytes).part("xl/worksheets/sheet" + std::to_string(sheet) + ".xml", 1 << 20);
    REQUIRE(part);
    return part->find(">" + std::string(amount) + "<") != std::string::npos;
  };
  // Produced, into store, out of store, own use and disposal.
  CHECK((has(1, "3.125") && has(1, "5.25")));
  CHECK((has(2, "3.125") && !has(2, "5.25") && !has(2, "2.375")));
  CHECK((has(3, "2.375") && !has(3, "1.75") && !has(3, "3.125")));
  CHECK((has(4, "2.375") && has(4, "1.75")));
  CHECK(book.has("ZC001 Canary Store"));
}

TEST_CASE("waste book: where a code comes from and what it is like is told by the party's streams") {
  WasteYard yard;
  const contract::Date from = WasteYard::day("2026-01-01");
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    const storage::WasteStreamStore streams(*yard.office.store);
    contract::WasteStream one;
    one.party = yard.factory;
    one.name = "slag";
    one.code = "SW01";
    one.process = "Canary furnace";
    one.features = {"C2"};
    one.way = "entrust_use";
    one.active_from = from;
    streams.add(session, one);
    one.name = "other slag";  // of the same furnace
    streams.add(session, one);
    one.party = yard.plant;
    one.process = "Canary elsewhere";
    streams.add(session, one);
    storage::Movement row;
    row.party = yard.factory;
    row.field = "industrial";
    row.code = "SW01";
    row.grams = kTonne;
    row.on = from;
    row.at = yard.office.clock.now();
    yard.balances.post(session, row);
    return contract::ok();
  }));
  const Book book(yard, yard.factory);
  const auto first = service::xlsx_rows(book.bytes, 50);
  REQUIRE(first);
  const auto& cells = first->rows.back().cells;
  CHECK(std::count(cells.begin(), cells.end(), "Canary furnace") == 1);
  CHECK(std::count(cells.begin(), cells.end(), "第Ⅱ类") == 1);
  CHECK_FALSE(book.has("Canary elsewhere"));
}

TEST_CASE("waste book: a party of a field without tables has none") {
  WasteYard yard("recyclable", "SW17");
  service::WasteLedgerService ledger(*yard.office.store, *yard.office.source, yard.office.clock);
  storage::MovementFilter filter;
  filter.party = yard.factory;
  filter.from = filter.until = 202611;
  auto view = ledger.view(filter, 0, 10);
  REQUIRE(view);
  const contract::StaffCaller caller;
  const auto content = test::real_content();
  const auto made = http::waste_book({caller, content->get<service::WasteContent>(), filter, std::move(*view),
                                      *contract::parse_date("2026-11-24")},
                                     {});
  REQUIRE_FALSE(made);
  CHECK(made.error().code == contract::ErrorCode::not_found);
}
