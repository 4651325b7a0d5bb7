#include "opendata/open_data_metadata.hpp"

#include <string_view>

#include "lib/table/csv_on_the_web.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using service::Dataset;
using service::DatasetField;
using service::FieldType;

// Name of a type in Table Schema. Lists are texts in CSV.
const char* table_schema_type(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return "integer";
    case FieldType::number:
      return "number";
    case FieldType::boolean:
      return "boolean";
    case FieldType::date:
      return "date";
    case FieldType::instant:
      return "datetime";
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

Json field_schema(const Dataset& table, const DatasetField& field, const contract::DataTableText& text) {
  const contract::DataFieldText about = contract::field_text(text, field.name);
  Json json = {{"name", field.name}, {"type", table_schema_type(field.type)}, {"title", about.title}};
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

// DCAT wants things, not words, wherever others must understand the same by them. DCAT-AP takes languages and
// formats from the tables of the EU's Publications Office.
constexpr const char* kAuthority = "http://publications.europa.eu/resource/authority/";

Json thing(const std::string& id, const char* type) {
  return {{"@id", id}, {"@type", type}};
}

Json chinese(const std::string& text) {
  return {{"@value", text}, {"@language", "zh-CN"}};
}

Json statement(const char* type, const std::string& text) {
  return {{"@type", type}, {"rdfs:label", chinese(text)}};
}

Json language() {
  return thing(std::string(kAuthority) + "language/ZHO", "dct:LinguisticSystem");
}

Json modified(const DataEdition& edition) {
  return {{"@value", edition.created}, {"@type", "xsd:dateTime"}};
}

Json distribution(const DataEdition& edition, const FileSizes& sizes, const std::string& file,
                  const char* media_type, const char* format) {
  const std::string path = address(edition, "/open-data/" + file);
  Json json = {
      {"@id", path},
      {"@type", "dcat:Distribution"},
      {"dcat:downloadURL", thing(path, "rdfs:Resource")},
      {"dcat:accessURL", thing(address(edition, "/open-data"), "rdfs:Resource")},
      {"dcat:mediaType",
       thing(std::string("https://www.iana.org/assignments/media-types/") + media_type, "dct:MediaType")},
      {"dct:format", thing(std::string(kAuthority) + "file-type/" + format, "dct:MediaTypeOrExtent")},
      {"dct:modified", modified(edition)},
      {"dct:rights", statement("dct:RightsStatement", edition.text.licence_text)}};
  if (const auto size = sizes.find(file); size != sizes.end())
    json["dcat:byteSize"] = {{"@value", std::to_string(size->second)}, {"@type", "xsd:nonNegativeInteger"}};
  return json;
}

// While nobody is named who publishes, the portal does.
Json publisher_of(const DataEdition& edition) {
  const std::string& named = edition.text.publisher;
  return {{"@type", named.empty() ? Json("foaf:Agent") : Json::array({"foaf:Agent", "foaf:Organization"})},
          {"foaf:name", chinese(named.empty() ? edition.portal : named)}};
}

Json contact_point(const contract::OpenDataText& text) {
  return {{"@type", "vcard:Kind"},
          {"vcard:fn", text.contact_name},
          {"vcard:hasTelephone", {{"@id", "tel:" + text.contact_phone}}}};
}

Json catalogued(const DataEdition& edition, const Dataset& table, const FileSizes& sizes) {
  const contract::DataTableText text = contract::table_text(edition.text, table.name);
  Json formats = Json::array(
      {distribution(edition, sizes, table.name + ".csv", "text/csv", "CSV"),
       distribution(edition, sizes, table.name + ".json", "application/json", "JSON"),
       distribution(edition, sizes, table.name + ".xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")});
  Json json = {{"@id", address(edition, "/open-data/" + table.name)},
               {"@type", "dcat:Dataset"},
               {"dct:identifier", table.name},
               {"dct:title", chinese(text.title)},
               {"dct:description", chinese(text.description)},
               {"dct:modified", modified(edition)},
               {"dct:language", language()},
               {"dct:publisher", publisher_of(edition)},
               {"dcat:version", edition.version},
               {"dcat:keyword", edition.text.keywords},
               {"dcat:landingPage", thing(address(edition, "/open-data/" + table.name), "foaf:Document")},
               {"dcat:contactPoint", contact_point(edition.text)},
               {"dcat:distribution", std::move(formats)}};
  if (!text.source.empty()) json["dct:provenance"] = statement("dct:ProvenanceStatement", text.source);
  return json;
}

Json vocabulary() {
  return {{"dcat", "http://www.w3.org/ns/dcat#"},        {"dct", "http://purl.org/dc/terms/"},
          {"foaf", "http://xmlns.com/foaf/0.1/"},        {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
          {"vcard", "http://www.w3.org/2006/vcard/ns#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
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

Json data_catalog(const DataEdition& edition, const std::vector<Dataset>& tables,
                  const std::vector<std::string>& versions, const FileSizes& sizes) {
  Json datasets = Json::array(), earlier = Json::array();
  for (const Dataset& table : tables) datasets.push_back(catalogued(edition, table, sizes));
  for (const std::string& version : versions)
    earlier.push_back({{"@id", address(edition, "/open-data/v/" + version + "/datapackage.json")}});
  return {{"@context", vocabulary()},
          {"@id", address(edition, "/open-data/catalog.jsonld")},
          {"@type", "dcat:Catalog"},
          {"dct:title", chinese(edition.text.title)},
          {"dct:description", chinese(edition.text.description)},
          {"dct:language", language()},
          {"dct:publisher", publisher_of(edition)},
          {"dct:modified", modified(edition)},
          {"dcat:version", edition.version},
          {"dcat:hasVersion", std::move(earlier)},
          {"foaf:homepage", thing(address(edition, "/open-data"), "foaf:Document")},
          {"dcat:contactPoint", contact_point(edition.text)},
          {"dcat:dataset", std::move(datasets)}};
}

}  // namespace wufei::http
