#include "pickup/export/run_sheet.hpp"

#include <array>

#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "lib/table/sheet.hpp"
#include "pickup/pickup_commands.hpp"

namespace wufei::app {
namespace {

using contract::Text;

struct Column {
  Text title;
  double xlsx_width;  // characters
  std::string (*cell)(const service::RunSheetRow&);
};

std::string window_of(const service::RunSheetRow& row) {
  return contract::format_clock(row.start_minute) + "-" + contract::format_clock(row.end_minute);
}
std::string status_of(const service::RunSheetRow& row) {
  return std::string(status_words(row.status));
}

// A file that is printed and handed on: whole where it was asked for, else without the digits that open the
// booking together with its reference.
std::string phone_of(std::string_view phone) {
  return contract::normalised_phone(phone) ? contract::dialled_phone(phone) : contract::paper_phone(phone);
}

// Whom to call when those whose things they are cannot be reached; "" where they booked themselves.
std::string proxy_of(const service::RunSheetRow& row) {
  if (!row.proxy) return {};
  return row.proxy->name + " " + phone_of(row.proxy->phone);
}

// So are texts in which people wrote the same numbers.
std::string said_in(const service::RunSheetRow& row, const std::string& text) {
  return contract::normalised_phone(row.phone)
             ? text
             : contract::with_paper_phones(text, contract::own_phones(row.phone, row.proxy));
}

const std::array kColumns{
    Column{Text::cli_column_time, 13, window_of},
    Column{Text::cli_column_reference, 16, [](const service::RunSheetRow& row) { return row.reference; }},
    Column{Text::cli_column_area, 12, [](const service::RunSheetRow& row) { return row.area_name; }},
    Column{Text::cli_column_village, 18, [](const service::RunSheetRow& row) { return row.village_name; }},
    Column{Text::cli_column_address, 34,
           [](const service::RunSheetRow& row) { return said_in(row, row.address); }},
    Column{Text::cli_column_name, 10, [](const service::RunSheetRow& row) { return row.contact_name; }},
    Column{Text::cli_column_phone, 14, [](const service::RunSheetRow& row) { return phone_of(row.phone); }},
    Column{Text::cli_column_proxy, 18, proxy_of},
    Column{Text::cli_column_category, 16, [](const service::RunSheetRow& row) { return row.category_name; }},
    Column{Text::cli_column_items, 30,
           [](const service::RunSheetRow& row) { return said_in(row, row.items); }},
    Column{Text::cli_column_note, 24, [](const service::RunSheetRow& row) { return said_in(row, row.note); }},
    Column{Text::cli_column_status, 9, status_of},
    Column{Text::cli_column_crew, 10, [](const service::RunSheetRow& row) { return row.crew; }},
};

Sheet sheet_of(const RunSheet& rows) {
  Sheet sheet;
  for (const Column& column : kColumns)
    sheet.columns.push_back({std::string(contract::text(column.title)), column.xlsx_width});
  for (const service::RunSheetRow& row : rows) {
    std::vector<std::string>& cells = sheet.rows.emplace_back();
    for (const Column& column : kColumns) cells.push_back(column.cell(row));
  }
  return sheet;
}

}  // namespace

std::string run_sheet_table(const RunSheet& rows) {
  const std::string count = std::to_string(rows.size());
  return sheet_table(sheet_of(rows)) + contract::text(Text::cli_run_sheet_total, {{"count", count}}) + "\n";
}

std::string run_sheet_csv(const RunSheet& rows) {
  return sheet_csv(sheet_of(rows));
}

contract::Result<std::string> run_sheet_xlsx(const RunSheet& rows, std::string_view title) {
  return sheet_xlsx(sheet_of(rows), title);
}

}  // namespace wufei::app
