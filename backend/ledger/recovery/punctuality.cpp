#include "ledger/recovery/punctuality.hpp"

#include <set>

namespace wufei::service {

using contract::OutcomeKind;
using contract::PickupStatus;
using storage::StopRecord;

std::string part_of(const StopRecord* stop, contract::Date day) {
  if (stop == nullptr) return std::string(kPartNoRecord);
  if (stop->status == PickupStatus::cancelled || stop->date != day) return std::string(kPartMoved);
  if (stop->outcomes.empty()) return std::string(kPartNoRecord);
  const contract::Outcome& outcome = stop->outcomes.back().outcome;
  if (outcome.kind != OutcomeKind::collected) {
    std::string part(contract::outcome_name(outcome.kind));
    return outcome.reason.empty() ? part : part + "/" + outcome.reason;
  }
  // A correction is written later than the crew was there.
  const contract::UtcSeconds there = stop->outcomes.front().outcome.at;
  return std::string(there <= contract::china_instant(day, stop->end_minute) ? kPartOnTime : kPartLate);
}

storage::LedgerStore::Counts count_month(storage::Session& session, const storage::SheetStore& sheets,
                                         const storage::StopRecordStore& stops, contract::Month month) {
  const contract::Date first = contract::first_day(month),
                       end = contract::first_day(contract::next_month(month));
  storage::LedgerStore::Counts counts;
  std::set<std::pair<std::int32_t, std::string>> seen;
  for (const storage::SheetStop& one : sheets.stops(session, first, contract::add_days(end, -1))) {
    if (!seen.insert({one.date.days, one.reference}).second) continue;
    const auto stop = stops.find(session, one.reference);
    ++counts[part_of(stop ? &*stop : nullptr, one.date)];
    ++counts[std::string(kPartPlanned)];
  }
  if (!counts.empty())
    counts[std::string(kPartUpheld)] =
        stops.upheld(session, contract::china_instant(first, 0), contract::china_instant(end, 0));
  return counts;
}

}  // namespace wufei::service
