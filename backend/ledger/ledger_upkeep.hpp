// What the ledger does on its own, and what it then tells those who keep pages and open data made from it.
#pragma once

#include "county/changes.hpp"
#include "ledger/ledger_service.hpp"

namespace wufei::service {

// Goes on with LedgerService::catch_up; tells news of "ledger" in the turn in which it comes to its end, for
// until then nothing is published. Errors: unavailable.
contract::Status enter_earlier(LedgerService& ledger, const Changes& changes, const Turn& turn);
// Closes months that are over; tells news of "ledger" when the last one published is another than `told`, and
// keeps it there, 0 = none yet. Errors: unavailable.
contract::Status close_and_tell(LedgerService& ledger, const Changes& changes, contract::Month& told);

}  // namespace wufei::service
