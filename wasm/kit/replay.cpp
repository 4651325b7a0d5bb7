// DisplayList::replay: document coordinates become device pixels, shapes become ImGui draw calls.
#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "wasm/kit/display_list.hpp"
#include "wasm/kit/fonts.hpp"
#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

constexpr float kMargin = 8;  // CSS pixels around the screen that are still drawn

ImU32 packed(Colour colour) {
  return IM_COL32(colour.r, colour.g, colour.b, colour.a);
}

class Replay {
 public:
  Replay(const Fonts& fonts, const View& view) : fonts_(fonts), view_(view), scale_(fonts.density()) {}

  // Items first: ImGui decides what is hovered and held where everything finally lies.
  void items(const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (!on_screen(item.rect)) continue;
      const ImRect box(corner(item.rect), far_corner(item.rect));
      if (!ImGui::ItemAdd(box, item.id) || !item.enabled) continue;
      bool hovered = false;
      bool held = false;
      ImGui::ButtonBehavior(box, item.id, &hovered, &held);
      if (held) held_ = item.id;
      if (hovered) hovered_ = item.id;
    }
  }

  void shape(const Shape& shape, std::string_view text) {
    if (!on_screen(shape.rect)) return;
    const ImU32 colour = packed(colour_of(shape));
    const ImVec2 from = corner(shape.rect);
    const ImVec2 to = far_corner(shape.rect);
    const float thick = std::max(1.0F, std::round(shape.thickness * scale_));
    ImDrawList* list = ImGui::GetWindowDrawList();
    switch (shape.kind) {
      case ShapeKind::fill:
        list->AddRectFilled(from, to, colour, shape.radius * scale_);
        break;
      case ShapeKind::border:
        border(list, from, to, colour, shape.radius * scale_, thick);
        break;
      case ShapeKind::text:
        text_at(list, from, colour, shape, text);
        break;
      case ShapeKind::disc:
        list->AddCircleFilled(centre(shape.rect), radius(shape.rect), colour);
        break;
      case ShapeKind::ring:
        list->AddCircle(centre(shape.rect), radius(shape.rect) - thick / 2, colour, 0, thick);
        break;
      case ShapeKind::diamond:
        list->AddNgonFilled(centre(shape.rect), radius(shape.rect), colour, 4);
        break;
      case ShapeKind::line:
        list->AddLine(from, to, colour, thick);
        break;
    }
  }

 private:
  [[nodiscard]] bool on_screen(const NodeRect& rect) const {
    return rect.y + rect.height >= view_.scroll - kMargin && rect.y <= view_.scroll + view_.height + kMargin;
  }
  [[nodiscard]] ImVec2 at(float x, float y) const {
    return {std::round(x * scale_), std::round(y * scale_) - std::round(view_.scroll * scale_)};
  }
  [[nodiscard]] ImVec2 corner(const NodeRect& rect) const { return at(rect.x, rect.y); }
  [[nodiscard]] ImVec2 far_corner(const NodeRect& rect) const {
    return at(rect.x + rect.width, rect.y + rect.height);
  }
  [[nodiscard]] ImVec2 centre(const NodeRect& rect) const {
    return {(rect.x + rect.width / 2) * scale_,
            (rect.y + rect.height / 2) * scale_ - std::round(view_.scroll * scale_)};
  }
  [[nodiscard]] float radius(const NodeRect& rect) const { return rect.width / 2 * scale_; }

  [[nodiscard]] Colour colour_of(const Shape& shape) const {
    if (shape.owner == 0) return shape.paint.rest;
    if (shape.owner == held_) return shape.paint.held;
    return shape.owner == hovered_ ? shape.paint.hover : shape.paint.rest;
  }
  // Strokes lie inside the rectangle, on whole pixels.
  static void border(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float radius, float thick) {
    const float half = thick / 2;
    list->PathRect({from.x + half, from.y + half}, {to.x - half, to.y - half}, std::max(0.0F, radius - half));
    list->PathStroke(colour, ImDrawFlags_Closed, thick);
  }
  void text_at(ImDrawList* list, ImVec2 from, ImU32 colour, const Shape& shape, std::string_view text) const {
    ImFont* font = fonts_.font(shape.face);
    const float size = fonts_.device_size(shape.size);
    if (shape.spacing == 0) {
      list->AddText(font, size, from, colour, text.data(), text.data() + text.size());
      return;
    }
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = begin;
      const char32_t c = next_code_point(text, end);
      list->AddText(font, size, from, colour, text.data() + begin, text.data() + end);
      from.x += std::round((fonts_.advance(shape.face, shape.size, c) + shape.spacing) * scale_);
      begin = end;
    }
  }

  const Fonts& fonts_;
  const View& view_;
  float scale_;
  std::uint32_t hovered_ = 0;
  std::uint32_t held_ = 0;
};

}  // namespace

void DisplayList::replay(const Fonts& fonts, const View& view, const std::vector<Item>& items) const {
  Replay replay(fonts, view);
  replay.items(items);
  const std::string_view texts = texts_;
  for (const Shape& shape : shapes_)
    replay.shape(shape, texts.substr(shape.text_begin, shape.text_end - shape.text_begin));
}

}  // namespace wufei::kit
