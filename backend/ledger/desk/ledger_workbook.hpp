// The ledger as a workbook, ready to be printed: sums, and every row.
#pragma once

#include "ledger/desk/ledger_view.hpp"
#include "lib/base/result.hpp"

namespace wufei::http {

// Bytes of an XLSX file; `prepared` is its day. Errors: internal.
contract::Result<std::string> ledger_workbook(const LedgerPageView& view, contract::Date prepared);

}  // namespace wufei::http
