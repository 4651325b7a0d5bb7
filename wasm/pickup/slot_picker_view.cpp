// Choosing a day and a window, shared by the booking and by its change.
#include <algorithm>

#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/day_grid.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::DayCell;

constexpr int kFew = 3;           // places left that are counted
constexpr std::size_t kRows = 4;  // days at once in large print
constexpr std::size_t kWeek = 6;  // and one where a Sunday is worked
constexpr std::size_t kWord = 3;  // bytes of the first character of a weekday's two

// In the change form the picker is a part of a card that has its own heading.
int heading_level(model::Form form) {
  return form == model::Form::change ? 3 : 2;
}

std::string places_left(const contract::Slot& slot) {
  if (!slot.closed.empty()) return slot.closed;
  if (slot.remaining <= 0) return std::string(text(Text::pickup_day_full));
  return text(Text::pickup_remaining, {{"count", std::to_string(slot.remaining)}});
}

void draw_nearest(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                  const std::vector<contract::Slot>& slots, std::string_view chosen) {
  ui.heading(heading_level(form), text(Text::pickup_nearest));
  auto group = ui.radio_group(text(Text::pickup_nearest));
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const std::string key = "nearest" + std::to_string(i);
    const std::string label = slot_text(model, slots[i]);
    const std::string left = places_left(slots[i]);
    if (kit::slot_row(ui, {.key = key, .label = label, .note = left, .checked = slots[i].id == chosen}))
      commands.push_back(model::ChooseSlot{form, slots[i].id});
  }
}

std::string spoken_day(const DayCell& cell) {
  if (cell.remaining <= 0) return text(Text::pickup_day_spoken_full, {{"day", day_text(cell.date)}});
  return text(Text::pickup_day_spoken,
              {{"day", day_text(cell.date)}, {"count", std::to_string(cell.remaining)}});
}

kit::Day day_of(const DayCell& cell, bool checked) {
  kit::Day day;
  day.checked = checked;
  day.number = std::to_string(contract::year_month_day(cell.date).day);
  if (!cell.collects) return day;
  day.spoken = spoken_day(cell);
  const std::string count = std::to_string(cell.remaining);
  day.state = cell.remaining <= 0      ? kit::DayState::full
              : cell.remaining <= kFew ? kit::DayState::few
                                       : kit::DayState::open;
  day.word = day.state == kit::DayState::full  ? std::string(text(Text::pickup_day_full))
             : day.state == kit::DayState::few ? text(Text::pickup_day_few, {{"count", count}})
                                               : std::string(text(Text::pickup_day_open));
  return day;
}

std::vector<kit::Day> days_shown(const std::vector<DayCell>& cells, const model::SlotPicker& picker) {
  std::vector<kit::Day> days;
  int month = cells.empty() ? 0 : contract::year_month_day(cells.front().date).month;
  for (const DayCell& cell : cells) {
    days.push_back(day_of(cell, picker.day == cell.date && cell.collects));
    const int now = contract::year_month_day(cell.date).month;
    if (now != month) days.back().month = text(Text::pickup_month, {{"month", std::to_string(now)}});
    month = now;
  }
  return days;
}

void draw_weeks(kit::Ui& ui, Commands& commands, model::Form form, const model::SlotPicker& picker,
                std::string_view error) {
  const auto days = model::days_of(picker);
  const auto cells = model::weeks_of(days);
  std::vector<std::string_view> weekdays;
  const std::size_t count = kWeek + (model::has_sunday(days) ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) weekdays.push_back(weekday_text(cells[i].date).substr(kWord));
  const int pressed =
      kit::day_picker(ui, text(Text::pickup_days), weekdays, days_shown(cells, picker), error);
  if (pressed >= 0) commands.push_back(model::ChooseDay{form, cells[static_cast<std::size_t>(pressed)].date});
}

// Days on which nobody comes, though one would: those of one reason together.
void draw_closed_days(kit::Ui& ui, const model::SlotPicker& picker) {
  const auto days = model::days_of(picker);
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (days[i].collects) continue;
    std::string span = day_text(days[i].date);
    std::size_t last = i;
    while (last + 1 < days.size() && !days[last + 1].collects && days[last + 1].closed == days[i].closed)
      ++last;
    if (last > i) span += text(Text::pickup_days_until, {{"day", day_text(days[last].date)}});
    ui.text(text(Text::pickup_days_closed, {{"days", span}, {"reason", days[i].closed}}));
    i = last;
  }
}

