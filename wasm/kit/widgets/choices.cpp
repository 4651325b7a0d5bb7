// What is chosen: radios as rows or tiles, checkboxes, quantities.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kMark = 22;  // diameter of a radio, side of a checkbox

void close_radio_group(UiState& s) {
  close_node(s);
}

// The frame of something that can be chosen.
void draw_choice_box(UiState& s, const NodeRect& rect, bool checked, bool enabled, float radius) {
  if (!enabled) {
    s.list.fill(rect, colour::sunken, radius);
    s.list.border(rect, colour::line, radius);
  } else if (checked) {
    s.list.fill(rect, colour::brand_tint, radius);
    s.list.border(rect, colour::act_text, radius, 2);
  } else {
    s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, radius);
    s.list.border(rect, {colour::edge, colour::act_text, colour::act_text}, radius);
  }
}

void draw_radio_mark(UiState& s, float x, float y, bool checked, bool enabled) {
  const float radius = kMark / 2;
  const Colour edge = !enabled ? colour::ink_2 : checked ? colour::act_text : colour::edge;
  s.list.disc(x + radius, y + radius, radius, enabled ? colour::paper : colour::sunken);
  s.list.ring(x + radius, y + radius, radius, edge, 2);
  if (checked) s.list.disc(x + radius, y + radius, radius - 6, edge);
}

void draw_check_mark(UiState& s, float x, float y, bool checked, bool invalid) {
  const NodeRect box{x, y, kMark, kMark};
  if (checked) {
    s.list.fill(box, colour::act, 5);
    draw_icon(s, "check", kMark - 4, x + 2, y + 2, colour::on_act);
    return;
  }
  s.list.fill(box, colour::paper, 5);
  s.list.border(box, invalid ? colour::danger : colour::edge, 5, 2);
}

void add_checked(Node& node, bool checked, bool enabled) {
  add_state(node, "checked", checked ? "1" : "0");
  if (!enabled) add_state(node, "disabled");
}

struct RowParts {
  TextBlock label;
  TextBlock description;
  TextBlock badge;
  float badge_width = 0;
  float text_x = 0;  // from the row's left edge
  float text_height = 0;
};

RowParts lay_row(const UiState& s, std::string_view label, const ChoiceOptions& options, float width) {
  RowParts parts;
  parts.text_x = 16 + kMark + 12 + (options.icon.empty() ? 0 : s.theme.icon + 10);
  const float room = width - parts.text_x - 16;
  parts.badge = lay_text(s, options.badge, text_style(s, TextSize::small), room * 0.5F);
  parts.badge_width = options.badge.empty() ? 0 : std::ceil(parts.badge.width) + 20;
  const float text = room - (parts.badge_width > 0 ? parts.badge_width + 10 : 0);
  const bool strong = !options.description.empty();
  parts.label = lay_text(s, label, text_style(s, TextSize::body, strong), text);
  parts.description = lay_text(s, options.description, text_style(s, TextSize::small), text);
  parts.text_height = parts.label.height + (options.description.empty() ? 0 : parts.description.height);
  return parts;
}

void draw_row(UiState& s, const RowParts& parts, const ChoiceOptions& options, const NodeRect& rect) {
  const Colour ink = options.enabled ? colour::ink : colour::ink_2;
  const Colour soft = options.enabled ? colour::ink_2 : colour::ink_2;
  const float middle = rect.y + rect.height / 2;
  const float y = middle - parts.text_height / 2;
  if (!options.icon.empty())
    draw_icon(s, options.icon, s.theme.icon, rect.x + 16 + kMark + 12, middle - s.theme.icon / 2,
              options.enabled ? colour::act_text : colour::ink_2);
  draw_text(s, parts.label, rect.x + parts.text_x, y, ink);
  if (!options.description.empty())
    draw_text(s, parts.description, rect.x + parts.text_x, y + parts.label.height, soft);
  if (options.badge.empty()) return;
  const float height = parts.badge.height + 4;
  draw_badge(s, parts.badge,
             {rect.x + rect.width - 16 - parts.badge_width, middle - height / 2, parts.badge_width, height},
             options.badge_tone);
}

}  // namespace

Scope Ui::radio_group(std::string_view name, std::string_view error) {
  if (!error.empty()) draw_error(state_, error);
  open_node(state_, "radiogroup", name);
  if (!error.empty()) {
    add_state(state_.nodes.back(), "invalid");
    state_.nodes.back().description = error;
  }
  return {state_, close_radio_group};
}

bool Ui::radio(std::string_view key, std::string_view label, bool checked, const ChoiceOptions& options) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const RowParts parts = lay_row(s, label, options, width());
  const float height = std::max(s.theme.touch + 8, parts.text_height + 24);
  const NodeRect rect = place(s, width(), height, {8, 8}, true);
  s.list.set_owner(id);
  const std::size_t shape = s.list.size();
  draw_choice_box(s, rect, checked, options.enabled, s.theme.radius_small);
  draw_radio_mark(s, rect.x + 16, rect.y + (height - kMark) / 2, checked, options.enabled);
  draw_row(s, parts, options, rect);
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "radio", label, rect);
  node.description = options.description;
  if (!options.description.empty() && !options.badge.empty()) node.description += ' ';
  node.description += options.badge;
  add_checked(node, checked, options.enabled);
  const bool pressed = react(s, id, key, rect, options.enabled);
  allow_stretch(s, {shape, 2, s.list.size(), rect.y + height, s.nodes.size() - 1, s.items.size() - 1, true});
  return pressed;
}

