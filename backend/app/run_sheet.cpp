#include "app/run_sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "contract/text.hpp"
#include "contract/utf8.hpp"
#include "http/scratch_directory.hpp"

namespace wufei::app {
namespace {

using contract::Text;

struct Column {
  Text title;
  double xlsx_width;  // characters
  std::string (*cell)(const service::RunSheetRow&);
};

std::string window_of(const service::RunSheetRow& row) {
  return contract::format_clock(row.start_minute) + "-" + contract::format_clock(row.end_minute);
}
std::string status_of(const service::RunSheetRow& row) {
  constexpr std::array kNames{Text::server_status_booked, Text::server_status_assigned,
                              Text::server_status_completed, Text::server_status_not_presented,
                              Text::server_status_cancelled};
  return std::string(contract::text(kNames[static_cast<std::size_t>(row.status)]));
}

const std::array kColumns{
    Column{Text::cli_column_time, 13, window_of},
    Column{Text::cli_column_reference, 16, [](const service::RunSheetRow& row) { return row.reference; }},
    Column{Text::cli_column_area, 12, [](const service::RunSheetRow& row) { return row.area_name; }},
    Column{Text::cli_column_village, 18, [](const service::RunSheetRow& row) { return row.village_name; }},
    Column{Text::cli_column_address, 34, [](const service::RunSheetRow& row) { return row.address; }},
    Column{Text::cli_column_name, 10, [](const service::RunSheetRow& row) { return row.contact_name; }},
    Column{Text::cli_column_phone, 14, [](const service::RunSheetRow& row) { return row.phone; }},
    Column{Text::cli_column_category, 16, [](const service::RunSheetRow& row) { return row.category_name; }},
    Column{Text::cli_column_items, 30, [](const service::RunSheetRow& row) { return row.items; }},
    Column{Text::cli_column_note, 24, [](const service::RunSheetRow& row) { return row.note; }},
    Column{Text::cli_column_status, 9, status_of},
    Column{Text::cli_column_crew, 10, [](const service::RunSheetRow& row) { return row.crew; }},
};

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

using Cells = std::vector<std::string>;

std::vector<Cells> table_cells(const RunSheet& rows) {
  std::vector<Cells> lines(1);
  for (const Column& column : kColumns) lines[0].emplace_back(contract::text(column.title));
  for (const auto& row : rows) {
    Cells& line = lines.emplace_back();
    for (const Column& column : kColumns) line.push_back(single_line(column.cell(row)));
  }
  return lines;
}

std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

void fill_sheet(lxw_workbook* book, lxw_worksheet* sheet, const RunSheet& rows) {
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  format_set_bottom(bold, LXW_BORDER_THIN);
  lxw_format* wrapped = workbook_add_format(book);
  format_set_text_wrap(wrapped);
  format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
  for (lxw_col_t c = 0; c < kColumns.size(); ++c) {
    worksheet_set_column(sheet, c, c, kColumns[c].xlsx_width, nullptr);
    worksheet_write_string(sheet, 0, c, std::string(contract::text(kColumns[c].title)).c_str(), bold);
    for (lxw_row_t r = 0; r < rows.size(); ++r)
      worksheet_write_string(sheet, r + 1, c, kColumns[c].cell(rows[r]).c_str(), wrapped);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
}

}  // namespace

std::string run_sheet_table(const RunSheet& rows) {
  const std::vector<Cells> lines = table_cells(rows);
  std::array<std::size_t, kColumns.size()> widths{};
  for (const Cells& line : lines)
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], display_width(line[c]));
  std::string out;
  for (const Cells& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c) {
      out += line[c];
      if (c + 1 < line.size()) out.append(widths[c] - display_width(line[c]) + 2, ' ');
    }
    out += '\n';
  }
  const std::string count = std::to_string(rows.size());
  return out + contract::text(Text::cli_run_sheet_total, {{"count", count}}) + "\n";
}

std::string run_sheet_csv(const RunSheet& rows) {
  std::string out = "\xEF\xBB\xBF";
  const auto append_line = [&out](const Cells& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) out += (c ? "," : "") + csv_cell(cells[c]);
    out += "\r\n";
  };
  Cells header;
  for (const Column& column : kColumns) header.emplace_back(contract::text(column.title));
  append_line(header);
  for (const auto& row : rows) {
    Cells cells;
    for (const Column& column : kColumns) cells.push_back(column.cell(row));
    append_line(cells);
  }
  return out;
}

contract::Result<std::string> run_sheet_xlsx(const RunSheet& rows, std::string_view title) {
  const http::ScratchDirectory scratch;
  const std::string path = scratch.path() + "/run-sheet.xlsx";
  lxw_workbook_options options{};
  std::string directory = scratch.path();
  options.tmpdir = directory.data();
  lxw_workbook* book = scratch.path().empty() ? nullptr : workbook_new_opt(path.c_str(), &options);
  if (!book) return contract::make_error(contract::ErrorCode::internal, "xlsx: no temporary directory");
  fill_sheet(book, workbook_add_worksheet(book, std::string(title).c_str()), rows);
  const lxw_error failed = workbook_close(book);
  if (failed != LXW_NO_ERROR)
    return contract::make_error(contract::ErrorCode::internal, std::string("xlsx: ") + lxw_strerror(failed));
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace wufei::app
