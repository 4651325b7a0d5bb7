// Choosing a day and a window, shared by the booking and by its change.
#include "wasm/pickup/day_grid.hpp"
#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

// In the change form the picker is a part of a card that has its own heading.
int heading_level(model::Form form) {
  return form == model::Form::change ? 3 : 2;
}

void draw_nearest(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                  const std::vector<contract::Slot>& slots, std::string_view chosen) {
  ui.heading(heading_level(form), text(Text::pickup_nearest));
  auto group = ui.radio_group(text(Text::pickup_nearest));
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const contract::Slot& slot = slots[i];
    const std::string badge = text(Text::pickup_remaining, {{"count", std::to_string(slot.remaining)}});
    if (ui.radio("nearest" + std::to_string(i), slot_text(model, slot), slot.id == chosen,
                 {.icon = "clock", .badge = badge}))
      commands.push_back(model::ChooseSlot{form, slot.id});
  }
}

void draw_day(kit::Ui& ui, Commands& commands, model::Form form, const model::DayCell& cell, bool checked,
              std::size_t index) {
  ui.next_cell();
  const bool open = cell.remaining > 0;
  const std::string day = month_day_text(cell.date);
  const std::string spoken = open ? text(Text::pickup_day_spoken, {{"day", day_text(cell.date)},
                                                                   {"count", std::to_string(cell.remaining)}})
                                  : text(Text::pickup_day_spoken_full, {{"day", day_text(cell.date)}});
  const std::string_view second = open ? weekday_text(cell.date) : text(Text::pickup_day_full);
  if (ui.radio_tile("day" + std::to_string(index), day, second, checked, open || checked, spoken))
    commands.push_back(model::ChooseDay{form, cell.date});
}

// On phones: as many as hold a date without breaking it.
int day_columns(const kit::Ui& ui) {
  return ui.width() < (ui.elder() ? 390 : 270) ? 2 : 3;
}

void draw_days(kit::Ui& ui, Commands& commands, model::Form form, const model::SlotPicker& picker,
               std::string_view error) {
  ui.heading(heading_level(form), text(Text::pickup_days));
  ui.text(text(Text::pickup_days_shared), kit::Tone::muted);
  auto group = ui.radio_group(text(Text::pickup_days), error);
  auto grid = ui.grid(day_columns(ui), 6, 8);
  const auto days = model::shown_days(picker);
  for (std::size_t i = 0; i < days.size(); ++i)
    draw_day(ui, commands, form, days[i], picker.day == days[i].date, i);
}

void draw_day_pages(kit::Ui& ui, Commands& commands, model::Form form, const model::SlotPicker& picker) {
  const int pages = model::day_page_count(picker);
  if (pages < 2) return;
  auto row = ui.row();
  if (ui.button("days_earlier", text(Text::pickup_days_earlier),
                {.kind = kit::ButtonKind::quiet,
                 .icon = "caret-left",
                 .enabled = picker.page > 0,
                 .full_width = false}))
    commands.push_back(model::ShowDays{form, picker.page - 1});
  if (ui.button("days_later", text(Text::pickup_days_later),
                {.kind = kit::ButtonKind::quiet,
                 .icon = "caret-right",
                 .enabled = picker.page + 1 < pages,
                 .full_width = false}))
    commands.push_back(model::ShowDays{form, picker.page + 1});
}

void draw_windows(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                  const model::SlotPicker& picker, std::string_view chosen) {
  if (!picker.day) return ui.text(text(Text::pickup_choose_day_first), kit::Tone::muted);
  const std::string title = text(Text::pickup_windows, {{"day", day_text(*picker.day)}});
  ui.heading(heading_level(form), title);
  auto group = ui.radio_group(title);
  for (const contract::Slot& slot : model::shown_slots(picker)) {
    const bool open = slot.remaining > 0 || slot.id == chosen;
    const std::string badge = slot.remaining > 0
                                  ? text(Text::pickup_remaining, {{"count", std::to_string(slot.remaining)}})
                                  : std::string(text(Text::pickup_full));
    if (ui.radio(slot.id, window_text(model, slot), slot.id == chosen, {.badge = badge, .enabled = open}))
      commands.push_back(model::ChooseSlot{form, slot.id});
  }
}

}  // namespace

void draw_slot_picker(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                      std::string_view slot, std::string_view error) {
  const model::SlotPicker& picker = form == model::Form::change ? model.change.picker : model.booking.picker;
  if (!picker.nearest.empty()) draw_nearest(model, ui, commands, form, picker.nearest, slot);
  if (!draw_state(model, ui, commands, picker.slots)) return;
  if (picker.slots.value.empty())
    return ui.alert(kit::AlertKind::info, text(Text::pickup_slots_empty_title),
                    text(Text::pickup_slots_empty_text));
  draw_days(ui, commands, form, picker, error);
  draw_day_pages(ui, commands, form, picker);
  draw_windows(model, ui, commands, form, picker, slot);
}

}  // namespace wufei::views
