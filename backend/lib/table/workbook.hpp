// The one writer of XLSX workbooks. No cell is ever a formula. Debian's libxlsxwriter writes files only: the
// file lies in a directory of mode 0700 that is gone when workbook() returns, because sheets may hold
// personal data.
#pragma once

#include <ctime>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/result.hpp"
#include "lib/base/text.hpp"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace wufei::service {

// A number with its digits: "60.0" is shown as 60.0. At most 15 digits keep their value.
struct Digits {
  std::string text;
};
// monostate: nothing is written.
using Cell = std::variant<std::monostate, std::string, double, Digits, bool, contract::Date>;
enum class CellStyle : std::uint8_t { plain, title, wrapped_title, wrapped };

struct TitledColumn {
  contract::Text title;
  double width;  // characters
};

class WorkbookSheet {
 public:
  // Rows and columns count from 0. A text of more than Excel's 32,767 is cut.
  void put(std::size_t row, std::size_t column, const Cell& cell, CellStyle style);
  // The cells of a row from its first column on.
  void put_row(std::size_t row, const std::vector<Cell>& cells, CellStyle style);
  // The titles of the first columns in row `row`, each column as wide as it says.
  void put_titles(std::size_t row, std::span<const TitledColumn> columns);
  // Of the columns from..to, in characters.
  void set_width(std::size_t from, std::size_t to, double characters);
  // Of a row that holds so many lines of text: no program is asked to find it out.
  void set_height(std::size_t row, std::size_t lines);
  // The first row stays in sight.
  void freeze_titles();
  // A4 landscape, one page wide, the first row on every page.
  void print_landscape();
  // The same for a sheet whose titles stand in row `titles` below what it is about: all down to it stays in
  // sight and is on every page, with the page's number at its foot.
  void print_with_head(std::size_t titles);
  // Titles get the menu by which rows are chosen.
  void filter(std::size_t rows, std::size_t columns);

 private:
  friend class Workbook;
  WorkbookSheet(class Workbook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}
  class Workbook& book_;
  lxw_worksheet* sheet_;
};

class Workbook {
 public:
  explicit Workbook(lxw_workbook* book);
  // `name` as Excel allows it: at most 31 characters, none of []:*?/\.
  WorkbookSheet add_sheet(const std::string& name);
  struct Properties {
    std::string title, company, comments;
    std::time_t created = 0;
  };
  void set_properties(Properties properties);

 private:
  friend class WorkbookSheet;
  // The format of cells of this style with so many decimals.
  lxw_format* decimals(std::size_t places, CellStyle style);

  lxw_workbook* book_;
  lxw_format *title_, *wrapped_title_, *wrapped_, *date_;
  std::map<std::pair<std::size_t, CellStyle>, lxw_format*> decimals_;
};

// The bytes of the workbook that `fill` fills. Errors: internal (no temporary directory, disk full); detail
// says which.
contract::Result<std::string> workbook(const std::function<void(Workbook&)>& fill);

}  // namespace wufei::service
