#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>

#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/table/dataset_formats.hpp"
#include "lib/table/workbook_bytes.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::Dataset;
using service::DatasetValue;
using service::FieldType;

constexpr double kNarrowest = 8, kWidest = 48;  // characters
constexpr std::size_t kLongestCell = 32767;     // bytes; Excel counts characters, so this is on the safe side
constexpr std::size_t kLongestSheetName = 31;   // characters

struct Formats {
  lxw_format* header = nullptr;
  lxw_format* wrapped = nullptr;
  lxw_format* date = nullptr;
};

Formats add_formats(lxw_workbook* book) {
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.header);
  format_set_bottom(formats.header, LXW_BORDER_THIN);
  format_set_text_wrap(formats.header);
  format_set_text_wrap(formats.wrapped);
  format_set_align(formats.wrapped, LXW_ALIGN_VERTICAL_TOP);
  format_set_num_format(formats.date, "yyyy-mm-dd");
  format_set_align(formats.date, LXW_ALIGN_VERTICAL_TOP);
  return formats;
}

// At most `bytes`, without cutting a character.
std::string shortened(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* format) {
  worksheet_write_string(sheet, row, column, shortened(text, kLongestCell).c_str(), format);
}

void write_value(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const DatasetValue& value,
                 FieldType type, const Formats& formats) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    worksheet_write_number(sheet, row, column, static_cast<double>(*number), formats.wrapped);
  } else if (const auto* decimal = std::get_if<service::PlainNumber>(&value)) {
    worksheet_write_number(sheet, row, column, std::strtod(decimal->digits.c_str(), nullptr),
                           formats.wrapped);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    worksheet_write_boolean(sheet, row, column, *flag ? 1 : 0, formats.wrapped);
  } else if (const std::string text = value_text(value); type == FieldType::date && !text.empty()) {
    const contract::YearMonthDay day =
        contract::year_month_day(contract::parse_date(text).value_or(contract::Date{}));
    lxw_datetime moment{day.year, day.month, day.day, 0, 0, 0};
    worksheet_write_datetime(sheet, row, column, &moment, formats.date);
  } else if (!text.empty()) {
    write_text(sheet, row, column, text, formats.wrapped);
  }
}

// Chinese characters take two columns.
double width_of(std::string_view text) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) width += contract::next_code_point(text, at) < 0x1100 ? 1 : 2;
  return width;
}

double column_width(const Dataset& table, std::size_t column, const std::string& title) {
  double width = width_of(title);
  for (const service::DatasetRow& row : table.rows)
    width = std::max(width, width_of(value_text(row[column])));
  return std::clamp(width + 2, kNarrowest, kWidest);
}

void fill_rows(lxw_worksheet* sheet, const Dataset& table, const WorkbookNotes& notes,
               const Formats& formats) {
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const std::string title = contract::field_text(notes.text, table.fields[i].name).title;
    worksheet_set_column(sheet, column, column, column_width(table, i, title), nullptr);
    write_text(sheet, 0, column, title, formats.header);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      write_value(sheet, static_cast<lxw_row_t>(r + 1), column, table.rows[r][i], table.fields[i].type,
                  formats);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  if (!table.fields.empty() && !table.rows.empty())
    worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                         static_cast<lxw_col_t>(table.fields.size() - 1));
}

void fill_notes(lxw_worksheet* sheet, const Dataset& table, const WorkbookNotes& notes,
                const Formats& formats) {
  const std::array<std::pair<Text, std::string>, 6> facts{{{Text::server_data_table, notes.text.title},
                                                           {Text::server_data_about, notes.text.description},
                                                           {Text::server_data_source, notes.text.source},
                                                           {Text::server_data_publisher, notes.publisher},
                                                           {Text::server_data_licence, notes.licence},
                                                           {Text::server_data_version, notes.version}}};
  lxw_row_t row = 0;
  for (const auto& [name, value] : facts) {
    write_text(sheet, row, 0, std::string(contract::text(name)), formats.header);
    write_text(sheet, row++, 1, value, formats.wrapped);
  }
  ++row;
  constexpr std::array kHeads{Text::server_data_field, Text::server_data_field_name,
                              Text::server_data_meaning};
  for (std::size_t i = 0; i < kHeads.size(); ++i)
    write_text(sheet, row, static_cast<lxw_col_t>(i), std::string(contract::text(kHeads[i])), formats.header);
  for (const service::DatasetField& field : table.fields) {
    const contract::DataFieldText text = contract::field_text(notes.text, field.name);
    write_text(sheet, ++row, 0, text.title, formats.wrapped);
    write_text(sheet, row, 1, field.name, formats.wrapped);
    write_text(sheet, row, 2, text.description, formats.wrapped);
  }
  worksheet_set_column(sheet, 0, 0, 20, nullptr);
  worksheet_set_column(sheet, 1, 1, 40, nullptr);
  worksheet_set_column(sheet, 2, 2, kWidest, nullptr);
}

// Excel refuses some characters, and long names.
std::string sheet_name(const std::string& title, const std::string& fallback) {
  const bool usable = !title.empty() && title.find_first_of("[]:*?/\\'") == std::string::npos &&
                      contract::code_point_count(title) <= kLongestSheetName;
  return usable ? title : fallback.substr(0, kLongestSheetName);
}

void set_properties(lxw_workbook* book, const WorkbookNotes& notes) {
  lxw_doc_properties properties{};
  std::string title = notes.text.title, company = notes.publisher, comments = notes.version;
  properties.title = title.data();
  properties.company = company.data();
  properties.comments = comments.data();
  const auto day = contract::parse_date(notes.date);
  properties.created = static_cast<std::time_t>(contract::china_instant(day.value_or(contract::Date{}), 0));
  workbook_set_properties(book, &properties);
}

}  // namespace

contract::Result<std::string> dataset_workbook(const Dataset& table, const WorkbookNotes& notes) {
  return workbook_bytes([&](lxw_workbook* book) {
    set_properties(book, notes);
    const Formats formats = add_formats(book);
    fill_rows(workbook_add_worksheet(book, sheet_name(notes.text.title, table.name).c_str()), table, notes,
              formats);
    fill_notes(workbook_add_worksheet(book, std::string(contract::text(Text::server_data_notes)).c_str()),
               table, notes, formats);
  });
}

}  // namespace wufei::http
