// Tables of open data: what a table's fields are, and its rows at one moment. Everything in a table is
// public; nothing personal may pass here. How a table is written (CSV, JSON, workbook) is the business of
// http.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "county/content_set.hpp"
#include "lib/base/result.hpp"

namespace wufei::service {

// texts and integers are lists: joined by ";" where a format has no lists.
enum class FieldType : std::uint8_t { text, integer, number, boolean, date, instant, texts, integers };

struct DatasetField {
  std::string name;  // header in CSV: lower case, digits, '_'
  FieldType type = FieldType::text;
  bool required = false;
  std::vector<std::string> choices = {};  // the only values, when not empty
  std::string refers_to = {};             // "areas.code": a row of that table has this value
};

// A plain decimal, digits kept: "92.50".
struct PlainNumber {
  std::string digits;
};
// monostate = not said. A date is "YYYY-MM-DD", an instant RFC 3339; integers of a list are written in
// digits.
using DatasetValue =
    std::variant<std::monostate, std::string, std::int64_t, PlainNumber, bool, std::vector<std::string>>;
using DatasetRow = std::vector<DatasetValue>;

struct Dataset {
  std::string name;  // path segment: lower case, digits, '_'
  std::vector<DatasetField> fields;
  std::vector<std::string> key;  // fields that identify a row
  std::vector<DatasetRow> rows;
};

// How one table is made from the content in force and whatever the maker holds itself. Errors: unavailable.
using DatasetMaker = std::function<contract::Result<Dataset>(const ContentSet&)>;

// Every table, in the order in which they are listed. Filled before the server starts.
class DatasetRegistry {
 public:
  void add(std::string name, DatasetMaker make);
  // A table of one part of the content.
  template <class Part>
  void add(std::string name, contract::Result<Dataset> (*make)(const Part&)) {
    add(std::move(name), [make](const ContentSet& content) { return make(content.get<Part>()); });
  }
  [[nodiscard]] std::vector<std::string> names() const;
  // All tables of one moment. Errors: the first maker's that fails; internal when a table breaks
  // check_dataset().
  [[nodiscard]] contract::Result<std::vector<Dataset>> make_all(const ContentSet& content) const;

 private:
  struct Entry {
    std::string name;
    DatasetMaker make;
  };
  std::vector<Entry> entries_;
};

// "" when every row has a value of the right kind for each field, keys are unique and choices are kept; else
// one sentence. References are checked by check_references().
std::string check_dataset(const Dataset& table);
// "eq", "ge", "le", "gt", "lt" for "=", ">=", "<=", ">", "<"; "" for "". Signs would be taken for formulas.
std::string operator_word(const std::string& sign);
// "" when every reference leads to a row of another table, or names a table that is not among them.
std::string check_references(const std::vector<Dataset>& tables);

// Builders. "" and 0 stand for "not said".
DatasetValue text_value(const std::string& text);
DatasetValue number_value(const std::string& digits);
DatasetValue integer_value(std::int64_t number);
DatasetValue list_value(const std::vector<std::string>& texts);
DatasetValue list_value(const std::vector<int>& numbers);

}  // namespace wufei::service
