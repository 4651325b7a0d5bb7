// What became of the stops on the sheets that crews were given in a month. A stop counts once for each day on
// which it stood on a sheet, with the record of it that stands. Pure but for what it reads.
#pragma once

#include "desk/sheets/sheet_store.hpp"
#include "ledger/ledger_store.hpp"
#include "pickup/outcome/stop_record.hpp"

namespace wufei::service {

// Parts of ledger_month. The first is the sum of all that follow it but the last; besides these there are
// "KIND" and "KIND/REASON" of stops where nothing was collected (names of OutcomeKind, ids of reasons).
inline constexpr std::string_view kPartPlanned = "planned";  // stops on sheets
inline constexpr std::string_view kPartOnTime =
    "on_time";                                           // collected, the crew there before the window ended
inline constexpr std::string_view kPartLate = "late";    // collected, later
inline constexpr std::string_view kPartMoved = "moved";  // cancelled, or given another day, after the sheet
inline constexpr std::string_view kPartNoRecord = "no_record";  // nothing was recorded
inline constexpr std::string_view kPartUpheld =
    "missed_upheld";  // reports of missed pickups upheld in the month

// Of one stop that stood on a sheet of `day`; `stop` null: the booking is not there any more.
std::string part_of(const storage::StopRecord* stop, contract::Date day);
// Of a month; empty when no sheet was given out in it.
storage::LedgerStore::Counts count_month(storage::Session& session, const storage::SheetStore& sheets,
                                         const storage::StopRecordStore& stops, contract::Month month);

}  // namespace wufei::service
