#include "waste/party/import_table.hpp"

#include <set>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/table/handed_in.hpp"

namespace wufei::service {
namespace {

using contract::Text;

using Titles = std::map<std::string, const ImportColumn*>;

std::string without_unit(const std::string& title) {
  return title.substr(0, title.find('('));
}

Titles titles_of(std::span<const ImportColumn> columns) {
  Titles titles;
  for (const ImportColumn& column : columns)
    for (const Text text : {column.title, column.other}) {
      const std::string title = contract::entered_symbols(contract::text(text));
      titles.emplace(title, &column);
      titles.emplace(without_unit(title), &column);
    }
  return titles;
}

// The column that this title would be, were its unit not another; nullptr without one.
const ImportColumn* in_other_unit(const Titles& titles, const std::string& title) {
  const auto found = titles.find(without_unit(title));
  if (found == titles.end()) return nullptr;
  const std::string known = contract::entered_symbols(contract::text(found->second->title));
  return known.find('(') == std::string::npos ? nullptr : found->second;
}

void read_titles(const CsvRow& row, std::span<const ImportColumn> columns, ImportTable& table) {
  const Titles titles = titles_of(columns);
  std::set<std::string_view> wanted;  // pointers
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string title = contract::entered_symbols(row.cells[i]);
    if (const auto found = titles.find(title); found != titles.end())
      table.places.emplace(found->second->pointer, i);
    else if (const ImportColumn* column = in_other_unit(titles, title))
      wanted.insert(column->pointer);
  }
  for (const ImportColumn& column : columns)
    if ((column.needed || wanted.count(column.pointer) > 0) && table.places.count(column.pointer) == 0)
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

std::string import_id(std::string typed, std::span<const std::string_view> ids, std::span<const Text> names) {
  const std::string said = contract::entered_symbols(typed);
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (said == contract::entered_symbols(contract::text(names[i]))) return std::string(ids[i]);
  return typed;
}

std::string import_area(const contract::Areas& areas, std::string_view typed) {
  for (const contract::Area& area : areas)
    if (area.name == typed || area.code == typed) return area.code;
  return {};
}

void add_import_faults(int line, const contract::Error& error, std::span<const ImportColumn> columns,
                       PartyImport& import) {
  for (const contract::FieldError& field : error.fields)
    import.faults.push_back({line, import_title(columns, field.pointer),
                             std::string(contract::rule_text(field.rule, field.limit))});
}

}  // namespace wufei::service