bool Ui::radio_tile(std::string_view key, std::string_view line1, std::string_view line2, bool checked,
                    bool enabled, std::string_view spoken) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float inner = width() - 8;
  const TextBlock first = lay_text(s, line1, text_style(s, TextSize::body, true), inner);
  const TextBlock second = lay_text(s, line2, text_style(s, TextSize::small), inner);
  const float text = first.height + (line2.empty() ? 0 : second.height);
  const NodeRect rect = place(s, width(), std::max(s.theme.touch + 8, text + 18), {0, 0}, true);
  s.list.set_owner(id);
  const std::size_t shape = s.list.size();
  draw_choice_box(s, rect, checked, enabled, s.theme.radius_small);
  const float y = rect.y + (rect.height - text) / 2;
  const Colour strong = !enabled ? colour::ink_2 : checked ? colour::act_text : colour::ink;
  draw_text(s, first, rect.x + 4, y, strong, Align::centre, inner);
  if (!line2.empty())
    draw_text(s, second, rect.x + 4, y + first.height, enabled ? colour::ink_2 : colour::ink_2, Align::centre,
              inner);
  s.list.set_owner(0);
  add_checked(add_widget_node(s, id, "radio", spoken, rect), checked, enabled);
  const bool pressed = react(s, id, key, rect, enabled);
  allow_stretch(
      s, {shape, 2, s.list.size(), rect.y + rect.height, s.nodes.size() - 1, s.items.size() - 1, true});
  return pressed;
}

bool Ui::checkbox(std::string_view key, std::string_view label, bool checked, std::string_view error) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const float indent = kMark + 12;
  const TextBlock block = lay_text(s, label, text_style(s, TextSize::body), width() - indent);
  const float height = std::max(s.theme.touch, block.height + 12);
  const NodeRect rect = place(s, std::ceil(block.width) + indent, height, {8, 8}, !in_row(s));
  s.list.set_owner(id);
  const float y = rect.y + (height - block.height) / 2;
  draw_check_mark(s, rect.x, y + (block.style.line_height - kMark) / 2, checked, !error.empty());
  draw_text(s, block, rect.x + indent, y, tone_colour(Tone::normal, in_band(s)));
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "checkbox", label, rect);
  add_checked(node, checked, true);
  node.description = error;
  if (!error.empty()) add_state(node, "invalid");
  const bool pressed = react(s, id, key, rect);
  if (!error.empty()) draw_error(s, error);
  return pressed;
}

namespace {

struct StepperButton {
  std::string_view key;
  std::string_view icon;
  std::string name;
  bool enabled;
};

bool put_stepper_button(UiState& s, const NodeRect& rect, const StepperButton& button) {
  const std::uint32_t id = widget_id(s, button.key);
  s.list.set_owner(id);
  draw_choice_box(s, rect, false, button.enabled, s.theme.radius_small);
  const float size = s.theme.icon;
  draw_icon(s, button.icon, size, rect.x + (rect.width - size) / 2, rect.y + (rect.height - size) / 2,
            button.enabled ? colour::act_text : colour::ink_2);
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "button", button.name, rect);
  if (!button.enabled) add_state(node, "disabled");
  return react(s, id, button.key, rect, button.enabled);
}

std::string with_label(const std::string& word, std::string_view label) {
  return word + ' ' + std::string(label);
}

}  // namespace

std::optional<int> Ui::stepper(std::string_view key, std::string_view label, int value, int min, int max) {
  UiState& s = state_;
  const float side = s.theme.touch;
  const float number = s.theme.body * 2.4F;
  const float controls = 2 * side + number;
  const TextBlock block =
      lay_text(s, label, text_style(s, TextSize::body), std::max(40.0F, width() - controls - 12));
  const float height = std::max(side, block.height);
  const NodeRect rect = place(s, width(), height, {6, 6}, true);
  draw_text(s, block, rect.x, rect.y + (height - block.height) / 2, tone_colour(Tone::normal, in_band(s)));
  const float y = rect.y + (height - side) / 2;
  const float right = rect.x + rect.width;
  const auto keys = push_key(key);
  open_node(s, "group", label);
  const NodeRect less{right - controls, y, side, side};
  const NodeRect shown{less.x + side, y, number, side};
  const NodeRect more{right - side, y, side, side};
  const bool down =
      put_stepper_button(s, less, {"less", "minus", with_label(s.words.decrease, label), value > min});
  const std::string digits = std::to_string(value);
  const TextBlock figure = lay_text(s, digits, text_style(s, TextSize::body, true), number);
  draw_text(s, figure, shown.x, y + (side - figure.height) / 2, value > 0 ? colour::ink : colour::ink_2,
            Align::centre, number);
  add_node(s, "text", digits, &shown);
  const bool up =
      put_stepper_button(s, more, {"more", "plus", with_label(s.words.increase, label), value < max});
  close_node(s);
  if (down && value > min) return value - 1;
  if (up && value < max) return value + 1;
  return std::nullopt;
}

}  // namespace wufei::kit
