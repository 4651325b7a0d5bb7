// A table that is handed in, read row by row: columns by their titles in Chinese, in any order; faults by
// line and column. Pure.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "lib/base/result.hpp"
#include "lib/base/text.hpp"
#include "lib/table/csv_rows.hpp"

namespace wufei::service {

struct PartyRowFault {
  int line = 0;        // of the file, 0 = the file as a whole
  std::string column;  // title, "" = the row
  std::string text;    // for people
};

struct PartyImport {
  int added = 0, same = 0;
  std::vector<PartyRowFault> faults;  // in order of lines
};

// Titles are found with the unit behind them in brackets, of either width, or without; with another unit the
// column is missing, also one that is not needed.
struct ImportColumn {
  std::string_view pointer;  // of the error, "/name"
  contract::Text title;
  contract::Text other;  // another title, = title: none
  bool needed;
};

struct ImportTable {
  std::vector<CsvRow> rows;                             // below the titles
  std::map<std::string_view, std::size_t> places = {};  // pointer -> cell
  std::vector<PartyRowFault> faults = {};               // of the file as a whole; then it has no rows

  // Of the column; "" when the table or the row has none.
  [[nodiscard]] std::string cell(const CsvRow& row, std::string_view pointer) const;
};

// At most `most` rows below the titles.
ImportTable import_table(std::string_view bytes, std::span<const ImportColumn> columns, std::size_t most);
// The title of a column, "" when there is none.
std::string import_title(std::span<const ImportColumn> columns, std::string_view pointer);
// The id at the place of this name; what is none is left as it is, and refused with the row.
std::string import_id(std::string typed, std::span<const std::string_view> ids,
                      std::span<const contract::Text> names);
// The code of the area of this name or code, "" when there is none.
std::string import_area(const contract::Areas& areas, std::string_view typed);
void add_import_faults(int line, const contract::Error& error, std::span<const ImportColumn> columns,
                       PartyImport& import);

}  // namespace wufei::service
