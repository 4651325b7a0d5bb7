#include "waste/balance/waste_ledger_workbook.hpp"

#include "lib/base/words.hpp"
#include "lib/table/workbook.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/paper/uncounted_view.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using contract::words;
using service::Cell;
using service::CellStyle;
using service::Digits;
using service::MassBalance;
using service::TitledColumn;
using service::WorkbookSheet;

constexpr std::size_t kHeadRows =
    3;  // title; whose and boundary; that the layout is unchecked, what is not in it
constexpr TitledColumn kFlowColumns[] = {{Text::server_balance_month, 10},
                                         {Text::server_balance_book_code, 14},
                                         {Text::server_balance_book_name, 24},
                                         {Text::server_balance_book_field, 14},
                                         {Text::server_balance_book_unit, 8},
                                         {Text::server_balance_kind_generate, 12},
                                         {Text::server_balance_kind_receive, 12},
                                         {Text::server_balance_book_stored, 12},
                                         {Text::server_balance_book_stock, 14},
                                         {Text::server_balance_book_use_way, 14},
                                         {Text::server_balance_kind_self_use, 14},
                                         {Text::server_balance_book_dispose_way, 14},
                                         {Text::server_balance_kind_self_dispose, 14},
                                         {Text::server_balance_book_entrusted, 18},
                                         {Text::server_balance_kind_loss, 10},
                                         {Text::server_balance_differences, 14}};
constexpr TitledColumn kRowColumns[] = {
    {Text::server_balance_number, 8},     {Text::server_balance_day, 12},
    {Text::server_balance_kind, 14},      {Text::server_balance_book_code, 14},
    {Text::server_balance_book_name, 24}, {Text::server_balance_amount, 14},
    {Text::server_balance_book_unit, 8},  {Text::server_balance_book_reference, 28},
    {Text::server_balance_reason, 24},    {Text::server_balance_book_reverses, 12},
    {Text::server_balance_book_by, 16}};

void put_head(WorkbookSheet& sheet, const WasteLedgerPageView& view, Text title,
              std::span<const TitledColumn> columns) {
  sheet.put(0, 0, words(title), CellStyle::title);
  sheet.put(1, 0, view.ledger.party.name + " " + view.ledger.party.code + " " + view.content.boundary,
            CellStyle::plain);
  std::string about =
      contract::text(Text::server_balance_book_layout, {{"day", contract::format_date(view.today)}});
  if (const std::string open = uncounted_words(view.ledger.uncounted); !open.empty()) about += " " + open;
  sheet.put(2, 0, about, CellStyle::plain);
  sheet.put_titles(kHeadRows, columns);
}

std::string code_name(const WasteLedgerPageView& view, const std::string& field, const std::string& code) {
  const contract::WasteField* found = view.content.find(field);
  const contract::WasteCode* known = found != nullptr ? found->find_code(code) : nullptr;
  return known != nullptr ? known->name : std::string();
}

std::string field_name(const WasteLedgerPageView& view, const std::string& field) {
  const contract::WasteField* found = view.content.find(field);
  return found != nullptr ? found->name : field;
}

void fill_flows(WorkbookSheet sheet, const WasteLedgerPageView& view) {
  put_head(sheet, view, Text::server_balance_book_flows, kFlowColumns);
  std::size_t row = kHeadRows + 1;
  for (const MassBalance& one : view.ledger.balances) {
    const std::string_view unit = waste_unit(view.content, one.field);
    const auto amount = [&](std::int64_t grams) { return Digits{contract::format_amount(grams, unit)}; };
    sheet.put_row(row++,
                  {contract::format_month(one.month), one.code, code_name(view, one.field, one.code),
                   field_name(view, one.field), std::string(unit), amount(one.generate), amount(one.receive),
                   amount(one.closing - one.opening), amount(one.closing), std::string(),
                   amount(one.self_use), std::string(), amount(one.self_dispose), amount(one.hand_out),
                   amount(one.loss), amount(one.count + one.adjust)},
                  CellStyle::wrapped);
  }
  sheet.print_with_head(kHeadRows);
}

// The first ones first, as a book is kept.
void fill_rows(WorkbookSheet sheet, const WasteLedgerPageView& view) {
  put_head(sheet, view, Text::server_balance_rows, kRowColumns);
  std::size_t at = kHeadRows + 1;
  for (auto one = view.ledger.rows.rbegin(); one != view.ledger.rows.rend(); ++one) {
    const storage::Movement& row = one->row;
    const std::string_view unit = waste_unit(view.content, row.field);
    sheet.put_row(at++,
                  {static_cast<double>(row.sequence), row.on, std::string(movement_words(row.kind)), row.code,
                   code_name(view, row.field, row.code), Digits{contract::format_amount(row.grams, unit)},
                   std::string(unit), row.reference, row.reason,
                   row.reverses > 0 ? Cell(static_cast<double>(row.reverses)) : Cell(), row.by},
                  CellStyle::wrapped);
  }
  if (view.ledger.more) sheet.put(at, 0, words(Text::server_ledger_book_cut), CellStyle::title);
  sheet.print_with_head(kHeadRows);
}

}  // namespace

contract::Result<std::string> waste_ledger_workbook(const WasteLedgerPageView& view) {
  return service::workbook([&](service::Workbook& book) {
    fill_flows(book.add_sheet(words(Text::server_balance_book_flows_sheet)), view);
    fill_rows(book.add_sheet(words(Text::server_balance_rows)), view);
  });
}

}  // namespace wufei::http
