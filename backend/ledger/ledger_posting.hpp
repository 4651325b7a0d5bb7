// How outcomes of stops become rows of the ledger. A row is never changed: a correction takes back what
// stands and enters what is so now.
#pragma once

#include "ledger/ledger_content.hpp"
#include "ledger/ledger_store.hpp"
#include "pickup/outcome/stop_record.hpp"

namespace wufei::service {

// The rows of one outcome: one for each item. A crew weighs a stop as a whole: with one item the weight
// stands on its row, with several on a row of its own. Empty unless something was collected.
std::vector<storage::LedgerEntry> rows_of(const storage::StopRecord& stop, const storage::OutcomeRow& record,
                                          const LedgerContent& content);
// Enters every revision of the stop that is not in the ledger yet, in no month that is published: the first
// one after those takes it, with the day as it is. What is there already is left alone, so it may be called
// any number of times. Answers how many rows were added. Throws Failure.
int enter_stop(storage::Session& session, const storage::LedgerStore& ledger, const storage::StopRecord& stop,
               const LedgerContent& content);

}  // namespace wufei::service
