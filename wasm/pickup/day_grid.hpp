// The days of a slot list as a grid of two-week pages: what can be booked when. Pure functions over the
// picker; draws nothing.
#pragma once

#include <vector>

#include "wasm/core/model.hpp"

namespace wufei::model {

// One day that the county collects on; `remaining` is over all its windows, within what the county still
// takes.
struct DayCell {
  contract::Date date;
  int remaining = 0;
};

std::vector<DayCell> days_of(const SlotPicker& picker);
int day_page_count(const SlotPicker& picker);
// The days of the shown page.
std::vector<DayCell> shown_days(const SlotPicker& picker);
// The windows of the chosen day.
std::vector<contract::Slot> shown_slots(const SlotPicker& picker);
void point_at(SlotPicker& picker, contract::Date day);
void point_at_first_open(SlotPicker& picker);

}  // namespace wufei::model
