// Text fields and selects: label, hint, frame, counter and error are drawn here; the text itself belongs to
// the real element that the platform lays over the frame (its rectangle is the twin node's).
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"
#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

constexpr float kWrongIndent = 12;
constexpr float kPad = 12;  // between frame and text: the platform's elements use the same

struct FieldTraits {
  std::string_view input_mode;
  std::string_view autocomplete;
};

FieldTraits traits_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::name:
      return {"", "name"};
    case FieldKind::tel:
      return {"tel", "tel"};
    case FieldKind::digits:
      return {"numeric", "off"};
    case FieldKind::address:
      return {"", "street-address"};
    case FieldKind::search:
      return {"search", "off"};
    case FieldKind::text:
    case FieldKind::multi_line:
      return {"", "off"};
  }
  return {};
}

Typed* find_typed(UiState& s, std::uint32_t id) {
  for (Typed& typed : s.typed)
    if (typed.id == id) return &typed;
  return nullptr;
}

// What the field shows: the person's text as long as the model has not answered it.
std::string shown_value(UiState& s, std::uint32_t id, std::string_view model) {
  Typed* typed = find_typed(s, id);
  if (typed == nullptr) return std::string(model);
  if (!typed->has_model) {
    typed->model = model;
    typed->has_model = true;
  }
  const bool answered = typed->text == model || typed->model != model;
  if (!answered || typed->fresh || typed->composing) return typed->text;
  s.typed.erase(s.typed.begin() + (typed - s.typed.data()));
  return std::string(model);
}

// The committed text that the view has not heard of.
std::optional<std::string> take_typed(UiState& s, std::uint32_t id, std::string_view model) {
  Typed* typed = find_typed(s, id);
  if (typed == nullptr || !typed->fresh || typed->composing) return std::nullopt;
  typed->fresh = false;
  if (typed->text == model) return std::nullopt;
  s.acted = true;
  return typed->text;
}

// The parts of a field stand below one another, also inside a row; a wrong question moves away from its bar.
Scope stack(UiState& s, bool wrong, float margin = 20) {
  LayoutBox& block = open_group(s, {scaled(s, margin), scaled(s, margin)});
  if (wrong) block.x += kWrongIndent, block.width -= kWrongIndent;
  return {s, close_block};
}

// Where the question begins. What need not be answered says so in its own words.
float draw_label(UiState& s, std::string_view label) {
  const TextBlock block = lay_text(s, label, text_style(s, TextSize::lead, true), current(s).width);
  const NodeRect rect = place(s, current(s).width, block.height, {0, 0}, true);
  draw_text(s, block, rect.x, rect.y, tone_colour(Tone::normal, in_band(s)));
  return rect.y;
}

void draw_hint(UiState& s, std::string_view hint) {
  const TextBlock block = lay_text(s, hint, text_style(s, TextSize::small), current(s).width);
  const NodeRect rect = place(s, current(s).width, block.height, {0, 0}, true);
  draw_text(s, block, rect.x, rect.y, tone_colour(Tone::muted, in_band(s)));
}

NodeRect draw_frame(UiState& s, std::uint32_t id, float height, bool invalid) {
  const NodeRect rect = place(s, current(s).width, height, {6, 0}, true);
  const bool focused = s.focused == id;
  const Colour edge = invalid ? colour::danger : focused ? colour::act_text : colour::edge;
  s.list.set_owner(id);
  s.list.fill(rect, colour::paper, s.theme.radius_small);
  s.list.border(rect, {edge, invalid ? edge : colour::act_text, colour::act_text}, s.theme.radius_small,
                2.0F);
  s.list.set_owner(0);
  return rect;
}

// The platform's element keeps free what the glass takes.
void draw_search(UiState& s, const NodeRect& rect, std::string_view ghost) {
  const float icon = s.theme.icon;
  draw_icon(s, "magnifying-glass", icon, rect.x + 14, rect.y + (rect.height - icon) / 2, colour::ink_2);
  // What fits between the glass and the button, on one line.
  const float left = 14 + icon + 8;
  TextBlock block = lay_text(s, ghost, text_style(s, TextSize::body), rect.width - left - s.theme.touch - 4);
  block.lines.resize(1);
  draw_text(s, block, rect.x + left, rect.y + (rect.height - block.style.line_height) / 2, colour::ink_2);
}

void draw_counter(UiState& s, std::string_view text, int limit) {
  const std::size_t count = count_code_points(text);
  const std::string shown = std::to_string(count) + "/" + std::to_string(limit);
  const TextBlock block = lay_text(s, shown, text_style(s, TextSize::small), current(s).width);
  current(s).after = 4;
  const NodeRect rect = place(s, current(s).width, block.height, {4, 12}, true);
  const bool over = count > static_cast<std::size_t>(limit);
  draw_text(s, block, rect.x + rect.width - block.width, rect.y, over ? colour::danger : colour::ink_2);
}

