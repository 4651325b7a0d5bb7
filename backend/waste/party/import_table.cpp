#include "waste/party/import_table.hpp"

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/table/handed_in.hpp"

namespace wufei::service {
namespace {

using contract::Text;

void read_titles(const CsvRow& row, std::span<const ImportColumn> columns, ImportTable& table) {
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    for (const ImportColumn& column : columns) {
      const std::string title = contract::entered_symbols(row.cells[i]);
      if (title == contract::text(column.title) || title == contract::text(column.other))
        table.places.emplace(column.pointer, i);
    }
  for (const ImportColumn& column : columns)
    if (column.needed && table.places.count(column.pointer) == 0)
      table.faults.push_back({row.line,
                              {},
                              contract::text(Text::server_waste_import_header,
                                             {{"column", std::string(contract::text(column.title))}})});
}

std::string table_words(const HandedTable& table) {
  switch (table.fault) {
    case TableFault::old_excel:
      return contract::words(Text::server_waste_import_old_excel);
    case TableFault::damaged:
      return contract::words(Text::server_waste_import_damaged);
    case TableFault::encoding:
      return contract::words(Text::server_waste_import_encoding);
    case TableFault::open_quote:
      return contract::text(Text::server_waste_import_quotes, {{"line", std::to_string(table.line)}});
    case TableFault::too_many:
      return contract::words(Text::server_waste_import_too_many);
    case TableFault::none:
    case TableFault::empty:
      break;
  }
  return contract::words(Text::server_waste_import_empty);
}

}  // namespace

std::string ImportTable::cell(const CsvRow& row, std::string_view pointer) const {
  const auto found = places.find(pointer);
  if (found == places.end() || found->second >= row.cells.size()) return {};
  return contract::entered_text(row.cells[found->second]);
}

ImportTable import_table(std::string_view bytes, std::span<const ImportColumn> columns, std::size_t most) {
  ImportTable table;
  HandedTable handed = handed_table(bytes, most + 1);
  if (handed.fault != TableFault::none) {
    table.faults.push_back({0, {}, table_words(handed)});
    return table;
  }
  read_titles(handed.sheet.rows.front(), columns, table);
  if (!table.faults.empty()) return table;
  handed.sheet.rows.erase(handed.sheet.rows.begin());
  table.rows = std::move(handed.sheet.rows);
  return table;
}

std::string import_title(std::span<const ImportColumn> columns, std::string_view pointer) {
  for (const ImportColumn& column : columns)
    if (column.pointer == pointer) return contract::words(column.title);
  return {};
}

void add_import_faults(int line, const contract::Error& error, std::span<const ImportColumn> columns,
                       PartyImport& import) {
  for (const contract::FieldError& field : error.fields)
    import.faults.push_back({line, import_title(columns, field.pointer),
                             std::string(contract::rule_text(field.rule, field.limit))});
}

}  // namespace wufei::service
