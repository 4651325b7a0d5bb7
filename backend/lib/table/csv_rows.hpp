// CSV (RFC 4180) into rows of cells: quotes, doubled quotes, line breaks inside quotes, any line ends, a byte
// order mark in front. Rows without any text are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wufei::service {

struct CsvRow {
  int line = 0;  // where it begins, 1-based
  std::vector<std::string> cells;
};

struct CsvRows {
  std::vector<CsvRow> rows;
  int open_quote = 0;  // line of a quoted cell that never ends; 0 = none
};

CsvRows csv_rows(std::string_view text);

}  // namespace wufei::service
