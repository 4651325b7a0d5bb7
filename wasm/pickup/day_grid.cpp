#include "wasm/pickup/day_grid.hpp"

#include <algorithm>

namespace wufei::model {
namespace {

constexpr int kDaysPerPage = 14;

// Pages begin on the Monday of the first day's week, so that weekdays keep their column.
int page_of_day(const std::vector<DayCell>& days, contract::Date day) {
  if (days.empty()) return 0;
  const int first_monday = days.front().date.days - (contract::iso_weekday(days.front().date) - 1);
  return std::max(0, (day.days - first_monday) / kDaysPerPage);
}

}  // namespace

std::vector<DayCell> days_of(const SlotPicker& picker) {
  std::vector<DayCell> days;
  for (const contract::Slot& slot : picker.slots.value) {
    if (days.empty() || days.back().date != slot.date) days.push_back({slot.date, 0});
    days.back().remaining = std::min(days.back().remaining + slot.remaining, slot.day_remaining);
  }
  return days;
}

int day_page_count(const SlotPicker& picker) {
  const auto days = days_of(picker);
  return days.empty() ? 0 : page_of_day(days, days.back().date) + 1;
}

std::vector<DayCell> shown_days(const SlotPicker& picker) {
  const auto days = days_of(picker);
  std::vector<DayCell> shown;
  for (const DayCell& cell : days)
    if (page_of_day(days, cell.date) == picker.page) shown.push_back(cell);
  return shown;
}

std::vector<contract::Slot> shown_slots(const SlotPicker& picker) {
  std::vector<contract::Slot> shown;
  for (const contract::Slot& slot : picker.slots.value)
    if (picker.day && slot.date == *picker.day) shown.push_back(slot);
  return shown;
}

void point_at(SlotPicker& picker, contract::Date day) {
  picker.day = day;
  picker.page = page_of_day(days_of(picker), day);
}

void point_at_first_open(SlotPicker& picker) {
  for (const DayCell& cell : days_of(picker))
    if (cell.remaining > 0) return point_at(picker, cell.date);
}

}  // namespace wufei::model
