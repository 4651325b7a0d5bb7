#include "wasm/pickup/day_grid.hpp"

#include <algorithm>

namespace wufei::model {
namespace {

constexpr int kSunday = 7;

}  // namespace

std::vector<DayCell> days_of(const SlotPicker& picker) {
  std::vector<DayCell> days;
  for (const contract::Slot& slot : picker.slots.value) {
    if (days.empty() || days.back().date != slot.date) days.push_back({slot.date, 0, false, slot.closed});
    days.back().collects = days.back().collects || slot.closed.empty();
    days.back().remaining = std::min(days.back().remaining + slot.remaining, slot.day_remaining);
  }
  return days;
}

bool has_sunday(const std::vector<DayCell>& days) {
  return std::any_of(days.begin(), days.end(),
                     [](const DayCell& day) { return contract::iso_weekday(day.date) == kSunday; });
}

std::vector<DayCell> weeks_of(const std::vector<DayCell>& days) {
  std::vector<DayCell> cells;
  if (days.empty()) return cells;
  const bool sundays = has_sunday(days);
  auto known = days.begin();
  contract::Date date = days.front().date;
  date.days -= contract::iso_weekday(date) - 1;
  for (; date.days <= days.back().date.days || contract::iso_weekday(date) != 1; ++date.days) {
    const bool collects = known != days.end() && known->date == date;
    if (sundays || contract::iso_weekday(date) != kSunday)
      cells.push_back(collects ? *known : DayCell{date, 0, false});
    if (collects) ++known;
  }
  return cells;
}

std::vector<contract::Slot> shown_slots(const SlotPicker& picker) {
  std::vector<contract::Slot> shown;
  for (const contract::Slot& slot : picker.slots.value)
    if (picker.day && slot.date == *picker.day) shown.push_back(slot);
  return shown;
}

void point_at_first_open(SlotPicker& picker) {
  for (const DayCell& cell : days_of(picker))
    if (cell.remaining > 0) return void(picker.day = cell.date);
}

}  // namespace wufei::model
