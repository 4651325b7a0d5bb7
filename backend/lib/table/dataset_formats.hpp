// A table of open data as bytes: CSV, JSON, workbook. The same table gives the same bytes, always. Pure but
// for the scratch directory of the workbook.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/document/open_data.hpp"
#include "lib/table/dataset.hpp"

namespace wufei::http {

// As csv.hpp, without a byte order mark; machine names as header. Lists are joined by ";".
std::string dataset_csv(const service::Dataset& table);
// An array of objects, one per line, members in the order of the fields; what is not said is null, lists are
// arrays, numbers are numbers.
std::string dataset_json(const service::Dataset& table);

struct WorkbookNotes {
  contract::DataTableText text;
  std::string version;
  std::string date;  // YYYY-MM-DD: stands as the time of creation, so that no clock is in the bytes
  std::string licence;
  std::string publisher;
};
// XLSX: one sheet with the rows (titles as frozen header, typed cells), one about the table and its fields.
// Errors: internal (no temporary directory, disk full).
contract::Result<std::string> dataset_workbook(const service::Dataset& table, const WorkbookNotes& notes);

// As in CSV, without quotes and guard: for pages.
std::string value_text(const service::DatasetValue& value);

}  // namespace wufei::http
