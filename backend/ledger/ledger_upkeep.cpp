#include "ledger/ledger_upkeep.hpp"

namespace wufei::service {

contract::Status enter_earlier(LedgerService& ledger, const Changes& changes, const Turn& turn) {
  if (ledger.caught_up()) return contract::ok();
  if (auto entered = ledger.catch_up(turn); !entered) return entered;
  if (ledger.caught_up()) changes.tell("ledger", Change::news);
  return contract::ok();
}

contract::Status close_and_tell(LedgerService& ledger, const Changes& changes, contract::Month& told) {
  if (const auto counted = ledger.close_months(); !counted) return counted.error();
  const auto last = ledger.last_closed();
  if (!last) return last.error();
  if (*last != told) changes.tell("ledger", Change::news);
  told = *last;
  return contract::ok();
}

}  // namespace wufei::service
