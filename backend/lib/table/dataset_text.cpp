#include "lib/base/json.hpp"
#include "lib/table/csv.hpp"
#include "lib/table/dataset_formats.hpp"

namespace wufei::http {
namespace {

using service::DatasetValue;
using service::FieldType;
using OrderedJson = nlohmann::ordered_json;

OrderedJson json_value(const DatasetValue& value, FieldType type) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<service::PlainNumber>(&value))
    return OrderedJson::parse(number->digits, nullptr, false);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    OrderedJson array = OrderedJson::array();
    for (const std::string& text : *list)
      array.push_back(type == FieldType::integers ? OrderedJson::parse(text, nullptr, false)
                                                  : OrderedJson(text));
    return array;
  }
  return nullptr;
}

}  // namespace

std::string value_text(const DatasetValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<service::PlainNumber>(&value)) return number->digits;
  std::string joined;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    for (const std::string& text : *list) joined.append(joined.empty() ? "" : ";").append(text);
  return joined;
}

std::string dataset_csv(const service::Dataset& table) {
  std::vector<std::string> cells;
  for (const service::DatasetField& field : table.fields) cells.push_back(field.name);
  std::string out = service::csv_line(cells);
  for (const service::DatasetRow& row : table.rows) {
    cells.clear();
    for (const DatasetValue& value : row) cells.push_back(value_text(value));
    out += service::csv_line(cells);
  }
  return out;
}

std::string dataset_json(const service::Dataset& table) {
  std::string out = "[";
  for (const service::DatasetRow& row : table.rows) {
    OrderedJson object = OrderedJson::object();
    for (std::size_t i = 0; i < row.size(); ++i)
      object[table.fields[i].name] = json_value(row[i], table.fields[i].type);
    out += out.size() == 1 ? "\n" : ",\n";
    out += object.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  }
  return out + "\n]\n";
}

}  // namespace wufei::http
