#include "lib/table/dataset.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lib/base/civil_date.hpp"
#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

bool has_type(const DatasetValue& value, FieldType type) {
  switch (type) {
    case FieldType::text:
    case FieldType::date:
    case FieldType::instant:
      return std::holds_alternative<std::string>(value);
    case FieldType::integer:
      return std::holds_alternative<std::int64_t>(value);
    case FieldType::number:
      return std::holds_alternative<PlainNumber>(value);
    case FieldType::boolean:
      return std::holds_alternative<bool>(value);
    case FieldType::texts:
    case FieldType::integers:
      break;
  }
  return std::holds_alternative<std::vector<std::string>>(value);
}

bool is_said(const DatasetValue& value) {
  return !std::holds_alternative<std::monostate>(value);
}

// The value as the text of a key or reference.
std::string plain(const DatasetValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* decimal = std::get_if<PlainNumber>(&value)) return decimal->digits;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return {};
}

std::string fault_of(const DatasetField& field, const DatasetValue& value) {
  if (!is_said(value)) return field.required ? "is required" : "";
  if (!has_type(value, field.type)) return "has another type";
  const std::string text = plain(value);
  if (field.type == FieldType::date && !contract::parse_date(text)) return "is no date";
  if (!field.choices.empty() && !contract::is_among(field.choices, text)) return "is none of its choices";
  return {};
}

// Position of a field; the number of fields when there is none.
std::size_t place_of(const Dataset& table, std::string_view name) {
  const auto found = std::find_if(table.fields.begin(), table.fields.end(),
                                  [name](const DatasetField& field) { return field.name == name; });
  return static_cast<std::size_t>(found - table.fields.begin());
}

std::string fault_of_keys(const Dataset& table) {
  std::set<std::vector<std::string>> keys;
  for (const DatasetRow& row : table.rows) {
    std::vector<std::string> key;
    for (const std::string& name : table.key) {
      const std::size_t place = place_of(table, name);
      if (place == table.fields.size()) return "has no field " + name + " for its key";
      key.push_back(plain(row[place]));
    }
    if (!keys.insert(key).second) return "has the key " + key.front() + " twice";
  }
  return {};
}

using KnownValues = std::map<std::string, std::set<std::string>>;  // "areas.code" -> values

KnownValues known_values(const std::vector<Dataset>& tables) {
  KnownValues known;
  for (const Dataset& table : tables)
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      auto& values = known[table.name + "." + table.fields[i].name];
      for (const DatasetRow& row : table.rows) values.insert(plain(row[i]));
    }
  return known;
}

}  // namespace

std::string operator_word(const std::string& sign) {
  if (sign == "=") return "eq";
  if (sign == ">=") return "ge";
  if (sign == "<=") return "le";
  if (sign == ">") return "gt";
  return sign == "<" ? "lt" : "";
}

std::string check_dataset(const Dataset& table) {
  for (const DatasetRow& row : table.rows) {
    if (row.size() != table.fields.size()) return "has an uneven row";
    for (std::size_t i = 0; i < row.size(); ++i)
      if (const std::string fault = fault_of(table.fields[i], row[i]); !fault.empty())
        return table.fields[i].name + " of " + plain(row.front()) + " " + fault;
  }
  return fault_of_keys(table);
}

std::string check_references(const std::vector<Dataset>& tables) {
  const KnownValues known = known_values(tables);
  for (const Dataset& table : tables)
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      const auto values = known.find(table.fields[i].refers_to);
      if (values == known.end()) continue;
      for (const DatasetRow& row : table.rows)
        if (is_said(row[i]) && !values->second.count(plain(row[i])))
          return table.name + "." + table.fields[i].name + ": " + plain(row[i]) + " is not in " +
                 values->first;
    }
  return {};
}

DatasetValue text_value(const std::string& text) {
  return text.empty() ? DatasetValue() : DatasetValue(text);
}

DatasetValue number_value(const std::string& digits) {
  return digits.empty() ? DatasetValue() : DatasetValue(PlainNumber{digits});
}

DatasetValue integer_value(std::int64_t number) {
  return number == 0 ? DatasetValue() : DatasetValue(number);
}

DatasetValue list_value(const std::vector<std::string>& texts) {
  return texts.empty() ? DatasetValue() : DatasetValue(texts);
}

DatasetValue list_value(const std::vector<int>& numbers) {
  std::vector<std::string> texts;
  texts.reserve(numbers.size());
  for (const int number : numbers) texts.push_back(std::to_string(number));
  return list_value(texts);
}

}  // namespace wufei::service
