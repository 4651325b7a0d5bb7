// A quantity: nothing yet and a button that adds the first, or the number between one less and one more.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

struct Button {
  std::string_view key;
  std::string_view icon;
  std::string_view word = {};  // beside the icon
  std::string name;
  std::string_view description = {};
  bool enabled = true;
};

bool put_button(UiState& s, const NodeRect& rect, const Button& button) {
  const std::uint32_t id = widget_id(s, button.key);
  const bool add = !button.word.empty();
  const Colour ink = button.enabled ? colour::act_text : colour::ink_2;
  const Colour edge = !button.enabled ? colour::line : add ? colour::edge : colour::act_text;
  const TextStyle style =
      s.theme.elder ? text_style(s, TextSize::small, true) : TextStyle{platform::Face::bold, 16, 24};
  const TextBlock word = lay_text(s, button.word, style, 200);
  const float icon = s.theme.elder ? 28.0F : add ? 18.0F : 22.0F;
  const float left = rect.x + (rect.width - icon - (add ? 4 + word.width : 0)) / 2;
  s.list.set_owner(id);
  s.list.fill(rect,
              button.enabled ? Paint(colour::paper, colour::ground, colour::sunken) : Paint(colour::paper),
              s.theme.radius_small);
  s.list.border(rect, edge, s.theme.radius_small, 2);
  draw_icon(s, button.icon, icon, left, rect.y + (rect.height - icon) / 2, ink);
  if (add) draw_text(s, word, left + icon + 4, rect.y + (rect.height - word.height) / 2, ink);
  s.list.set_owner(0);
  Node& node = add_widget_node(s, id, "button", button.name, rect);
  node.description = button.description;
  if (!button.enabled) add_state(node, "disabled");
  return react(s, id, button.key, rect, button.enabled);
}

std::string with_label(const std::string& word, std::string_view label) {
  return word + ' ' + std::string(label);
}

struct Quantity {
  std::string_view label, hint;
  int value, min, max;
};

// The first one.
std::optional<int> put_add(UiState& s, const Quantity& quantity, const NodeRect& rect) {
  const bool room = quantity.max > 0;
  const bool pressed = put_button(
      s, rect, {"more", "plus", s.words.add, with_label(s.words.add, quantity.label), quantity.hint, room});
  return pressed && room ? std::optional<int>(1) : std::nullopt;
}

std::optional<int> put_both(UiState& s, const Quantity& quantity, float right, float y, float number) {
  const float side = s.theme.touch;
  const int value = quantity.value;
  const NodeRect less{right - 2 * side - number, y, side, side};
  const NodeRect shown{less.x + side, y, number, side};
  const NodeRect more{right - side, y, side, side};
  const bool down = put_button(
      s, less, {"less", "minus", {}, with_label(s.words.decrease, quantity.label), {}, value > quantity.min});
  const std::string digits = std::to_string(value);
  const float size = s.theme.elder ? 26 + s.theme.more : 20.0F;
  const TextBlock figure = lay_text(s, digits, {platform::Face::bold, size, size + 8}, number);
  draw_text(s, figure, shown.x, y + (side - figure.height) / 2, value > 0 ? colour::ink : colour::ink_2,
            Align::centre, number);
  add_node(s, "text", digits, &shown);
  const bool room = value < quantity.max;
  const bool up = put_button(s, more,
                             {"more",
                              "plus",
                              {},
                              with_label(s.words.increase, quantity.label),
                              room ? std::string_view() : quantity.hint,
                              room});
  if (down && value > quantity.min) {
    if (value == 1 && !s.words.add.empty()) s.focus_id = s.nodes.back().id;  // the button goes away
    return value - 1;
  }
  if (up && room) return value + 1;
  return std::nullopt;
}

}  // namespace

std::optional<int> Ui::stepper(std::string_view key, std::string_view label, int value, int min, int max,
                               std::string_view title, std::string_view hint) {
  UiState& s = state_;
  const float side = s.theme.touch, number = elder() ? 52 + s.theme.more : 40.0F;
  const bool add = value == 0 && min == 0 && !s.words.add.empty();
  const float adding = elder() ? 128 + 2 * s.theme.more : 76.0F;
  const float controls = add ? adding : 2 * side + number;
  const TextStyle style = text_style(s, TextSize::lead, value > 0);
  // In large print a short name needs a line; where it has none beside the buttons they stand below it, from
  // the beginning.
  const float least = 4 * style.size, taken = std::max(adding, 2 * side + number) + 12;
  const bool below = elder() && width() - taken < least;
  const float room = below ? width() : std::max(40.0F, width() - controls - 12);
  const TextBlock name = lay_text(s, title.empty() ? label : title, style, room);
  const TextBlock second = lay_text(s, hint, text_style(s, TextSize::small), room);
  const float texts = name.height + (hint.empty() ? 0 : second.height);
  const float height = below ? texts + 8 + side : std::max(side, texts);
  const NodeRect rect = place(s, width(), height, {8, 8}, true);
  float y = below ? rect.y : rect.y + (height - texts) / 2;
  draw_text(s, name, rect.x, y, tone_colour(Tone::normal, in_band(s)));
  draw_text(s, second, rect.x, y + name.height, tone_colour(Tone::muted, in_band(s)));
  y = below ? rect.y + height - side : rect.y + (height - side) / 2;
  const auto keys = push_key(key);
  open_node(s, "group", label);
  if (s.focus_key == key) s.focus_key = "more";  // who is led to the row begins at its button
  const float right = rect.x + rect.width;
  const Quantity quantity{label, hint, value, min, max};
  const auto wanted =
      add ? put_add(s, quantity, {right - adding, y, adding, side}) : put_both(s, quantity, right, y, number);
  close_node(s);
  return wanted;
}

}  // namespace wufei::kit
