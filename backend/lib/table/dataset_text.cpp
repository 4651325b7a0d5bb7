#include <algorithm>

#include "lib/base/json.hpp"
#include "lib/table/dataset_formats.hpp"

namespace wufei::http {
namespace {

using service::DatasetValue;
using service::FieldType;
using OrderedJson = nlohmann::ordered_json;

bool is_plain_number(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const auto digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::size_t point = text.find('.');
  return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

std::string csv_cell(const DatasetValue& value) {
  std::string text = value_text(value);
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
  if (formula && !is_plain_number(text)) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

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
  std::string out;
  for (std::size_t i = 0; i < table.fields.size(); ++i) out += (i == 0 ? "" : ",") + table.fields[i].name;
  out += "\r\n";
  for (const service::DatasetRow& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out.append(i == 0 ? "" : ",").append(csv_cell(row[i]));
    out += "\r\n";
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
