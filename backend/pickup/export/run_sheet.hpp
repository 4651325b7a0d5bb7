// The day's run sheet as a crew takes it along: a table for the terminal, CSV for any program, XLSX for the
// office. Only formats rows; what may be in them is decided by pickup_service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/result.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::app {

using RunSheet = std::vector<service::RunSheetRow>;

// Aligned for a terminal in which Chinese characters take two columns; ends with the number of pickups.
std::string run_sheet_table(const RunSheet& rows);
// RFC 4180 with CRLF and a UTF-8 byte order mark, so that Excel opens it in Chinese. Cells that a spreadsheet
// would take for a formula get a leading apostrophe (OWASP, CSV injection).
std::string run_sheet_csv(const RunSheet& rows);
// The bytes of a workbook with one sheet, header row frozen, set up for A4 landscape. Errors: internal.
contract::Result<std::string> run_sheet_xlsx(const RunSheet& rows, std::string_view title);

}  // namespace wufei::app
