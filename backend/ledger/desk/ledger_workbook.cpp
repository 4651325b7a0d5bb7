#include "ledger/desk/ledger_workbook.hpp"

#include "county/county_content.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/words.hpp"
#include "lib/table/workbook.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using contract::words;
using service::Cell;
using service::CellStyle;
using service::TitledColumn;
using service::WorkbookSheet;

constexpr std::size_t kHeadRows = 3;  // title; period and scope; unit and day
constexpr TitledColumn kRowColumns[] = {
    {Text::server_ledger_number, 8},     {Text::server_ledger_date, 12},
    {Text::server_ledger_area, 16},      {Text::server_ledger_category, 22},
    {Text::server_ledger_item, 16},      {Text::server_ledger_pieces, 8},
    {Text::server_ledger_kilograms, 10}, {Text::server_ledger_destination, 24},
    {Text::server_ledger_crew, 14},      {Text::server_ledger_reference, 18},
    {Text::server_ledger_reversal, 18},  {Text::server_ledger_month, 14}};
constexpr TitledColumn kSumColumns[] = {{Text::server_ledger_what, 28},
                                        {Text::server_ledger_stops, 12},
                                        {Text::server_ledger_pieces, 12},
                                        {Text::server_ledger_kilograms, 14}};

// What a printed sheet says above its titles.
void put_head(WorkbookSheet& sheet, const LedgerPageView& view, contract::Date prepared) {
  const std::string& county = view.content.get<service::CountyContent>().site.county_name;
  sheet.put(0, 0, contract::text(Text::server_ledger_book_title, {{"county", county}}), CellStyle::title);
  sheet.put(
      1, 0,
      contract::text(Text::server_ledger_book_period, {{"period", period_words(view.filter)},
                                                       {"scope", scope_words(view.content, view.filter)}}),
      CellStyle::plain);
  sheet.put(2, 0, contract::text(Text::server_ledger_book_unit, {{"day", contract::format_date(prepared)}}),
            CellStyle::plain);
}

void put_sum(WorkbookSheet& sheet, std::size_t row, const SumLine& line) {
  sheet.put(row, 0, line.name, CellStyle::wrapped);
  sheet.put(row, 1, static_cast<double>(line.stops), CellStyle::wrapped);
  sheet.put(row, 2, static_cast<double>(line.pieces), CellStyle::wrapped);
  sheet.put(row, 3, service::Digits{service::kilograms_of(line.grams)}, CellStyle::wrapped);
}

void fill_sums(WorkbookSheet sheet, const LedgerPageView& view, contract::Date prepared) {
  put_head(sheet, view, prepared);
  sheet.put_titles(kHeadRows, kSumColumns);
  std::size_t row = kHeadRows + 1;
  for (const SumTable& table : sum_tables(view.content, view.ledger.sums)) {
    sheet.put(row++, 0, words(table.title), CellStyle::title);
    for (const SumLine& line : table.lines) put_sum(sheet, row++, line);
    put_sum(sheet, row++, whole_sum(view.ledger.sums));
  }
  sheet.print_with_head(kHeadRows);
}

std::vector<Cell> cells_of(const LedgerPageView& view, const storage::ListedLedgerEntry& row) {
  const storage::LedgerEntry& entry = row.entry;
  return {static_cast<double>(entry.sequence),
          entry.date,
          service::area_name(view.content, entry.area),
          service::category_name(view.content, entry.category),
          item_words(view.content, entry),
          static_cast<double>(entry.pieces),
          service::Digits{service::kilograms_of(entry.grams)},
          destination_words(entry),
          entry.crew,
          entry.reference,
          reversal_words(row),
          service::month_words(entry.month)};
}

// The first ones first, as a book is kept.
void fill_rows(WorkbookSheet sheet, const LedgerPageView& view, contract::Date prepared) {
  put_head(sheet, view, prepared);
  sheet.put_titles(kHeadRows, kRowColumns);
  std::size_t row = kHeadRows + 1;
  for (auto entry = view.ledger.entries.rbegin(); entry != view.ledger.entries.rend(); ++entry)
    sheet.put_row(row++, cells_of(view, *entry), CellStyle::wrapped);
  if (view.ledger.more) sheet.put(row, 0, words(Text::server_ledger_book_cut), CellStyle::title);
  sheet.print_with_head(kHeadRows);
}

}  // namespace

contract::Result<std::string> ledger_workbook(const LedgerPageView& view, contract::Date prepared) {
  return service::workbook([&](service::Workbook& book) {
    fill_sums(book.add_sheet(words(Text::server_ledger_sums)), view, prepared);
    fill_rows(book.add_sheet(words(Text::server_ledger_rows)), view, prepared);
  });
}

}  // namespace wufei::http
