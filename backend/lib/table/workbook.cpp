#include "lib/table/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace wufei::service {
namespace {

constexpr std::size_t kLongestCell = 32767;  // bytes; Excel counts characters, so this is on the safe side

// At most `bytes`, without cutting a character.
std::string shortened(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// "_x4E00_" would be read back as one character (ECMA-376 22.4.2.4): the underscore is escaped itself.
std::string escaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool code = text.compare(at, 2, "_x") == 0 && at + 6 < text.size() && text[at + 6] == '_' &&
                      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                                  text.begin() + static_cast<std::ptrdiff_t>(at) + 6,
                                  [](unsigned char c) { return std::isxdigit(c) != 0; });
    out += code ? "_x005F_" : std::string(1, text[at]);
  }
  return out;
}

class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::error_code failed;
    std::string pattern = (std::filesystem::temp_directory_path(failed) / "wufei-sheet-XXXXXX").string();
    if (!failed && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  // "" when it could not be made.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

contract::Error failed(const std::string& reason) {
  return contract::make_error(contract::ErrorCode::internal, "xlsx: " + reason);
}

}  // namespace

Workbook::Workbook(lxw_workbook* book)
    : book_(book),
      title_(workbook_add_format(book)),
      wrapped_title_(workbook_add_format(book)),
      wrapped_(workbook_add_format(book)),
      date_(workbook_add_format(book)) {
  for (lxw_format* format : {title_, wrapped_title_}) {
    format_set_bold(format);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  format_set_num_format(date_, "yyyy-mm-dd");
  for (lxw_format* format : {wrapped_title_, wrapped_}) format_set_text_wrap(format);
  for (lxw_format* format : {wrapped_, date_}) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

lxw_format* Workbook::decimals(std::size_t places, CellStyle style) {
  lxw_format*& format = decimals_[{places, style}];
  if (format != nullptr) return format;
  format = workbook_add_format(book_);
  format_set_num_format(format, ("0." + std::string(places, '0')).c_str());
  if (style == CellStyle::wrapped) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

WorkbookSheet Workbook::add_sheet(const std::string& name) {
  return {*this, workbook_add_worksheet(book_, name.c_str())};
}

void Workbook::set_properties(Properties given) {
  lxw_doc_properties properties{};
  properties.title = given.title.data();
  properties.company = given.company.data();
  properties.comments = given.comments.data();
  properties.created = given.created;
  workbook_set_properties(book_, &properties);
}

void WorkbookSheet::put(std::size_t at_row, std::size_t at_column, const Cell& cell, CellStyle style) {
  const auto row = static_cast<lxw_row_t>(at_row);
  const auto column = static_cast<lxw_col_t>(at_column);
  lxw_format* const formats[] = {nullptr, book_.title_, book_.wrapped_title_, book_.wrapped_};
  lxw_format* format = formats[static_cast<std::size_t>(style)];
  if (const auto* text = std::get_if<std::string>(&cell)) {
    worksheet_write_string(sheet_, row, column, escaped(shortened(*text, kLongestCell)).c_str(), format);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    worksheet_write_number(sheet_, row, column, *number, format);
  } else if (const auto* digits = std::get_if<Digits>(&cell)) {
    const std::size_t point = digits->text.find('.');
    if (point != std::string::npos) format = book_.decimals(digits->text.size() - point - 1, style);
    worksheet_write_number(sheet_, row, column, std::strtod(digits->text.c_str(), nullptr), format);
  } else if (const auto* flag = std::get_if<bool>(&cell)) {
    worksheet_write_boolean(sheet_, row, column, *flag ? 1 : 0, format);
  } else if (const auto* date = std::get_if<contract::Date>(&cell)) {
    const contract::YearMonthDay day = contract::year_month_day(*date);
    lxw_datetime moment{day.year, day.month, day.day, 0, 0, 0};
    worksheet_write_datetime(sheet_, row, column, &moment, book_.date_);
  }
}

void WorkbookSheet::put_row(std::size_t row, const std::vector<Cell>& cells, CellStyle style) {
  for (std::size_t i = 0; i < cells.size(); ++i) put(row, i, cells[i], style);
}

void WorkbookSheet::put_titles(std::size_t row, std::span<const TitledColumn> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    set_width(i, i, columns[i].width);
    put(row, i, std::string(contract::text(columns[i].title)), CellStyle::title);
  }
}

void WorkbookSheet::set_width(std::size_t from, std::size_t to, double characters) {
  worksheet_set_column(sheet_, static_cast<lxw_col_t>(from), static_cast<lxw_col_t>(to), characters, nullptr);
}

void WorkbookSheet::set_height(std::size_t row, std::size_t lines) {
  worksheet_set_row(sheet_, static_cast<lxw_row_t>(row), static_cast<double>(lines) * LXW_DEF_ROW_HEIGHT,
                    nullptr);
}

void WorkbookSheet::freeze_titles() {
  worksheet_freeze_panes(sheet_, 1, 0);
}

void WorkbookSheet::print_landscape() {
  worksheet_repeat_rows(sheet_, 0, 0);
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
}

void WorkbookSheet::print_with_head(std::size_t titles) {
  print_landscape();
  const auto row = static_cast<lxw_row_t>(titles);
  worksheet_freeze_panes(sheet_, row + 1, 0);
  worksheet_repeat_rows(sheet_, 0, row);
  worksheet_set_footer(sheet_, "&C&P / &N");
}

void WorkbookSheet::filter(std::size_t rows, std::size_t columns) {
  if (rows > 0 && columns > 0)
    worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns - 1));
}

contract::Result<std::string> workbook(const std::function<void(Workbook&)>& fill) {
  const ScratchDirectory scratch;
  if (scratch.path().empty()) return failed("no temporary directory");
  const std::string path = scratch.path() + "/book.xlsx";
  std::string directory = scratch.path();
  lxw_workbook_options options{};
  options.tmpdir = directory.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return failed("no workbook");
  Workbook filling(book);
  fill(filling);
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) return failed(lxw_strerror(error));
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return file.bad() || bytes.empty() ? contract::Result<std::string>(failed("the file cannot be read"))
                                     : contract::Result<std::string>(std::move(bytes));
}

}  // namespace wufei::service