// Large print: one row per day that has places, a few at a time.
void draw_day_rows(kit::Ui& ui, Commands& commands, model::Form form, const model::SlotPicker& picker,
                   std::string_view error) {
  std::vector<DayCell> open;
  std::size_t shown = kRows * static_cast<std::size_t>(picker.page + 1);
  for (const DayCell& cell : model::days_of(picker)) {
    if (cell.remaining <= 0 && picker.day != cell.date) continue;
    open.push_back(cell);
    if (picker.day == cell.date) shown = std::max(shown, open.size());
  }
  {
    auto group = ui.radio_group(text(Text::pickup_days), error);
    for (std::size_t i = 0; i < std::min(shown, open.size()); ++i) {
      const std::string key = "day" + std::to_string(i), label = month_day_text(open[i].date);
      if (kit::slot_row(ui, {.key = key,
                             .label = label,
                             .note = weekday_text(open[i].date),
                             .checked = picker.day == open[i].date}))
        commands.push_back(model::ChooseDay{form, open[i].date});
    }
  }
  if (shown >= open.size() || !ui.button("days_more", text(Text::pickup_days_more),
                                         {.kind = kit::ButtonKind::quiet, .icon = "caret-down"}))
    return;
  commands.push_back(model::ShowDays{form, static_cast<int>(shown / kRows)});
  ui.focus("day" + std::to_string(shown));  // the first that is new, above the button or in its place
}

void draw_window_rows(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                      std::string_view chosen, bool alone) {
  int row = 0;
  for (const contract::Slot& slot : model::shown_slots(model::picker_of(model, form))) {
    const std::string label = window_text(model, slot), left = places_left(slot);
    // On a page of their own the first of them is where a fault of the slot leads.
    const std::string key = alone ? "day" + std::to_string(row++) : slot.id;
    if (kit::slot_row(ui, {.key = key,
                           .label = label,
                           .note = left,
                           .checked = slot.id == chosen,
                           .enabled = slot.remaining > 0 || slot.id == chosen}))
      commands.push_back(model::ChooseSlot{form, slot.id});
  }
}

void draw_windows(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                  std::string_view chosen) {
  const model::SlotPicker& picker = model::picker_of(model, form);
  if (!picker.day) return;
  const std::string title = text(Text::pickup_windows, {{"day", day_text(*picker.day)}});
  ui.heading(heading_level(form), title);
  auto group = ui.radio_group(title);
  draw_window_rows(model, ui, commands, form, chosen, false);
}

// Large print, after the day was asked.
void draw_hours(const Model& model, kit::Ui& ui, Commands& commands, std::string_view chosen,
                std::string_view error) {
  const model::SlotPicker& picker = model.booking.picker;
  if (!picker.day) return;
  ui.text(day_text(*picker.day));
  auto group = ui.radio_group(text(Text::pickup_windows, {{"day", day_text(*picker.day)}}), error);
  draw_window_rows(model, ui, commands, model::Form::draft, chosen, true);
}

}  // namespace

void draw_slot_picker(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                      std::string_view slot, std::string_view error) {
  const model::SlotPicker& picker = model::picker_of(model, form);
  const auto asked = form == model::Form::draft ? model::asked_now(model) : std::nullopt;
  const bool hours = asked && asked->first == model::Question::hours;
  if (!picker.nearest.empty() && !hours) draw_nearest(model, ui, commands, form, picker.nearest, slot);
  if (!draw_state(model, ui, commands, picker.slots)) return;
  if (picker.slots.value.empty())
    return ui.alert(kit::AlertKind::info, text(Text::pickup_slots_empty_title),
                    text(Text::pickup_slots_empty_text));
  if (hours) return draw_hours(model, ui, commands, slot, error);
  if (ui.elder())
    draw_day_rows(ui, commands, form, picker, error);
  else
    draw_weeks(ui, commands, form, picker, error);
  draw_closed_days(ui, picker);
  ui.text(text(Text::pickup_days_shared), kit::Tone::muted, kit::TextSize::small);
  if (!asked || asked->last == model::Question::hours) draw_windows(model, ui, commands, form, slot);
}

}  // namespace wufei::views
