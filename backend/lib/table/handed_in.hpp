// A table that somebody hands in as a file, whatever program wrote it: XLSX, or CSV in UTF-8 or GB 18030
// (what Excel saves in China). Which of them it is, its bytes say, not its name.
#pragma once

#include <string_view>

#include "lib/table/xlsx_rows.hpp"

namespace wufei::service {

enum class TableFault : unsigned char {
  none,
  empty,       // no rows
  old_excel,   // .xls, or a workbook with a password
  damaged,     // no workbook that can be read
  encoding,    // neither UTF-8 nor GB 18030
  open_quote,  // a quoted cell never ends; `line`
  too_many,    // more rows than may be
};

struct HandedTable {
  TableFault fault = TableFault::none;
  int line = 0;
  bool recoded = false;  // it was GB 18030
  XlsxRows sheet;
};

// The first row, of titles, counts among `most`.
HandedTable handed_table(std::string_view bytes, std::size_t most);

}  // namespace wufei::service
