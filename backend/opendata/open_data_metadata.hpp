// Descriptions of the open data for programs: Frictionless data package (v1), DCAT 3 as JSON-LD; CSV on the
// Web is lib/table/csv_on_the_web.hpp. Pure functions of the tables and of what the content says about them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/document/open_data.hpp"
#include "lib/table/dataset.hpp"

namespace wufei::http {

// What stands in every description.
struct DataEdition {
  contract::OpenDataText text;
  std::string plan_title;   // the document that the tables are read from
  std::string version;      // "" while the version is being computed
  std::string created;      // RFC 3339, likewise
  std::string public_url;   // "" = addresses stay relative
  std::string portal = {};  // who publishes while nobody is named who does
};

struct CsvFacts {
  std::size_t bytes = 0;
  std::string sha256;  // lower-case hexadecimal
};
using AllCsvFacts = std::map<std::string, CsvFacts, std::less<>>;  // by table

contract::Json data_package(const DataEdition& edition, const std::vector<service::Dataset>& tables,
                            const AllCsvFacts& csv);
using FileSizes = std::map<std::string, std::size_t, std::less<>>;  // in bytes, by file
// `versions`: every version that can be had, newest first.
contract::Json data_catalog(const DataEdition& edition, const std::vector<service::Dataset>& tables,
                            const std::vector<std::string>& versions, const FileSizes& sizes);

}  // namespace wufei::http
