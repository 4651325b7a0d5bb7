#include "lib/table/sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>

#include "lib/base/utf8.hpp"
#include "lib/table/workbook_bytes.hpp"

namespace wufei::app {
namespace {

// Terminal columns: East Asian wide characters and emoji take two.
std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = contract::next_code_point(text, at);
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    width += wide ? 2 : 1;
  }
  return width;
}

// One line: a note may hold line breaks.
std::string single_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

void fill_sheet(lxw_workbook* book, lxw_worksheet* page, const Sheet& sheet) {
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  format_set_bottom(bold, LXW_BORDER_THIN);
  lxw_format* wrapped = workbook_add_format(book);
  format_set_text_wrap(wrapped);
  format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(page, column, column, sheet.columns[c].xlsx_width, nullptr);
    worksheet_write_string(page, 0, column, sheet.columns[c].title.c_str(), bold);
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
      worksheet_write_string(page, static_cast<lxw_row_t>(r + 1), column, sheet.rows[r][c].c_str(), wrapped);
  }
  worksheet_freeze_panes(page, 1, 0);
  worksheet_repeat_rows(page, 0, 0);
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9);  // A4
  worksheet_fit_to_pages(page, 1, 0);
}

std::vector<std::string> titles(const Sheet& sheet) {
  std::vector<std::string> line;
  for (const SheetColumn& column : sheet.columns) line.push_back(column.title);
  return line;
}

}  // namespace

std::string sheet_table(const Sheet& sheet) {
  std::vector<std::vector<std::string>> lines{titles(sheet)};
  for (std::vector<std::string> row : sheet.rows) {
    std::transform(row.begin(), row.end(), row.begin(), single_line);
    lines.push_back(std::move(row));
  }
  std::vector<std::size_t> widths(sheet.columns.size());
  for (const auto& line : lines)
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], display_width(line[c]));
  std::string out;
  for (const auto& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c) {
      out += line[c];
      if (c + 1 < line.size()) out.append(widths[c] - display_width(line[c]) + 2, ' ');
    }
    out += '\n';
  }
  return out;
}

std::string sheet_csv(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  const auto append_line = [&out](const std::vector<std::string>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) out += (c ? "," : "") + csv_cell(cells[c]);
    out += "\r\n";
  };
  append_line(titles(sheet));
  for (const auto& row : sheet.rows) append_line(row);
  return out;
}

contract::Result<std::string> sheet_xlsx(const Sheet& sheet, std::string_view title) {
  return http::workbook_bytes([&](lxw_workbook* book) {
    fill_sheet(book, workbook_add_worksheet(book, std::string(title).c_str()), sheet);
  });
}

}  // namespace wufei::app
