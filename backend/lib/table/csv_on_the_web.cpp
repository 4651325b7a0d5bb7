#include "lib/table/csv_on_the_web.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using service::Dataset;
using service::DatasetField;
using service::FieldType;

// Name of a type in XML Schema. Lists are texts in CSV.
const char* datatype_of(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return "integer";
    case FieldType::number:
      return "decimal";
    case FieldType::boolean:
      return "boolean";
    case FieldType::date:
      return "date";
    case FieldType::instant:
      return "dateTimeStamp";
    case FieldType::text:
    case FieldType::texts:
    case FieldType::integers:
      break;
  }
  return "string";
}

void put(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json csvw_context() {
  return Json::array({"http://www.w3.org/ns/csvw", Json{{"@language", "zh-CN"}}});
}

Json csv_column(const DatasetField& field, const contract::DataTableText& text) {
  const contract::DataFieldText about = contract::field_text(text, field.name);
  Json column = {{"name", field.name},
                 {"titles", {{"und", field.name}, {"zh-CN", about.title}}},
                 {"datatype", datatype_of(field.type)},
                 {"required", field.required}};
  put(column, "dc:description", about.description);
  if (field.type == FieldType::texts || field.type == FieldType::integers) {
    column["separator"] = ";";
    if (field.type == FieldType::integers) column["datatype"] = "integer";
  }
  return column;
}

// `group`: the tables that it may refer to.
Json csv_table(const contract::OpenDataText& texts, const Dataset& table, const std::vector<Dataset>& group) {
  const contract::DataTableText text = contract::table_text(texts, table.name);
  Json columns = Json::array(), references = Json::array();
  for (const DatasetField& field : table.fields) {
    columns.push_back(csv_column(field, text));
    const auto [other, key] = split_reference(field.refers_to);
    if (is_among(group, other))
      references.push_back({{"columnReference", field.name},
                            {"reference", {{"resource", other + ".csv"}, {"columnReference", key}}}});
  }
  Json schema = {{"columns", std::move(columns)}, {"primaryKey", table.key}};
  if (!references.empty()) schema["foreignKeys"] = std::move(references);
  return {{"url", table.name + ".csv"},
          {"dc:title", text.title},
          {"dc:description", text.description},
          {"dc:rights", texts.licence_text},
          {"dc:source", text.source},
          {"dialect", {{"encoding", "utf-8"}, {"lineTerminators", {"\r\n"}}}},
          {"tableSchema", std::move(schema)}};
}

}  // namespace

// "areas.code" as table and field.
std::pair<std::string, std::string> split_reference(const std::string& reference) {
  const std::size_t point = reference.find('.');
  return {reference.substr(0, point), reference.substr(point + 1)};
}

bool is_among(const std::vector<Dataset>& tables, const std::string& name) {
  for (const Dataset& table : tables)
    if (table.name == name) return true;
  return false;
}

Json csv_metadata(const contract::OpenDataText& text, const Dataset& table) {
  Json json = csv_table(text, table, {table});
  json["@context"] = csvw_context();
  return json;
}

Json csv_group(const contract::OpenDataText& text, const std::vector<Dataset>& tables) {
  Json described = Json::array();
  for (const Dataset& table : tables) described.push_back(csv_table(text, table, tables));
  return {{"@context", csvw_context()}, {"dc:title", text.title}, {"tables", std::move(described)}};
}

}  // namespace wufei::http
