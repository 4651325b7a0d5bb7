// A table of texts for a report: as CSV, and several as the sheets of a workbook, where cells that are plain
// numbers become numbers.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::service {

struct ReportTable {
  std::string name;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  // What a printed sheet says above its titles; with it the sheet is set up for paper, its texts in lines.
  std::vector<std::string> head = {};
  std::vector<double> widths = {};  // of its columns, in characters; others have the usual one
};

// As csv_file().
std::string report_csv(const ReportTable& table);
// One sheet each. Errors: internal (no temporary directory, disk full).
contract::Result<std::string> report_workbook(const std::vector<ReportTable>& tables);

}  // namespace wufei::service