void describe(Node& node, const FieldOptions& options) {
  node.description = options.hint;
  if (!options.hint.empty() && !options.error.empty()) node.description += ' ';
  node.description += options.error;
  if (options.required) add_state(node, "required");
  if (!options.error.empty()) add_state(node, "invalid");
}

void describe_text_field(Node& node, const FieldOptions& options) {
  describe(node, options);
  const FieldTraits traits = traits_of(options.kind);
  if (!traits.input_mode.empty()) add_state(node, "inputmode", traits.input_mode);
  if (!traits.autocomplete.empty()) add_state(node, "autocomplete", traits.autocomplete);
  if (options.kind == FieldKind::multi_line) add_state(node, "rows", std::to_string(options.rows));
}

// At the left of a wrong question, as tall as it.
void draw_wrong_bar(UiState& s, float top) {
  s.list.fill({current(s).x - kWrongIndent - 5, top, 5, current(s).bottom - top}, colour::danger);
}

}  // namespace

float draw_error(UiState& s, std::string_view error) {
  const TextStyle style = text_style(s, TextSize::small, true);
  const float icon = style.size + 3;
  const TextBlock block = lay_text(s, error, style, current(s).width - icon - 6);
  const NodeRect rect = place(s, current(s).width, block.height, {0, 0}, true);
  draw_icon(s, "warning-circle", icon, rect.x, rect.y + (style.line_height - icon) / 2, colour::danger);
  draw_text(s, block, rect.x + icon + 6, rect.y, colour::danger);
  return rect.y;
}

std::optional<std::string> Ui::field(std::string_view key, std::string_view label, std::string_view value,
                                     const FieldOptions& options) {
  UiState& s = state_;
  const bool wrong = !options.error.empty();
  const Scope column = stack(s, wrong, options.bare ? 8 : 20);
  const std::uint32_t id = widget_id(s, key);
  const float top = options.bare ? current(s).bottom : draw_label(s, label);
  if (!options.bare && !options.hint.empty()) draw_hint(s, options.hint);
  if (wrong) draw_error(s, options.error);
  const bool many = options.kind == FieldKind::multi_line;
  const float line = text_style(s, TextSize::body).line_height;
  const float height =
      many ? line * static_cast<float>(std::max(2, options.rows)) + 2 * kPad : s.theme.button;
  const NodeRect rect = draw_frame(s, id, height, wrong);
  if (wrong) draw_wrong_bar(s, top);
  const std::string shown = shown_value(s, id, value);
  if (options.bare) current(s).after = 8;
  if (options.kind == FieldKind::search) draw_search(s, rect, shown.empty() ? options.ghost : "");
  Node& node = add_widget_node(s, id, many ? "textarea" : "textbox", label, rect);
  node.value = shown;
  describe_text_field(node, options);
  if (shown.empty() && node.description.empty()) node.description = options.ghost;
  react(s, id, key, rect);
  if (options.max_length > 0 && many) draw_counter(s, shown, options.max_length);
  return take_typed(s, id, value);
}

bool Ui::field_go(std::string_view key, std::string_view label) {
  UiState& s = state_;
  const NodeRect field = s.nodes.back().rect;
  const std::uint32_t id = widget_id(s, key);
  const float side = s.theme.touch;
  const NodeRect rect{field.x + field.width - side - 4, field.y + (field.height - side) / 2, side, side};
  s.list.set_owner(id);
  s.list.fill(rect, {colour::paper, colour::brand_tint, colour::brand_tint}, s.theme.radius_small);
  const float icon = s.theme.icon;
  draw_icon(s, "arrow-right", icon, rect.x + (side - icon) / 2, rect.y + (side - icon) / 2, colour::act_text);
  s.list.set_owner(0);
  add_state(add_widget_node(s, id, "button", label, rect), "primary");
  return react(s, id, key, rect);
}

std::optional<std::string> Ui::select(std::string_view key, std::string_view label,
                                      const std::vector<SelectOption>& options, std::string_view value,
                                      const FieldOptions& field) {
  UiState& s = state_;
  const bool wrong = !field.error.empty();
  const Scope column = stack(s, wrong);
  const std::uint32_t id = widget_id(s, key);
  const float top = draw_label(s, label);
  if (!field.hint.empty()) draw_hint(s, field.hint);
  if (wrong) draw_error(s, field.error);
  const NodeRect rect = draw_frame(s, id, s.theme.button, wrong);
  if (wrong) draw_wrong_bar(s, top);
  const float size = 18;
  draw_icon(s, "caret-down", size, rect.x + rect.width - size - kPad, rect.y + (rect.height - size) / 2,
            colour::ink_2);
  Node& node = add_widget_node(s, id, "select", label, rect);
  node.value = shown_value(s, id, value);  // the chosen one first, then value and label of each
  for (const SelectOption& option : options) {
    node.value += '\x1d';
    node.value += option.value;
    node.value += '\x1d';
    node.value += option.label;
  }
  describe(node, field);
  react(s, id, key, rect);
  return take_typed(s, id, value);
}

}  // namespace wufei::kit
