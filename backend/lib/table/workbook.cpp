#include "lib/table/workbook.hpp"

#include <xlsxwriter.h>

#include <cstdlib>

#include "lib/table/workbook_bytes.hpp"

namespace wufei::app {
namespace {

// "12", "0.625"; not "007" and not "1e5": those are names.
bool is_number(const std::string& text) {
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789.") != std::string::npos)
    return false;
  if (text.find('.') != text.rfind('.') || text.front() == '.' || text.back() == '.') return false;
  return text[0] != '0' || text.size() == 1 || text[1] == '.';
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* format) {
  if (is_number(text))
    worksheet_write_number(sheet, row, column, std::strtod(text.c_str(), nullptr), nullptr);
  else
    worksheet_write_string(sheet, row, column, text.c_str(), format);
}

void fill_sheet(lxw_workbook* book, const service::ReportTable& table) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, table.name.c_str());
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  format_set_bottom(bold, LXW_BORDER_THIN);
  for (std::size_t c = 0; c < table.header.size(); ++c)
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(c), table.header[c].c_str(), bold);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < table.rows[r].size(); ++c)
      write_cell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), table.rows[r][c], nullptr);
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.header.size()), 16, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
}

}  // namespace

contract::Result<std::string> make_workbook(const std::vector<service::ReportTable>& sheets) {
  return http::workbook_bytes([&](lxw_workbook* book) {
    for (const service::ReportTable& sheet : sheets) fill_sheet(book, sheet);
  });
}

}  // namespace wufei::app
