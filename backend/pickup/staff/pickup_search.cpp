// What staff look for among the bookings. Personal data is sealed one row at a time, so that a search opens
// the rows of the days shown and no more; a whole telephone number is found by its hash.
#include <algorithm>
#include <iterator>

#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

bool is_tail(std::string_view words) {
  constexpr std::size_t kShortestTail = 3;
  return words.size() >= kShortestTail &&
         std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds(std::string_view text, std::string_view part) {
  return contract::to_half_width(text).find(part) != std::string::npos;
}

// `words` in half width.
bool is_about(const storage::PickupRow& row, const RunSheetRow& shown, std::string_view words) {
  if (words.empty()) return true;
  if (row.personal && is_tail(words) && row.personal->phone.ends_with(words)) return true;
  return holds(shown.contact_name, words) || holds(shown.address, words) ||
         holds(shown.village_name, words) || holds(shown.area_name, words) || holds(shown.items, words) ||
         holds(shown.crew, words);
}

// The bookings of the days wanted, as many as a search may open: from the middle of them outwards, so that
// what is left out is furthest from the day that people look at. In order of time.
std::vector<storage::PickupRow> nearest_days(PickupState& state, storage::Session& session,
                                             const StaffSearch& wanted) {
  std::vector<storage::PickupRow> rows;
  const int days = wanted.last.days - wanted.first.days;
  for (int step = 0; step <= days && rows.size() < kMostSearched; ++step) {
    const int from_middle = (step + 1) / 2 * (step % 2 == 0 ? -1 : 1);
    const contract::Date day = contract::add_days(wanted.first, days / 2 + from_middle);
    const bool later = from_middle >= 0;
    auto found = state.pickups.of_days(session, {day, day, wanted.area}, kMostSearched - rows.size());
    rows.insert(later ? rows.end() : rows.begin(), std::move_iterator(found.begin()),
                std::move_iterator(found.end()));
  }
  return rows;
}

}  // namespace

contract::Result<std::vector<StatusCount>> PickupService::counts_by_day(contract::Date first,
                                                                        contract::Date last) {
  using Counts = std::vector<StatusCount>;
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<Counts> {
    Counts counts;
    for (const storage::DayCount& row : storage::PickupStore::day_counts(session, first, last))
      counts.push_back({row.day, row.status, row.count});
    return counts;
  });
}

contract::Result<std::string> PickupService::day_stamp(contract::Date day) {
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<std::string> {
    return storage::PickupStore::day_stamp(session, day);
  });
}

contract::Result<StaffFindings> PickupService::search(const StaffSearch& wanted,
                                                      const contract::Actor& actor) {
  const auto content = state_->current_content();
  const std::string words = contract::to_half_width(contract::trimmed(wanted.words));
  const auto phone = contract::normalised_phone(words);
  const storage::AccessEntry entry{
      state_->clock.now(),
      actor,
      words.empty() ? "list" : "search",
      {},
      contract::format_date(wanted.first) + " " + contract::format_date(wanted.last) + " " + wanted.area};
  return state_->journal.look_on_record(
      entry, [&](storage::Session& session) -> contract::Result<StaffFindings> {
        const auto rows = phone ? state_->pickups.with_phone(session, *phone, kMostSearched)
                                : nearest_days(*state_, session, wanted);
        StaffFindings found;
        found.more = rows.size() == kMostSearched;
        for (const storage::PickupRow& row : rows) {
          RunSheetRow shown = sheet_row(row, *content, false);
          if (!phone && !is_about(row, shown, words)) continue;
          found.more = found.more || found.rows.size() == kMostFound;
          if (found.rows.size() < kMostFound) found.rows.push_back(std::move(shown));
        }
        return found;
      });
}

}  // namespace wufei::service
