#include <algorithm>
#include <array>

#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/table/dataset_formats.hpp"
#include "lib/table/workbook.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::CellStyle;
using service::Dataset;
using service::DatasetValue;
using service::FieldType;
using service::WorkbookSheet;

constexpr double kNarrowest = 8, kWidest = 48;  // characters
constexpr std::size_t kLongestSheetName = 31;   // characters

service::Cell cell_of(const DatasetValue& value, FieldType type) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
  if (const auto* decimal = std::get_if<service::PlainNumber>(&value))
    return service::Digits{decimal->digits};
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  std::string text = value_text(value);
  if (text.empty()) return {};
  if (type == FieldType::date) return contract::parse_date(text).value_or(contract::Date{});
  return text;
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

void fill_rows(WorkbookSheet sheet, const Dataset& table, const WorkbookNotes& notes) {
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const std::string title = contract::field_text(notes.text, table.fields[i].name).title;
    sheet.set_width(i, i, column_width(table, i, title));
    sheet.put(0, i, title, CellStyle::wrapped_title);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      sheet.put(r + 1, i, cell_of(table.rows[r][i], table.fields[i].type), CellStyle::wrapped);
  }
  sheet.freeze_titles();
  sheet.print_landscape();
  sheet.filter(table.rows.size(), table.fields.size());
}

void fill_notes(WorkbookSheet sheet, const Dataset& table, const WorkbookNotes& notes) {
  const std::array<std::pair<Text, std::string>, 6> facts{{{Text::server_data_table, notes.text.title},
                                                           {Text::server_data_about, notes.text.description},
                                                           {Text::server_data_source, notes.text.source},
                                                           {Text::server_data_publisher, notes.publisher},
                                                           {Text::server_data_licence, notes.licence},
                                                           {Text::server_data_version, notes.version}}};
  std::size_t row = 0;
  for (const auto& [name, value] : facts) {
    sheet.put(row, 0, std::string(contract::text(name)), CellStyle::wrapped_title);
    sheet.put(row++, 1, value, CellStyle::wrapped);
  }
  ++row;
  constexpr std::array kHeads{Text::server_data_field, Text::server_data_field_name,
                              Text::server_data_meaning};
  for (std::size_t i = 0; i < kHeads.size(); ++i)
    sheet.put(row, i, std::string(contract::text(kHeads[i])), CellStyle::wrapped_title);
  for (const service::DatasetField& field : table.fields) {
    const contract::DataFieldText text = contract::field_text(notes.text, field.name);
    sheet.put(++row, 0, text.title, CellStyle::wrapped);
    sheet.put(row, 1, field.name, CellStyle::wrapped);
    sheet.put(row, 2, text.description, CellStyle::wrapped);
  }
  sheet.set_width(0, 0, 20);
  sheet.set_width(1, 1, 40);
  sheet.set_width(2, 2, kWidest);
}

// Excel refuses some characters, and long names.
std::string sheet_name(const std::string& title, const std::string& fallback) {
  const bool usable = !title.empty() && title.find_first_of("[]:*?/\\'") == std::string::npos &&
                      contract::code_point_count(title) <= kLongestSheetName;
  return usable ? title : fallback.substr(0, kLongestSheetName);
}

}  // namespace

contract::Result<std::string> dataset_workbook(const Dataset& table, const WorkbookNotes& notes) {
  const contract::Date day = contract::parse_date(notes.date).value_or(contract::Date{});
  return service::workbook([&](service::Workbook& book) {
    book.set_properties({notes.text.title, notes.publisher, notes.version,
                         static_cast<std::time_t>(contract::china_instant(day, 0))});
    fill_rows(book.add_sheet(sheet_name(notes.text.title, table.name)), table, notes);
    fill_notes(book.add_sheet(std::string(contract::text(Text::server_data_notes))), table, notes);
  });
}

}  // namespace wufei::http
