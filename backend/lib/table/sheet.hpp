// A table of text cells as staff take it along: aligned for the terminal, CSV for any program, XLSX for the
// office. Only formats; what may be in the cells is decided by whoever fills them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::app {

struct SheetColumn {
  std::string title;
  double xlsx_width = 12;  // characters
};

struct Sheet {
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns
};

// Aligned for a terminal in which Chinese characters take two columns; one line per row.
std::string sheet_table(const Sheet& sheet);
// As service::csv_file().
std::string sheet_csv(const Sheet& sheet);
// The bytes of a workbook with one sheet, header row frozen, set up for A4 landscape. Errors: internal.
contract::Result<std::string> sheet_xlsx(const Sheet& sheet, std::string_view title);

}  // namespace wufei::app
