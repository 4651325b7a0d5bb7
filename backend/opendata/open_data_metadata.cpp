#include "opendata/open_data_metadata.hpp"

#include <string_view>
#include <utility>

namespace wufei::http {
namespace {

using contract::Json;
using service::Dataset;
using service::DatasetField;
using service::FieldType;

// Name of a type in Table Schema and in XML Schema (CSVW). Lists are texts in CSV.
std::pair<const char*, const char*> type_names(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return {"integer", "integer"};
    case FieldType::number:
      return {"number", "decimal"};
    case FieldType::boolean:
      return {"boolean", "boolean"};
    case FieldType::date:
      return {"date", "date"};
    case FieldType::instant:
      return {"datetime", "dateTimeStamp"};
    case FieldType::text:
    case FieldType::texts:
    case FieldType::integers:
      break;
  }
  return {"string", "string"};
}

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

void put(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json field_schema(const Dataset& table, const DatasetField& field, const contract::DataTableText& text) {
  const contract::DataFieldText about = contract::field_text(text, field.name);
  Json json = {{"name", field.name}, {"type", type_names(field.type).first}, {"title", about.title}};
  put(json, "description", about.description);
  Json constraints = Json::object();
  if (field.required) constraints["required"] = true;
  if (table.key.size() == 1 && table.key.front() == field.name) constraints["unique"] = true;
  if (!field.choices.empty()) constraints["enum"] = field.choices;
  if (!constraints.empty()) json["constraints"] = std::move(constraints);
  return json;
}

Json table_schema(const std::vector<Dataset>& tables, const Dataset& table,
                  const contract::DataTableText& text) {
  Json fields = Json::array(), references = Json::array();
  for (const DatasetField& field : table.fields) {
    fields.push_back(field_schema(table, field, text));
    if (field.refers_to.empty()) continue;
    const auto [other, key] = split_reference(field.refers_to);
    if (is_among(tables, other))
      references.push_back({{"fields", field.name}, {"reference", {{"resource", other}, {"fields", key}}}});
  }
  Json json = {{"fields", std::move(fields)}, {"missingValues", {""}}, {"primaryKey", table.key}};
  if (!references.empty()) json["foreignKeys"] = std::move(references);
  return json;
}

Json licence_of(const DataEdition& edition) {
  Json json = {{"name", edition.text.licence_id}, {"title", edition.text.licence_title}};
  if (!edition.public_url.empty()) json["path"] = edition.public_url + "/open-data#licence";
  return json;
}

Json resource_of(const DataEdition& edition, const std::vector<Dataset>& tables, const Dataset& table,
                 const CsvFacts& csv) {
  const contract::DataTableText text = contract::table_text(edition.text, table.name);
  Json json = {{"name", table.name},
               {"path", table.name + ".csv"},
               {"title", text.title},
               {"profile", "tabular-data-resource"},
               {"format", "csv"},
               {"mediatype", "text/csv"},
               {"encoding", "utf-8"},
               {"bytes", csv.bytes},
               {"hash", "sha256:" + csv.sha256},
               {"dialect", {{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"header", true}}},
               {"schema", table_schema(tables, table, text)},
               {"licenses", Json::array({licence_of(edition)})}};
  put(json, "description", text.description);
  if (!text.source.empty()) json["sources"] = Json::array({Json{{"title", text.source}}});
  return json;
}

Json contact_of(const contract::OpenDataText& text) {
  return {{"title", text.contact_name}, {"phone", text.contact_phone}};
}

std::string address(const DataEdition& edition, const std::string& path) {
  return edition.public_url + path;
}

Json distribution(const DataEdition& edition, const std::string& file, const char* media_type,
                  const char* format) {
  const std::string path = address(edition, "/open-data/" + file);
  return {{"@id", path},
          {"@type", "dcat:Distribution"},
          {"dcat:downloadURL", {{"@id", path}}},
          {"dcat:accessURL", {{"@id", address(edition, "/open-data")}}},
          {"dcat:mediaType",
           {{"@id", std::string("https://www.iana.org/assignments/media-types/") + media_type}}},
          {"dct:format", format}};
}

Json chinese(const std::string& text) {
  return {{"@value", text}, {"@language", "zh-CN"}};
}

Json publisher_of(const contract::OpenDataText& text) {
  return {{"@type", "foaf:Organization"}, {"foaf:name", chinese(text.publisher)}};
}

Json contact_point(const contract::OpenDataText& text) {
  return {{"@type", "vcard:Kind"},
          {"vcard:fn", text.contact_name},
          {"vcard:hasTelephone", {{"@id", "tel:" + text.contact_phone}}}};
}

Json catalogued(const DataEdition& edition, const Dataset& table) {
  const contract::DataTableText text = contract::table_text(edition.text, table.name);
  Json formats = Json::array(
      {distribution(edition, table.name + ".csv", "text/csv", "CSV"),
       distribution(edition, table.name + ".json", "application/json", "JSON"),
       distribution(edition, table.name + ".xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")});
  Json json = {{"@id", address(edition, "/open-data/" + table.name)},
               {"@type", "dcat:Dataset"},
               {"dct:identifier", table.name},
               {"dct:title", chinese(text.title)},
               {"dct:description", chinese(text.description)},
               {"dct:modified", {{"@value", edition.created}, {"@type", "xsd:dateTime"}}},
               {"dct:language", "zh-CN"},
               {"dct:rights", chinese(edition.text.licence_text)},
               {"dcat:version", edition.version},
               {"dcat:keyword", edition.text.keywords},
               {"dcat:landingPage", {{"@id", address(edition, "/open-data/" + table.name)}}},
               {"dcat:contactPoint", contact_point(edition.text)},
               {"dcat:distribution", std::move(formats)}};
  if (!edition.text.publisher.empty()) json["dct:publisher"] = publisher_of(edition.text);
  if (!text.source.empty()) json["dct:source"] = chinese(text.source);
  return json;
}

Json vocabulary() {
  return {{"dcat", "http://www.w3.org/ns/dcat#"},
          {"dct", "http://purl.org/dc/terms/"},
          {"foaf", "http://xmlns.com/foaf/0.1/"},
          {"vcard", "http://www.w3.org/2006/vcard/ns#"},
          {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
}

}  // namespace

Json data_package(const DataEdition& edition, const std::vector<Dataset>& tables, const AllCsvFacts& csv) {
  Json resources = Json::array();
  for (const Dataset& table : tables)
    if (const auto facts = csv.find(table.name); facts != csv.end())
      resources.push_back(resource_of(edition, tables, table, facts->second));
  Json json = {{"profile", "tabular-data-package"},
               {"name", edition.text.name},
               {"title", edition.text.title},
               {"description", edition.text.description},
               {"keywords", edition.text.keywords},
               {"licenses", Json::array({licence_of(edition)})},
               {"licence_note", edition.text.licence_text},
               {"contact", contact_of(edition.text)},
               {"sources", Json::array({Json{{"title", edition.plan_title}}})},
               {"resources", std::move(resources)}};
  if (!edition.text.publisher.empty())
    json["contributors"] = Json::array({Json{{"title", edition.text.publisher}, {"role", "publisher"}}});
  if (!edition.public_url.empty()) json["homepage"] = edition.public_url + "/open-data";
  put(json, "version", edition.version);
  put(json, "created", edition.created);
  return json;
}

Json csv_metadata(const DataEdition& edition, const Dataset& table) {
  const contract::DataTableText text = contract::table_text(edition.text, table.name);
  Json columns = Json::array(), references = Json::array();
  for (const DatasetField& field : table.fields) {
    const contract::DataFieldText about = contract::field_text(text, field.name);
    Json column = {{"name", field.name},
                   {"titles", {{"und", field.name}, {"zh-CN", about.title}}},
                   {"datatype", type_names(field.type).second},
                   {"required", field.required}};
    put(column, "dc:description", about.description);
    if (field.type == FieldType::texts || field.type == FieldType::integers) {
      column["separator"] = ";";
      if (field.type == FieldType::integers) column["datatype"] = "integer";
    }
    columns.push_back(std::move(column));
    if (field.refers_to.empty()) continue;
    const auto [other, key] = split_reference(field.refers_to);
    references.push_back({{"columnReference", field.name},
                          {"reference", {{"resource", other + ".csv"}, {"columnReference", key}}}});
  }
  Json schema = {{"columns", std::move(columns)}, {"primaryKey", table.key}};
  if (!references.empty()) schema["foreignKeys"] = std::move(references);
  return {{"@context", Json::array({"http://www.w3.org/ns/csvw", Json{{"@language", "zh-CN"}}})},
          {"url", table.name + ".csv"},
          {"dc:title", text.title},
          {"dc:description", text.description},
          {"dc:rights", edition.text.licence_text},
          {"dc:source", text.source},
          {"dialect", {{"encoding", "utf-8"}, {"lineTerminators", {"\r\n"}}}},
          {"tableSchema", std::move(schema)}};
}

Json data_catalog(const DataEdition& edition, const std::vector<Dataset>& tables,
                  const std::vector<std::string>& versions) {
  Json datasets = Json::array(), earlier = Json::array();
  for (const Dataset& table : tables) datasets.push_back(catalogued(edition, table));
  for (const std::string& version : versions)
    earlier.push_back({{"@id", address(edition, "/open-data/v/" + version + "/datapackage.json")}});
  Json json = {{"@context", vocabulary()},
               {"@id", address(edition, "/open-data/catalog.jsonld")},
               {"@type", "dcat:Catalog"},
               {"dct:title", chinese(edition.text.title)},
               {"dct:description", chinese(edition.text.description)},
               {"dct:language", "zh-CN"},
               {"dct:modified", {{"@value", edition.created}, {"@type", "xsd:dateTime"}}},
               {"dcat:version", edition.version},
               {"dcat:hasVersion", std::move(earlier)},
               {"foaf:homepage", {{"@id", address(edition, "/open-data")}}},
               {"dcat:contactPoint", contact_point(edition.text)},
               {"dcat:dataset", std::move(datasets)}};
  if (!edition.text.publisher.empty()) json["dct:publisher"] = publisher_of(edition.text);
  return json;
}

}  // namespace wufei::http
