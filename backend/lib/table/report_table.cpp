#include "lib/table/report_table.hpp"

#include "lib/table/csv.hpp"
#include "lib/table/workbook.hpp"

namespace wufei::service {
namespace {

constexpr double kWidth = 16;  // characters

// "12", "-0.625"; not "007", "+3" and "1e5": those are names.
bool is_number(const std::string& text) {
  if (text.size() > 15 || !is_plain_number(text) || text[0] == '+') return false;
  const std::size_t first = text[0] == '-' ? 1 : 0;
  return text[first] != '0' || text.size() == first + 1 || text[first + 1] == '.';
}

Cell cell_of(const std::string& text) {
  return is_number(text) ? Cell(Digits{text}) : Cell(text);
}

void fill_sheet(WorkbookSheet sheet, const ReportTable& table) {
  const std::size_t titles = table.head.size();
  const bool printed = titles > 0;
  for (std::size_t r = 0; r < titles; ++r)
    sheet.put(r, 0, table.head[r], r == 0 ? CellStyle::title : CellStyle::plain);
  for (std::size_t c = 0; c < table.header.size(); ++c)
    sheet.put(titles, c, table.header[c], printed ? CellStyle::wrapped_title : CellStyle::title);
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < table.rows[r].size(); ++c)
      sheet.put(titles + r + 1, c, cell_of(table.rows[r][c]),
                printed ? CellStyle::wrapped : CellStyle::plain);
  sheet.set_width(0, table.header.size(), kWidth);
  for (std::size_t c = 0; c < table.widths.size(); ++c) sheet.set_width(c, c, table.widths[c]);
  if (printed)
    sheet.print_with_head(titles);
  else
    sheet.freeze_titles();
}

}  // namespace

std::string report_csv(const ReportTable& table) {
  return csv_file(table.header, table.rows);
}

contract::Result<std::string> report_workbook(const std::vector<ReportTable>& tables) {
  return workbook([&](Workbook& book) {
    for (const ReportTable& table : tables) fill_sheet(book.add_sheet(table.name), table);
  });
}

}  // namespace wufei::service
