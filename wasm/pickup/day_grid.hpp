// The days of a slot list in weeks: what can be booked when. Pure functions over the picker; draws nothing.
#pragma once

#include <vector>

#include "wasm/portal/shared/model.hpp"

namespace wufei::model {

// A day; `remaining` is over all its windows, within what the county still takes.
struct DayCell {
  contract::Date date;
  int remaining = 0;
  bool collects = true;     // false: a day of the grid that the county does not collect on
  std::string closed = {};  // why it does not, where it would
};

// The days that the county collects on, and those on which it would, but does not.
std::vector<DayCell> days_of(const SlotPicker& picker);
// True when one of them is a Sunday.
bool has_sunday(const std::vector<DayCell>& days);
// Whole weeks from the Monday before the first of `days` to the last one; without Sundays when there is none.
std::vector<DayCell> weeks_of(const std::vector<DayCell>& days);
// The windows of the chosen day.
std::vector<contract::Slot> shown_slots(const SlotPicker& picker);
void point_at_first_open(SlotPicker& picker);

}  // namespace wufei::model
