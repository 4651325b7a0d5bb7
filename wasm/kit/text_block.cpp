// Texts as blocks of lines, set with one face and size.
#include <algorithm>
#include <cmath>

#include "wasm/kit/icons.hpp"
#include "wasm/kit/text_layout.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {

TextStyle text_style(const UiState& s, TextSize size, bool bold) {
  const Type type = text_type(s.theme, size, s.view.width);
  return {bold ? platform::Face::bold : platform::Face::regular, type.size, type.line};
}

// Lines end where the browser ends them on the server's page: as late as they can.
TextBlock lay_text(const UiState& s, std::string_view text, const TextStyle& style, float width) {
  TextBlock block{text, style, {}, 0, 0};
  FontMeasure font{&s.fonts, style.face, style.size};
  block.lines = break_lines(text, width, font.measure());
  for (const TextLine& line : block.lines) block.width = std::max(block.width, line.width);
  block.height = style.line_height * static_cast<float>(block.lines.size());
  return block;
}

float natural_width(const UiState& s, std::string_view text, const TextStyle& style) {
  FontMeasure font{&s.fonts, style.face, style.size};
  return std::ceil(text_width(text, font.measure()));
}

float line_left(const TextLine& line, float x, Align align, float width) {
  if (align == Align::left) return x;
  const float spare = width - line.width;
  return x + (align == Align::right ? spare : spare / 2);
}

void draw_text(UiState& s, const TextBlock& block, float x, float y, Paint paint, Align align, float width) {
  const float lead = (block.style.line_height - block.style.size) / 2;
  for (const TextLine& line : block.lines) {
    s.list.text(block.style.face, block.style.size, line_left(line, x, align, width), y + lead, paint,
                block.text.substr(line.begin, line.end - line.begin));
    y += block.style.line_height;
  }
}

void draw_icon(UiState& s, std::string_view name, float size, float x, float y, Paint paint) {
  if (!name.empty()) s.list.icon(icon_code_point(name), size, x, y, paint);
}

}  // namespace wufei::kit
