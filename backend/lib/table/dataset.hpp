// Tables of open data: what a table's fields are, and its rows at one moment. Everything in a table is
// public; nothing personal may pass here. How a table is written (CSV, JSON, workbook) is the business of
// http.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

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
