// What is chosen: radios as rows or tiles, checkboxes, quantities.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

// Diameter of a radio, side of a checkbox.
float mark_size(const UiState& s) {
  return s.theme.elder ? 40.0F : 28.0F;
}

void close_radio_group(UiState& s) {
  close_node(s);
}

// The frame of something that can be chosen.
void draw_choice_box(UiState& s, const NodeRect& rect, bool checked, bool enabled, float radius) {
  if (!enabled) {
    s.list.fill(rect, colour::sunken, radius);
  } else if (checked) {
    s.list.fill(rect, colour::brand_tint, radius);
    s.list.border(rect, colour::act_text, radius, 2);
  } else {
    s.list.fill(rect, {colour::paper, colour::ground, colour::sunken}, radius);
    s.list.border(rect, {colour::edge, colour::act_text, colour::act_text}, radius, 2);
  }
}

void draw_radio_mark(UiState& s, float x, float y, bool checked, bool enabled) {
  const float radius = mark_size(s) / 2;
  const Colour edge = !enabled ? colour::ink_2 : checked ? colour::act_text : colour::edge;
  s.list.disc(x + radius, y + radius, radius, enabled ? colour::paper : colour::sunken);
  s.list.ring(x + radius, y + radius, radius, edge, s.theme.elder ? 3 : 2);
  if (checked) s.list.disc(x + radius, y + radius, radius / 2, edge);
}

void draw_check_mark(UiState& s, float x, float y, bool checked, bool invalid) {
  const float side = mark_size(s);
  const NodeRect box{x, y, side, side};
  if (checked) {
    s.list.fill(box, colour::act, 6);
    draw_icon(s, "check", side - 6, x + 3, y + 3, colour::on_act);
    return;
  }
  s.list.fill(box, colour::paper, 6);
  s.list.border(box, invalid ? colour::danger : colour::edge, 6, s.theme.elder ? 3 : 2);
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
  bool badge_below = false;  // the texts, where they would have hardly a line beside it
  float text_x = 0;          // from the row's left edge
  float text_height = 0;
};

RowParts lay_row(const UiState& s, std::string_view label, const ChoiceOptions& options, float width) {
  RowParts parts;
  parts.text_x = 16 + mark_size(s) + 12 + (options.icon.empty() ? 0 : s.theme.icon + 10);
  const float room = width - parts.text_x - 16;
  parts.badge = lay_text(s, options.badge, text_style(s, TextSize::small), room * 0.5F);
  parts.badge_width = options.badge.empty() ? 0 : std::ceil(parts.badge.width) + 20;
  float text = room - (parts.badge_width > 0 ? parts.badge_width + 10 : 0);
  parts.badge_below = s.theme.elder && !options.badge.empty() && text < 4 * s.theme.body;
  if (parts.badge_below) {
    text = room;
    parts.badge = lay_text(s, options.badge, text_style(s, TextSize::small), room - 20);
    parts.badge_width = std::ceil(parts.badge.width) + 20;
  }
  const bool strong = !options.description.empty();
  parts.label = lay_text(s, label, text_style(s, TextSize::body, strong), text);
  parts.description = lay_text(s, options.description, text_style(s, TextSize::small), text);
  parts.text_height = parts.label.height + (options.description.empty() ? 0 : parts.description.height) +
                      (parts.badge_below ? parts.badge.height + 8 : 0);
  return parts;
}

void draw_row(UiState& s, const RowParts& parts, const ChoiceOptions& options, const NodeRect& rect) {
  const Colour ink = options.enabled ? colour::ink : colour::ink_2;
  const Colour soft = options.enabled ? colour::ink_2 : colour::ink_2;
  const float middle = rect.y + rect.height / 2;
  const float y = middle - parts.text_height / 2;
  if (!options.icon.empty())
    draw_icon(s, options.icon, s.theme.icon, rect.x + 16 + mark_size(s) + 12, middle - s.theme.icon / 2,
              options.enabled ? colour::act_text : colour::ink_2);
  draw_text(s, parts.label, rect.x + parts.text_x, y, ink);
  if (!options.description.empty())
    draw_text(s, parts.description, rect.x + parts.text_x, y + parts.label.height, soft);
  if (options.badge.empty()) return;
  const float height = parts.badge.height + 4;
  NodeRect badge{rect.x + rect.width - 16 - parts.badge_width, middle - height / 2, parts.badge_width,
                 height};
  if (parts.badge_below) badge.x = rect.x + parts.text_x, badge.y = y + parts.text_height - height;
  draw_badge(s, parts.badge, badge, options.badge_tone);
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
  draw_radio_mark(s, rect.x + 16, rect.y + (height - mark_size(s)) / 2, checked, options.enabled);
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
  const float mark = mark_size(s), indent = mark + 12;
  const bool wrong = !error.empty();
  float top = 0;
  if (wrong) {  // the question moves away from its bar
    LayoutBox& block = open_group(s, {8, 8});
    block.x += 12, block.width -= 12;
    top = draw_error(s, error);
  }
  const TextBlock block = lay_text(s, label, text_style(s, TextSize::body), width() - indent);
  const float height = std::max(s.theme.touch, block.height + 12);
  const NodeRect rect = place(s, std::ceil(block.width) + indent, height, {8, 8}, !in_row(s));
  s.list.set_owner(id);
  const float y = rect.y + (height - block.height) / 2;
  draw_check_mark(s, rect.x, y + (block.style.line_height - mark) / 2, checked, wrong);
  draw_text(s, block, rect.x + indent, y, tone_colour(Tone::normal, in_band(s)));
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "checkbox", label, rect);
  add_checked(node, checked, true);
  node.description = error;
  if (wrong) add_state(node, "invalid");
  const bool pressed = react(s, id, key, rect);
  if (wrong) {
    s.list.fill({rect.x - 17, top, 5, rect.y + height - top}, colour::danger);
    close_block(s);
  }
  return pressed;
}

}  // namespace wufei::kit
