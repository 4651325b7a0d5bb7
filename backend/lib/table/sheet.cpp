#include "lib/table/sheet.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/text_width.hpp"
#include "lib/table/csv.hpp"
#include "lib/table/workbook.hpp"

namespace wufei::app {
namespace {

using contract::display_width;

// One line: a note may hold line breaks.
std::string single_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

// Lines that a cell takes when it is `width` characters wide.
std::size_t lines_of(std::string_view text, double width) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const auto wide = static_cast<double>(display_width(text.substr(at, end - at)));
    lines += std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(wide / width)));
    at = end + 1;
  }
  return lines;
}

void fill_sheet(service::WorkbookSheet page, const Sheet& sheet) {
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    page.set_width(c, c, sheet.columns[c].xlsx_width);
    page.put(0, c, sheet.columns[c].title, service::CellStyle::title);
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
      page.put(r + 1, c, sheet.rows[r][c], service::CellStyle::wrapped);
  }
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    std::size_t lines = 1;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c)
      lines = std::max(lines, lines_of(sheet.rows[r][c], sheet.columns[c].xlsx_width));
    page.set_height(r + 1, lines);
  }
  page.freeze_titles();
  page.print_landscape();
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
  return service::csv_file(titles(sheet), sheet.rows);
}

contract::Result<std::string> sheet_xlsx(const Sheet& sheet, std::string_view title) {
  return service::workbook(
      [&](service::Workbook& book) { fill_sheet(book.add_sheet(std::string(title)), sheet); });
}

}  // namespace wufei::app
