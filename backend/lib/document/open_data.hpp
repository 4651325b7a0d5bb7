// What people read about the open data: licence, contact, and the name and meaning of each table and field.
// Plain data; content/open_data.json is its source.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

struct DataFieldText {
  std::string title;
  std::string description;
};

struct DataTableText {
  std::string title;
  std::string description;
  std::string source;
  std::map<std::string, DataFieldText, std::less<>> fields;
};

struct OpenDataText {
  std::string name;  // of the package: lower case, digits, '-'
  std::string title;
  std::string description;
  std::vector<std::string> keywords;
  std::string publisher;  // "" = not published
  std::string licence_id;
  std::string licence_title;
  std::string licence_text;
  std::string licence_status;  // pending | confirmed
  std::string citation;        // how to cite, with {version}
  std::string contact_name;
  std::string contact_phone;
  std::map<std::string, DataTableText, std::less<>> tables;
};

OpenDataText open_data_from_json(const Json& json);
// The table's text; one with its machine name when the content has none.
DataTableText table_text(const OpenDataText& text, std::string_view table);
// Likewise for a field of it.
DataFieldText field_text(const DataTableText& table, std::string_view field);

}  // namespace wufei::contract
