// What is looked at: charts as shapes, pictures, preformatted text, decoration.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

void draw_line(UiState& s, const FigureShape& shape, float x, float y) {
  const bool thin = shape.ink == Ink::grid || shape.ink == Ink::axis;
  const float thick = thin ? 1.0F : 2.0F;
  const Colour colour = ink_colour(shape.ink);
  const float dx = shape.x2 - shape.x, dy = shape.y2 - shape.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  const int dashes = shape.dashed ? std::max(1, static_cast<int>(length / 9)) : 1;
  const float filled = shape.dashed ? 0.6F : 1.0F;
  for (int i = 0; i < dashes; ++i) {
    const float from = static_cast<float>(i) / static_cast<float>(dashes);
    const float to = (static_cast<float>(i) + filled) / static_cast<float>(dashes);
    s.list.line(x + shape.x + dx * from, y + shape.y + dy * from, x + shape.x + dx * to,
                y + shape.y + dy * to, colour, thick);
  }
}

void draw_words(UiState& s, const FigureShape& shape, float x, float y) {
  const TextStyle style{platform::Face::regular, shape.size, shape.size};
  const float width = shape.anchor < 0 ? 0 : natural_width(s, shape.text, style);
  const float left = shape.x - (shape.anchor == 0 ? width / 2 : width);
  s.list.text(style.face, style.size, x + left, y + shape.y - shape.size * 0.88F, ink_colour(shape.ink),
              shape.text);
}

void draw_shape(UiState& s, const FigureShape& shape, float x, float y) {
  const Colour colour = ink_colour(shape.ink);
  switch (shape.kind) {
    case FigureKind::line:
      return draw_line(s, shape, x, y);
    case FigureKind::box:
      s.list.fill({x + std::min(shape.x, shape.x2), y + std::min(shape.y, shape.y2),
                   std::abs(shape.x2 - shape.x), std::abs(shape.y2 - shape.y)},
                  colour);
      return;
    case FigureKind::disc:
      return s.list.disc(x + shape.x, y + shape.y, shape.x2, colour);
    case FigureKind::ring:
      s.list.disc(x + shape.x, y + shape.y, shape.x2, colour::card);
      return s.list.ring(x + shape.x, y + shape.y, shape.x2, colour, 2);
    case FigureKind::diamond:
      return s.list.diamond(x + shape.x, y + shape.y, shape.x2 * 1.2F, colour);
    case FigureKind::text:
      return draw_words(s, shape, x, y);
  }
}

}  // namespace

void Ui::figure(std::string_view name, float height, const std::vector<FigureShape>& shapes) {
  const NodeRect rect = place(state_, width(), height, {12, 12}, true);
  for (const FigureShape& shape : shapes) draw_shape(state_, shape, rect.x, rect.y);
  add_node(state_, "img", name, &rect);
}

void Ui::image(std::string_view name, std::string_view source, float natural_width, float natural_height) {
  const float shown = natural_width > 0 ? std::min(natural_width, width()) : width();
  const float ratio = natural_width > 0 && natural_height > 0 ? natural_height / natural_width : 0.6F;
  const NodeRect rect = place(state_, shown, std::round(shown * ratio), {12, 12}, false);
  state_.list.fill(rect, colour::skeleton, 4);
  add_node(state_, "image", name, &rect).value = source;
}

void Ui::listing(std::string_view text) {
  UiState& s = state_;
  const float pad = 14;
  const TextBlock block = lay_text(s, text, text_style(s, TextSize::small), width() - 2 * pad);
  const NodeRect rect = place(s, width(), block.height + 2 * pad, {12, 12}, true);
  s.list.fill(rect, colour::neutral_tint, s.theme.radius_small);
  draw_text(s, block, rect.x + pad, rect.y + pad, colour::ink);
  add_node(s, "listing", text, &rect);
}

void Ui::icon(std::string_view name, Tone tone) {
  const float size = state_.theme.icon - 4;
  const NodeRect rect = place(state_, size, size, {6, 6}, false);
  draw_icon(state_, name, size, rect.x, rect.y, tone_colour(tone, in_band(state_)));
}

float Ui::em(TextSize size) const {
  return text_size(state_.theme, size);
}

}  // namespace wufei::kit
