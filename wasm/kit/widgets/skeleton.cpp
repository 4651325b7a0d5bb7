// What stands where lists and cards will be while they are on their way: their shapes, still and empty. Heard
// once, as a busy status.
#include <algorithm>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

void bar(UiState& s, float x, float y, float width, float height) {
  s.list.fill({x, y, width, height}, colour::sunken, height / 2);
}

// As Ui::rows() of row_link() has them.
void draw_rows(UiState& s, const NodeRect& rect, int count, float height) {
  const float square = s.theme.elder ? 52 : 40, room = rect.width - square - 44;
  draw_card(s, rect, colour::paper, colour::line);
  for (int i = 0; i < count; ++i) {
    const float y = rect.y + static_cast<float>(i) * height, middle = y + height / 2;
    if (i > 0) s.list.fill({rect.x + 1, y, rect.width - 2, 1}, colour::line);
    s.list.fill({rect.x + 16, middle - square / 2, square, square}, colour::sunken, 10);
    bar(s, rect.x + square + 28, middle - 17, room * 0.4F, 14);
    bar(s, rect.x + square + 28, middle + 6, room * 0.7F, 10);
  }
}

// As Ui::tile_link() has them.
void draw_tiles(UiState& s, const NodeRect& rect, int count) {
  const bool wide = is_wide(s);
  const float gap = wide ? 16 : 0, each = (rect.width + gap) / static_cast<float>(count) - gap;
  if (!wide) draw_card(s, rect, colour::paper, colour::line);
  for (int i = 0; i < count; ++i) {
    const float x = rect.x + static_cast<float>(i) * (each + gap), middle = rect.y + rect.height / 2;
    if (wide) {
      draw_card(s, {x, rect.y, each, rect.height}, colour::paper, colour::line);
      s.list.fill({x + 16, middle - 26, 52, 52}, colour::sunken, 10);
      bar(s, x + 82, middle - 7, std::max(0.0F, each - 130) * 0.6F, 14);
      continue;
    }
    s.list.fill({x + (each - 52) / 2, rect.y + 14, 52, 48}, colour::sunken, 14);
    bar(s, x + (each - 36) / 2, rect.y + 72, 36, 14);
  }
}

void draw_lines(UiState& s, const NodeRect& rect, int count, float line) {
  for (int i = 0; i < count; ++i)
    bar(s, rect.x, rect.y + line * (static_cast<float>(i) + 0.25F), rect.width * (i + 1 == count ? 0.6F : 1),
        line * 0.5F);
}

float height_of(const UiState& s, Skeleton shape, int count) {
  const auto many = static_cast<float>(count);
  switch (shape) {
    case Skeleton::tiles:
      return is_wide(s) ? 86 : 102;
    case Skeleton::lines:
      return many * text_style(s, TextSize::body).line_height;
    case Skeleton::rows:
      break;
  }
  return many * (s.theme.elder ? 98.0F : 72.0F);
}

}  // namespace

void Ui::skeleton(std::string_view heard, Skeleton shape, int count) {
  UiState& s = state_;
  const float height = height_of(s, shape, count);
  const NodeRect rect = place(s, width(), height, {12, 12}, true);
  if (shape == Skeleton::tiles)
    draw_tiles(s, rect, count);
  else if (shape == Skeleton::lines)
    draw_lines(s, rect, count, height / static_cast<float>(count));
  else
    draw_rows(s, rect, count, height / static_cast<float>(count));
  add_state(add_node(s, "status", heard, &rect), "busy");
}

}  // namespace wufei::kit
