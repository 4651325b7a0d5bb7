// What is put away on a page until it is asked for: rows of one block that open, and the quiet line below a
// title.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kFoldRow = 56, kFoldCaret = 20, kFoldPad = 16;

void close_folds(UiState& s) {
  close_card(s);
}

}  // namespace

Scope Ui::folds() {
  UiState& s = state_;
  LayoutBox& block = open_block(s, {16, 16}, 0, 0);
  draw_card(s, {block.x, block.y, block.width, 0}, colour::paper, colour::line);
  block.shapes = s.list.size() - block.shape;
  ++s.plain_depth;
  return {s, close_folds};
}

bool Ui::fold_row(std::string_view key, std::string_view label, bool open) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const bool first = current(s).bottom == current(s).y;
  const TextBlock words =
      lay_text(s, label, text_style(s, TextSize::body, open), width() - 3 * kFoldPad - kFoldCaret);
  const float least = s.theme.elder ? 72 : kFoldRow;
  const NodeRect rect = place(s, width(), std::max(least, words.height + 20), {0, 0}, true);
  s.list.set_owner(id);
  s.list.fill({rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2},
              {kNothing, colour::ground, colour::sunken}, s.theme.radius - 1);
  if (!first) s.list.fill({rect.x + 1, rect.y, rect.width - 2, 1}, colour::line);
  draw_text(s, words, rect.x + kFoldPad, rect.y + (rect.height - words.height) / 2, colour::ink);
  draw_icon(s, open ? "caret-up" : "caret-down", kFoldCaret, rect.x + rect.width - kFoldPad - kFoldCaret,
            rect.y + (rect.height - kFoldCaret) / 2, colour::ink_2);
  s.list.set_owner(0);
  add_state(add_widget_node(s, id, "button", label, rect), "expanded", open ? "1" : "0");
  return react(s, id, key, rect);
}

bool Ui::fold_line(std::string_view key, std::string_view label, bool open) {
  UiState& s = state_;
  const std::uint32_t id = widget_id(s, key);
  const TextBlock words = lay_text(s, label, text_style(s, TextSize::small), width() - kFoldCaret - 12);
  const NodeRect rect = place(s, width(), std::max(s.theme.touch, words.height + 12), {0, 0}, true);
  s.list.set_owner(id);
  const Paint ink{colour::ink_2, colour::ink, colour::ink};
  draw_text(s, words, rect.x, rect.y + (rect.height - words.height) / 2, ink);
  draw_icon(s, open ? "caret-up" : "caret-down", kFoldCaret, rect.x + rect.width - kFoldCaret,
            rect.y + (rect.height - kFoldCaret) / 2, ink);
  s.list.set_owner(0);
  if (!open) s.list.fill({rect.x, rect.y + rect.height - 1, rect.width, 1}, colour::line);
  add_state(add_widget_node(s, id, "button", label, rect), "expanded", open ? "1" : "0");
  return react(s, id, key, rect);
}

Scope Ui::fold_body() {
  LayoutBox& block = open_block(state_, {0, 0}, kFoldPad, 8);
  block.bottom -= 8;  // the row above has room enough
  return {state_, close_block};
}

}  // namespace wufei::kit
