// Tables as an XLSX workbook, one sheet each. Cells that are plain numbers become numbers, all others text:
// no cell is ever a formula.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "survey/survey_report.hpp"

namespace wufei::app {

// Errors: internal (no temporary directory, disk full).
contract::Result<std::string> make_workbook(const std::vector<service::ReportTable>& sheets);

}  // namespace wufei::app
