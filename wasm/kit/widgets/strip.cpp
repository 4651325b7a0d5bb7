// Chips in a line. On desktops it wraps; elsewhere it is one line from edge to edge of the view, which
// scrolls sideways: the twin's list is a real scroller, and what is drawn follows it.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kRing = 6;  // CSS pixels around a chip: room for the ring of the focus
constexpr float kEndless = 1e6F;

void close_wrapped(UiState& s) {
  close_block(s);
  close_node(s);
}

void close_strip(UiState& s) {
  const LayoutBox row = current(s);
  close_block(s);
  close_node(s);
  Node& list = s.nodes[row.first_item];
  const float slide = slide_of(s, list.id);
  list.rect = {0, row.y - kRing, s.view.width, current(s).bottom - row.y + 2 * kRing};
  list.has_rect = true;
  const long end = std::lround(std::ceil(row.pen - row.gap + slide + row.x));
  add_state(list, "slide", std::to_string(std::lround(slide)) + "," + std::to_string(end));
}

}  // namespace

float slide_of(const UiState& s, std::uint32_t id) {
  const auto known =
      std::find_if(s.slides.begin(), s.slides.end(), [id](const Slide& one) { return one.id == id; });
  return known == s.slides.end() ? 0 : known->x;
}

Scope Ui::strip(std::string_view name, float above) {
  UiState& s = state_;
  open_node(s, "list", name);
  const std::size_t list = s.nodes.size() - 1;
  LayoutBox& block = open_block(s, {scaled(s, above), scaled(s, 12)}, 0, 0);
  block.flow = Flow::row;
  block.gap = 8;
  block.pen = block.x;
  block.line_top = block.line_bottom = block.bottom;
  block.first_piece = s.pieces.size();
  if (wide()) return {s, close_wrapped};
  block.first_item = list;
  block.width = kEndless;
  block.pen -= slide_of(s, s.nodes[list].id);
  return {s, close_strip};
}

}  // namespace wufei::kit
