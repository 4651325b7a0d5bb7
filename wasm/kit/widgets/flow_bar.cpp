// The bar at the foot of a form that has several steps.
#include <algorithm>
#include <cmath>

#include "wasm/kit/parts.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kAbove = 11, kBelow = 12, kGap = 10;

// One line: what does not fit on it is only heard.
void put_line(UiState& s, std::string_view words, std::string_view note, const NodeRect& room) {
  const TextStyle style = text_style(s, TextSize::small);
  const TextBlock right = lay_text(s, note, style, room.width);
  const float left = room.width - (note.empty() ? 0 : right.width + kGap);
  TextBlock block = lay_text(s, words, style, left);
  if (block.lines.size() > 1) block.lines.resize(1);
  draw_text(s, block, room.x, room.y, colour::ink);
  draw_text(s, right, room.x, room.y, colour::ink_2, Align::right, room.width);
  const NodeRect first{room.x, room.y, left, room.height};
  const NodeRect second{room.x + room.width - right.width, room.y, right.width, room.height};
  if (!words.empty()) add_node(s, "text", words, &first);
  if (!note.empty()) add_node(s, "text", note, &second);
}

void open_cell(UiState& s, float x, float y, float width) {
  LayoutBox cell;
  cell.x = x;
  cell.y = cell.bottom = y;
  cell.width = width;
  s.blocks.push_back(cell);
}

struct Begin {
  std::size_t shape, node, item;
};

// What was drawn from the top of the view on goes to its foot: the twin's in the view's coordinates, the rest
// in the page's.
void move_to_foot(UiState& s, const Begin& begin, float height) {
  const float top = s.view.height - height;
  s.list.at(begin.shape).rect.height = height;
  s.nodes[begin.node].rect = {0, 0, s.view.width, height};
  s.nodes[begin.node].has_rect = true;
  add_state(s.nodes[begin.node], "fixed");
  for (std::size_t i = begin.node; i < s.nodes.size(); ++i) s.nodes[i].rect.y += top;
  set_afloat(s, begin.shape, begin.item, top);
}

}  // namespace

FlowAct flow_bar(Ui& ui, const FlowBar& bar) {
  UiState& s = ui.state();
  const LayoutBox column = s.blocks.front();
  const Begin begin{s.list.size(), s.nodes.size(), s.items.size()};
  const bool large = ui.elder();
  s.list.fill({0, 0, s.view.width, 0}, colour::paper);
  s.list.fill({0, 0, s.view.width, 1}, colour::line);
  open_node(s, "region", bar.name);
  float y = kAbove;
  if (!large && !(bar.summary.empty() && bar.note.empty())) {
    const float line = text_style(s, TextSize::small).line_height;
    put_line(s, bar.summary, bar.note, {column.x, y, column.width, line});
    y += line + 8;
  }
  const float back = bar.back.empty() ? 0 : large ? 128.0F : 112.0F;
  FlowAct act = FlowAct::none;
  if (back > 0) {
    open_cell(s, column.x, y, back);
    if (ui.link_button("back", bar.back_label, bar.back, {.kind = ButtonKind::secondary, .tall = large}))
      act = FlowAct::back;
    s.blocks.pop_back();
  }
  const float left = back > 0 ? back + kGap : 0;
  open_cell(s, column.x + left, y, column.width - left);
  if (ui.button("next", bar.next, {.busy = bar.busy, .tall = large, .ready = bar.ready})) act = FlowAct::next;
  const float height = current(s).bottom + kBelow + std::max(0.0F, s.view.foot);
  s.blocks.pop_back();
  close_node(s);
  move_to_foot(s, begin, height);
  current(s).bottom += height;
  return act;
}

}  // namespace wufei::kit
