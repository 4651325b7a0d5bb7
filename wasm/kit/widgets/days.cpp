// Days of several weeks as one radio group, and the rows of a day's windows.
#include <algorithm>
#include <cmath>

#include "wasm/kit/parts.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kDayHeight = 56, kDayGap = 6;

TextStyle word_style(bool bold = false) {
  return {bold ? platform::Face::bold : platform::Face::regular, 13, 16};
}

void draw_frame(UiState& s, const Day& day, const NodeRect& rect) {
  if (day.checked) return void(s.list.fill(rect, {colour::act, colour::act_held, colour::act_held}, 10));
  if (day.state == DayState::full) return void(s.list.fill(rect, colour::sunken, 10));
  s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, 10);
  s.list.border(rect, {colour::edge, colour::act_text, colour::act_text}, 10, 2);
}

// Month, number and word in the middle of the cell.
void draw_day(UiState& s, const Day& day, const NodeRect& rect) {
  const bool dim = day.state == DayState::none || (day.state == DayState::full && !day.checked);
  const float number_line = day.month.empty() ? 22.0F : 18.0F;
  const TextStyle number{dim ? platform::Face::regular : platform::Face::bold, 18, number_line};
  const float texts = number_line + (day.word.empty() ? 0 : 16) + (day.month.empty() ? 0 : 16);
  const Colour strong = day.checked ? colour::on_act : dim ? colour::ink_2 : colour::ink;
  const bool few = day.state == DayState::few && !day.checked;
  const Colour soft = day.checked ? colour::on_act : few ? colour::warn : colour::ink_2;
  float y = rect.y + (rect.height - texts) / 2;
  const auto line = [&](const std::string& words, const TextStyle& style, Colour colour) {
    if (words.empty()) return;
    draw_text(s, lay_text(s, words, style, rect.width), rect.x, y, colour, Align::centre, rect.width);
    y += style.line_height;
  };
  line(day.month, word_style(), strong);
  line(day.number, number, strong);
  line(day.word, word_style(few), soft);
}

// True when it was pressed.
bool put_day(UiState& s, const Day& day, const std::string& key, const NodeRect& rect) {
  const bool enabled = day.state != DayState::full || day.checked;
  const std::uint32_t id = widget_id(s, key);
  s.list.set_owner(id);
  draw_frame(s, day, rect);
  draw_day(s, day, rect);
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "radio", day.spoken, rect);
  add_state(node, "checked", day.checked ? "1" : "0");
  if (!enabled) add_state(node, "disabled");
  return react(s, id, key, rect, enabled);
}

float mark_size(const UiState& s) {
  return s.theme.elder ? 40.0F : 28.0F;
}

void draw_mark(UiState& s, const SlotRow& row, float x, float y) {
  const float radius = mark_size(s) / 2;
  const Colour edge = row.checked ? colour::act_text : row.enabled ? colour::edge : colour::ink_2;
  s.list.disc(x + radius, y + radius, radius, row.enabled ? colour::paper : colour::sunken);
  s.list.ring(x + radius, y + radius, radius, edge, s.theme.elder ? 3 : 2);
  if (row.checked) s.list.disc(x + radius, y + radius, radius / 2, edge);
}

void draw_slot_frame(UiState& s, const SlotRow& row, const NodeRect& rect) {
  const float thick = s.theme.elder ? 3 : 2;
  if (!row.enabled) return void(s.list.fill(rect, colour::sunken, 10));
  s.list.fill(rect,
              row.checked ? Paint(colour::brand_tint) : Paint(colour::paper, colour::ground, colour::sunken),
              10);
  s.list.border(
      rect, row.checked ? Paint(colour::act_text) : Paint(colour::edge, colour::act_text, colour::act_text),
      10, thick);
}

}  // namespace

int day_picker(Ui& ui, std::string_view name, const std::vector<std::string_view>& weekdays,
               const std::vector<Day>& days, std::string_view error) {
  UiState& s = ui.state();
  auto group = ui.radio_group(name, error);
  add_state(s.nodes.back(), "weeks");
  const std::size_t count = weekdays.size();
  const float width = (ui.width() - kDayGap * static_cast<float>(count - 1)) /
                      static_cast<float>(std::max<std::size_t>(1, count));
  const std::size_t weeks = (days.size() + count - 1) / count;
  const auto lines = static_cast<float>(weeks);
  const float head = 22 + kDayGap;
  const NodeRect all = place(s, ui.width(), head + lines * (kDayHeight + kDayGap) - kDayGap, {8, 8}, true);
  const auto left = [&](std::size_t i) { return all.x + static_cast<float>(i % count) * (width + kDayGap); };
  const TextStyle small{platform::Face::regular, 14, 22};
  for (std::size_t i = 0; i < count; ++i)
    draw_text(s, lay_text(s, weekdays[i], small, width), left(i), all.y, colour::ink_2, Align::centre, width);
  int pressed = -1, open = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const std::size_t week = i / count;
    const NodeRect rect{left(i), all.y + head + static_cast<float>(week) * (kDayHeight + kDayGap), width,
                        kDayHeight};
    const bool full = days[i].state == DayState::full;
    if (days[i].state == DayState::none)
      draw_day(s, days[i], rect);
    else if (put_day(s, days[i], full ? "full" + std::to_string(i) : "day" + std::to_string(open++), rect))
      pressed = static_cast<int>(i);
  }
  return pressed;
}

bool slot_row(Ui& ui, const SlotRow& row) {
  UiState& s = ui.state();
  const float pad = 16, gap = 12, mark = mark_size(s);
  const std::uint32_t id = widget_id(s, row.key);
  const TextStyle style = text_style(s, TextSize::lead, row.checked || s.theme.elder);
  float room = ui.width() - 2 * pad - mark - gap;
  const TextBlock note = lay_text(s, row.note, text_style(s, TextSize::small), room);
  const bool below = natural_width(s, row.label, style) + gap + note.width > room;
  if (!below) room -= note.width + gap;
  const TextBlock label = lay_text(s, row.label, style, room);
  const float texts = label.height + (below && !row.note.empty() ? note.height : 0);
  const float height = std::max(s.theme.elder ? 84.0F : 60.0F, texts + 20);
  const float between = s.theme.elder ? 13.0F : 8.0F;
  const NodeRect rect = place(s, ui.width(), height, {between, between}, true);
  const float middle = rect.y + height / 2, x = rect.x + pad + mark + gap;
  s.list.set_owner(id);
  draw_slot_frame(s, row, rect);
  draw_mark(s, row, rect.x + pad, middle - mark / 2);
  const float y = middle - texts / 2;
  draw_text(s, label, x, y, row.enabled ? colour::ink : colour::ink_2);
  if (below)
    draw_text(s, note, x, y + label.height, colour::ink_2);
  else
    draw_text(s, note, rect.x + rect.width - pad - note.width, middle - note.height / 2, colour::ink_2);
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "radio", row.label, rect);
  node.description = row.note;
  add_state(node, "checked", row.checked ? "1" : "0");
  if (!row.enabled) add_state(node, "disabled");
  return react(s, id, row.key, rect, row.enabled);
}

}  // namespace wufei::kit
