#include "wasm/kit/display_list.hpp"

namespace wufei::kit {

void DisplayList::clear() {
  shapes_.clear();
  texts_.clear();
  owner_ = 0;
}

Shape& DisplayList::add(PrimitiveKind kind, const NodeRect& rect, Paint paint) {
  Shape& shape = shapes_.emplace_back();
  shape.kind = kind;
  shape.rect = rect;
  shape.paint = paint;
  shape.owner = owner_;
  return shape;
}

std::size_t DisplayList::fill(const NodeRect& rect, Paint paint, float radius) {
  add(PrimitiveKind::fill, rect, paint).radius = radius;
  return shapes_.size() - 1;
}

std::size_t DisplayList::border(const NodeRect& rect, Paint paint, float radius, float thickness) {
  Shape& shape = add(PrimitiveKind::border, rect, paint);
  shape.radius = radius;
  shape.thickness = thickness;
  return shapes_.size() - 1;
}

void DisplayList::disc(float x, float y, float radius, Paint paint) {
  add(PrimitiveKind::disc, {x - radius, y - radius, radius * 2, radius * 2}, paint);
}

void DisplayList::diamond(float x, float y, float radius, Paint paint) {
  add(PrimitiveKind::diamond, {x - radius, y - radius, radius * 2, radius * 2}, paint);
}

void DisplayList::ring(float x, float y, float radius, Paint paint, float thickness) {
  add(PrimitiveKind::ring, {x - radius, y - radius, radius * 2, radius * 2}, paint).thickness = thickness;
}

void DisplayList::mark(const NodeRect& rect, Paint ring) {
  add(PrimitiveKind::mark, rect, ring);
}

void DisplayList::line(float x1, float y1, float x2, float y2, Paint paint, float thickness) {
  add(PrimitiveKind::line, {x1, y1, x2 - x1, y2 - y1}, paint).thickness = thickness;
}

void DisplayList::quad(const NodeRect& rect, float left, float right, Paint paint) {
  Shape& shape = add(PrimitiveKind::quad, rect, paint);
  shape.radius = left;
  shape.thickness = right;
}

void DisplayList::text(platform::Face face, float size, float x, float y, Paint paint, std::string_view text,
                       float spacing) {
  if (text.empty()) return;
  Shape& shape = add(PrimitiveKind::text, {x, y, 0, size}, paint);
  shape.face = face;
  shape.size = size;
  shape.spacing = spacing;
  shape.text_begin = texts_.size();
  texts_ += text;
  shape.text_end = texts_.size();
}

void DisplayList::icon(char32_t code_point, float size, float x, float y, Paint paint) {
  if (code_point == 0) return;
  char utf8[5] = {};
  const auto c = static_cast<unsigned>(code_point);
  utf8[0] = static_cast<char>(0xE0U | c >> 12);  // icons lie in the private use area: three bytes
  utf8[1] = static_cast<char>(0x80U | (c >> 6 & 0x3FU));
  utf8[2] = static_cast<char>(0x80U | (c & 0x3FU));
  text(platform::Face::icons, size, x, y, paint, utf8);
}

void DisplayList::shift(std::size_t begin, std::size_t end, float dx, float dy) {
  for (std::size_t i = begin; i < end; ++i) {
    shapes_[i].rect.x += dx;
    shapes_[i].rect.y += dy;
  }
}

void DisplayList::set_afloat(std::size_t begin) {
  for (std::size_t i = begin; i < shapes_.size(); ++i) {
    shapes_[i].afloat = true;
    shapes_[i].view_y = shapes_[i].rect.y;
  }
}

void DisplayList::follow(float scroll) {
  for (Shape& shape : shapes_)
    if (shape.afloat) shape.rect.y = shape.view_y + scroll;
}

}  // namespace wufei::kit
