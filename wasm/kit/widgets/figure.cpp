// What is looked at: charts as shapes, pictures, preformatted text, decoration.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {

void Figure::line(FigureInk ink, float x, float y, float x2, float y2, bool dashed, float thick) {
  const bool thin = ink == FigureInk::grid || ink == FigureInk::axis;
  const float dx = x2 - x, dy = y2 - y;
  const float length = std::sqrt(dx * dx + dy * dy);
  const int dashes = dashed ? std::max(1, static_cast<int>(length / 9)) : 1;
  const float filled = dashed ? 0.6F : 1.0F;
  for (int i = 0; i < dashes; ++i) {
    const float from = static_cast<float>(i) / static_cast<float>(dashes);
    const float to = (static_cast<float>(i) + filled) / static_cast<float>(dashes);
    state_.list.line(x_ + x + dx * from, y_ + y + dy * from, x_ + x + dx * to, y_ + y + dy * to,
                     ink_colour(ink),
                     thick > 0 ? thick
                     : thin    ? 1.0F
                               : 2.0F);
  }
}

void Figure::box(FigureInk ink, float x, float y, float x2, float y2, float radius) {
  state_.list.fill({x_ + std::min(x, x2), y_ + std::min(y, y2), std::abs(x2 - x), std::abs(y2 - y)},
                   ink_colour(ink), radius);
}

void Figure::disc(FigureInk ink, float x, float y, float radius) {
  state_.list.disc(x_ + x, y_ + y, radius, ink_colour(ink));
}

void Figure::ring(FigureInk ink, float x, float y, float radius, float thick) {
  state_.list.disc(x_ + x, y_ + y, radius, colour::paper);
  state_.list.ring(x_ + x, y_ + y, radius, ink_colour(ink), thick);
}

void Figure::diamond(FigureInk ink, float x, float y, float radius) {
  state_.list.diamond(x_ + x, y_ + y, radius * 1.2F, ink_colour(ink));
}

void Figure::wedge(FigureInk ink, float x, float y, float x2, float y2) {
  const float half = (x2 - x) / 2;
  state_.list.quad({x_ + x, y_ + y, x2 - x, y2 - y}, half, -half, ink_colour(ink));
}

void Figure::text(FigureInk ink, float x, float y, int anchor, float size, std::string_view words,
                  bool bold) {
  const TextStyle style{bold ? platform::Face::bold : platform::Face::regular, size, size};
  const float width = anchor < 0 ? 0 : natural_width(state_, words, style);
  const float left = x - (anchor == 0 ? width / 2 : width);
  const float top = y_ + y - state_.fonts.ascent(style.face, size);
  state_.list.text(style.face, style.size, x_ + left, top, ink_colour(ink), words);
}

Figure Ui::figure(std::string_view name, float height) {
  const NodeRect rect = place(state_, width(), height, {12, 12}, true);
  add_node(state_, "img", name, &rect);
  return {state_, rect.x, rect.y};
}

void Ui::image(std::string_view name, std::string_view source, float natural_width, float natural_height) {
  const float shown = natural_width > 0 ? std::min(natural_width, width()) : width();
  const float ratio = natural_width > 0 && natural_height > 0 ? natural_height / natural_width : 0.6F;
  const NodeRect rect = place(state_, shown, std::round(shown * ratio), {12, 12}, false);
  state_.list.fill(rect, colour::sunken, 4);
  add_node(state_, "image", name, &rect).value = source;
}

void Ui::listing(std::string_view text) {
  UiState& s = state_;
  const float pad = 14;
  const TextBlock block = lay_text(s, text, text_style(s, TextSize::small), width() - 2 * pad);
  const NodeRect rect = place(s, width(), block.height + 2 * pad, {12, 12}, true);
  s.list.fill(rect, colour::sunken, s.theme.radius_small);
  draw_text(s, block, rect.x + pad, rect.y + pad, colour::ink);
  add_node(s, "listing", text, &rect);
}

void Ui::icon(std::string_view name, Tone tone) {
  const float size = state_.theme.icon - 4;
  const NodeRect rect = place(state_, size, size, {6, 6}, false);
  draw_icon(state_, name, size, rect.x, rect.y, tone_colour(tone, in_band(state_)));
}

float Ui::em(TextSize size) const {
  return text_type(state_.theme, size).size;
}

}  // namespace wufei::kit
