// The first sheet of an XLSX workbook (ECMA-376) as rows of texts, as far as tables that people hand in need
// it: numbers with the digits that are stored, shared and inline texts; no formats, so a date is a number.
// Formulas are told, not computed. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/table/csv_rows.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostColumns = 100;

struct XlsxRows {
  std::vector<CsvRow> rows;  // `line`: the row's number in the sheet; rows without any text are left out
  std::vector<std::pair<int, std::size_t>> formulas;  // line; column from 0
  bool more = false;                                  // there are more rows than were asked for
};

// At most `most` rows. nullopt: no workbook, one with a password, damaged, or a sheet of more than 16 MB or
// kMostColumns columns.
std::optional<XlsxRows> xlsx_rows(std::string_view bytes, std::size_t most);

}  // namespace wufei::service
