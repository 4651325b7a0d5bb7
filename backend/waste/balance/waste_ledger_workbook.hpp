// A party's ledger as a workbook: the monthly summary of flows in the columns of the ledger guide's table 2
// (Ministry of Ecology and Environment, 2021 No. 82; columns told from memory, so the sheet says that they
// are to be checked), and the rows.
#pragma once

#include <string>

#include "lib/base/result.hpp"
#include "waste/balance/waste_ledger_view.hpp"

namespace wufei::http {

// Errors: internal (lib/table/workbook.hpp).
contract::Result<std::string> waste_ledger_workbook(const WasteLedgerPageView& view);

}  // namespace wufei::http
