// Descriptions of CSV files for programs by CSV on the Web (W3C, 2015): columns with their types, keys,
// references. Pure functions of the tables and of what is said about them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/document/open_data.hpp"
#include "lib/table/dataset.hpp"

namespace wufei::http {

// "areas.code" as table and field.
std::pair<std::string, std::string> split_reference(const std::string& reference);
bool is_among(const std::vector<service::Dataset>& tables, const std::string& name);

// CSVW metadata of NAME.csv alone: without its references to other tables, which only a group can have.
contract::Json csv_metadata(const contract::OpenDataText& text, const service::Dataset& table);
// CSVW metadata of all tables as a group, with their references.
contract::Json csv_group(const contract::OpenDataText& text, const std::vector<service::Dataset>& tables);

}  // namespace wufei::http
