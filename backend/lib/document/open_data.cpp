#include "lib/document/open_data.hpp"

namespace wufei::contract {
namespace {

DataTableText table_from_json(const Json& json) {
  DataTableText table{
      text_or_empty(json, "title"), text_or_empty(json, "description"), text_or_empty(json, "source"), {}};
  for (const auto& [name, field] : object_or_empty(json, "fields").items())
    table.fields[name] = {text_or_empty(field, "title"), text_or_empty(field, "description")};
  return table;
}

}  // namespace

OpenDataText open_data_from_json(const Json& json) {
  OpenDataText text;
  text.name = text_or_empty(json, "name");
  text.title = text_or_empty(json, "title");
  text.description = text_or_empty(json, "description");
  for (const Json& word : array_or_empty(json, "keywords"))
    if (const auto* value = word.get_ptr<const std::string*>()) text.keywords.push_back(*value);
  text.publisher = text_or_empty(json, "publisher");
  const Json& licence = object_or_empty(json, "licence");
  text.licence_id = text_or_empty(licence, "id");
  text.licence_title = text_or_empty(licence, "title");
  text.licence_text = text_or_empty(licence, "text");
  text.licence_status = text_or_empty(licence, "confirmation");
  text.citation = text_or_empty(json, "citation");
  const Json& contact = object_or_empty(json, "contact");
  text.contact_name = text_or_empty(contact, "name");
  text.contact_phone = text_or_empty(contact, "phone");
  for (const auto& [name, table] : object_or_empty(json, "tables").items())
    text.tables[name] = table_from_json(table);
  return text;
}

DataTableText table_text(const OpenDataText& text, std::string_view table) {
  const auto found = text.tables.find(table);
  return found == text.tables.end() ? DataTableText{std::string(table), {}, {}, {}} : found->second;
}

DataFieldText field_text(const DataTableText& table, std::string_view field) {
  const auto found = table.fields.find(field);
  return found == table.fields.end() ? DataFieldText{std::string(field), {}} : found->second;
}

}  // namespace wufei::contract
