#include "waste/exchange/exchange_files.hpp"

#include "lib/table/csv_on_the_web.hpp"
#include "lib/table/dataset_formats.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using service::Dataset;
using service::DatasetField;
using service::FieldType;

constexpr const char* kFormat = "wufei-waste-exchange-1";  // another number when a field changes or goes

Json type_of(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return "integer";
    case FieldType::number:
      return "number";
    case FieldType::boolean:
      return "boolean";
    case FieldType::texts:
    case FieldType::integers:
      return "array";
    case FieldType::text:
    case FieldType::date:
    case FieldType::instant:
      break;
  }
  return "string";
}

Json field_schema(const DatasetField& field, const contract::DataFieldText& about) {
  Json json = {{"title", about.title}, {"type", type_of(field.type)}};
  if (!about.description.empty()) json["description"] = about.description;
  if (field.type == FieldType::texts) json["items"] = {{"type", "string"}};
  if (field.type == FieldType::instant) json["format"] = "date-time";
  if (field.type == FieldType::date) json["format"] = "date";
  if (!field.choices.empty()) json["enum"] = field.choices;
  if (field.required) return json;
  json["type"] = Json::array({json["type"], "null"});
  if (!field.choices.empty()) json["enum"].push_back(nullptr);
  return json;
}

Json table_schema(const Dataset& table, const contract::DataTableText& text) {
  Json properties = Json::object(), names = Json::array();
  for (const DatasetField& field : table.fields) {
    properties[field.name] = field_schema(field, contract::field_text(text, field.name));
    names.push_back(field.name);
  }
  return {{"title", text.title},
          {"description", text.description},
          {"type", "array"},
          {"items",
           {{"type", "object"},
            {"additionalProperties", false},
            {"required", std::move(names)},
            {"properties", std::move(properties)}}}};
}

Json schema_of(const std::vector<Dataset>& tables, const contract::OpenDataText& text) {
  Json properties = {{"format", {{"const", kFormat}}},
                     {"county", {{"type", "string"}, {"pattern", "^([0-9]{6})?$"}}},
                     {"month", {{"type", {"string", "null"}}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}}},
                     {"made_at", {{"type", "string"}, {"format", "date-time"}}},
                     {"boundary", {{"type", "string"}}},
                     {"summary_boundary", {{"type", "string"}}}};
  for (const Dataset& table : tables)
    properties[table.name] = table_schema(table, contract::table_text(text, table.name));
  Json names = Json::array();
  for (const auto& [name, schema] : properties.items()) names.push_back(name);
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", text.title},
          {"description", text.description},
          {"type", "object"},
          {"additionalProperties", false},
          {"required", std::move(names)},
          {"properties", std::move(properties)}};
}

// What stands in front of the tables.
Json head_of(const service::ExchangeSet& set, const service::WasteContent& content,
             const std::string& county) {
  return {{"format", kFormat},
          {"county", county},
          {"month", set.month ? Json(contract::format_month(*set.month)) : Json()},
          {"made_at", contract::format_instant(set.made_at)},
          {"boundary", content.boundary},
          {"summary_boundary", content.summary_boundary}};
}

// The head's object goes on with the tables.
std::string document_of(const service::ExchangeSet& set, const Json& head) {
  std::string text = contract::to_text(head);
  text.pop_back();
  for (const Dataset& table : set.tables) text += ",\n\"" + table.name + "\": " + dataset_json(table);
  return text + "}\n";
}

std::string pretty(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Its only row as an object.
Json only_row(const Dataset& table) {
  const auto rows = contract::parse_json(dataset_json(table));
  return rows && !rows->empty() ? rows->front() : Json();
}

}  // namespace

ExchangeFiles exchange_files(const service::ExchangeSet& set, const service::WasteContent& content,
                             const std::string& county) {
  contract::OpenDataText text = content.exchange;
  text.licence_text = content.boundary + " / " + content.summary_boundary;
  ExchangeFiles files;
  for (const Dataset& table : set.tables) files[table.name + ".csv"] = dataset_csv(table);
  Json group = csv_group(text, set.tables);
  group["dc:description"] = text.description;
  group["dc:rights"] = text.licence_text;
  group["dc:created"] = contract::format_instant(set.made_at);
  files["csv-metadata.json"] = pretty(group);
  files["exchange.json"] = document_of(set, head_of(set, content, county));
  files["exchange.schema.json"] = pretty(schema_of(set.tables, text));
  return files;
}

Json record_json(const service::ExchangeRecord& record, const service::WasteContent& content) {
  Json row = only_row(record.table);
  if (record.lines) {
    auto lines = contract::parse_json(dataset_json(*record.lines));
    row["lines"] = lines ? std::move(*lines) : Json::array();
    for (Json& line : row["lines"]) line.erase("declaration");
  }
  return {{"kind", storage::change_kind_name(record.kind)},
          {"id", record.id},
          {"boundary", content.boundary},
          {"record", std::move(row)}};
}

}  // namespace wufei::http
