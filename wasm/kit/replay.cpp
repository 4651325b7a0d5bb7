// DisplayList::replay: document coordinates become device pixels, shapes become ImGui draw calls.
#include <algorithm>
#include <cmath>

#include "wasm/kit/display_list.hpp"
#include "wasm/kit/drawing.hpp"
#include "wasm/kit/fonts.hpp"
#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

constexpr float kMargin = 8;  // CSS pixels around the screen that are still drawn
constexpr float kAhead = 3;   // screens in either direction whose characters are prepared

ImU32 packed(Colour colour, Scheme scheme) {
  const std::uint32_t hex = rgb(colour.token, scheme);
  return IM_COL32(hex >> 16, hex >> 8 & 255, hex & 255, colour.alpha);
}

class Replay {
 public:
  Replay(Drawing& out, const Fonts& fonts, const View& view, Scheme scheme, Pointed pointed)
      : out_(out), fonts_(fonts), view_(view), scheme_(scheme), scale_(fonts.density()), pointed_(pointed) {}

  void shape(const Shape& shape, std::string_view text) {
    if (!on_screen(shape.rect)) return keep_font(shape);
    const ImU32 colour = packed(colour_of(shape), scheme_);
    const ImVec2 from = corner(shape.rect);
    const ImVec2 to = far_corner(shape.rect);
    const float thick = std::max(1.0F, std::round(shape.thickness * scale_));
    ImDrawList* list = &out_.list();
    switch (shape.kind) {
      case PrimitiveKind::fill:
        fill(from, to, colour, shape.radius * scale_);
        break;
      case PrimitiveKind::border:
        border(list, from, to, colour, shape.radius * scale_, thick);
        break;
      case PrimitiveKind::text:
        text_at(list, from, colour, shape, text);
        break;
      case PrimitiveKind::disc:
        list->AddCircleFilled(centre(shape.rect), radius(shape.rect), colour);
        break;
      case PrimitiveKind::ring:
        list->AddCircle(centre(shape.rect), radius(shape.rect) - thick / 2, colour, 0, thick);
        break;
      case PrimitiveKind::diamond:
        list->AddNgonFilled(centre(shape.rect), radius(shape.rect), colour, 4);
        break;
      case PrimitiveKind::line:
        list->AddLine(from, to, colour, thick);
        break;
      case PrimitiveKind::quad:
        list->AddQuadFilled(from, {to.x, from.y}, {to.x + shape.thickness * scale_, to.y},
                            {from.x + shape.radius * scale_, to.y}, colour);
        break;
      case PrimitiveKind::mark:
        mark(list, shape.rect, colour);
        break;
    }
  }

 private:
  [[nodiscard]] bool on_screen(const NodeRect& rect) const {
    return rect.y + rect.height >= view_.scroll - kMargin && rect.y <= view_.scroll + view_.height + kMargin;
  }
  // ImGui lets go of a size that was not used for two frames when it needs room: all of the page's are in
  // use.
  void keep_font(const Shape& shape) const {
    if (shape.kind == PrimitiveKind::text)
      (void)fonts_.font(shape.face)->GetFontBaked(fonts_.device_size(shape.size));
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
    if (shape.owner == pointed_.held) return shape.paint.held;
    return shape.owner == pointed_.hovered ? shape.paint.hover : shape.paint.rest;
  }
  // A large plain part of the screen is cleared; only its round corners are drawn.
  void fill(ImVec2 from, ImVec2 to, ImU32 colour, float radius) {
    constexpr float kWorth = 150 * 150;  // device pixels
    const float width = to.x - from.x, height = to.y - from.y;
    if (colour >> IM_COL32_A_SHIFT != 255 || width * height < kWorth)
      return out_.list().AddRectFilled(from, to, colour, radius);
    radius = std::min(radius, std::min(width, height) / 2 - 1);  // as AddRectFilled() has it
    const float side = radius < 0.5F ? 0 : std::ceil(radius);
    out_.clear({from.x, from.y + side}, {to.x, to.y - side}, colour);
    if (side == 0) return;
    out_.clear({from.x + side, from.y}, {to.x - side, from.y + side}, colour);
    out_.clear({from.x + side, to.y - side}, {to.x - side, to.y}, colour);
    round_corner({from.x, from.y}, {side, side}, radius, 6, colour);
    round_corner({to.x, from.y}, {-side, side}, radius, 9, colour);
    round_corner({to.x, to.y}, {-side, -side}, radius, 0, colour);
    round_corner({from.x, to.y}, {side, -side}, radius, 3, colour);
  }
  // In the square from `corner` by `side`; the arc begins at that hour of ImGui's clock (0: right, 3: down).
  void round_corner(ImVec2 corner, ImVec2 side, float radius, int hour, ImU32 colour) {
    ImDrawList& list = out_.list();
    const ImVec2 middle{corner.x + std::copysign(radius, side.x), corner.y + std::copysign(radius, side.y)};
    list.PathLineTo({corner.x + side.x, corner.y + side.y});
    const bool rest = std::abs(side.x) > radius;
    const ImVec2 beside{corner.x, corner.y + side.y}, above{corner.x + side.x, corner.y};
    const bool upright = hour == 0 || hour == 6;  // the arc begins at the side, else at the top or foot
    if (rest) list.PathLineTo(upright ? beside : above);
    list.PathArcToFast(middle, radius, hour, hour + 3);
    if (rest) list.PathLineTo(upright ? above : beside);
    list.PathFillConvex(colour);
  }
  // Strokes lie inside the rectangle, on whole pixels.
  static void border(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float radius, float thick) {
    const float half = thick / 2;
    list->PathRect({from.x + half, from.y + half}, {to.x - half, to.y - half}, std::max(0.0F, radius - half));
    list->PathStroke(colour, ImDrawFlags_Closed, thick);
  }
  // As wasm/portal/shell/icon.svg has it, 28 units wide: a ring from its upper right end anticlockwise to its
  // right one, and between the two a leaf.
  void mark(ImDrawList* list, const NodeRect& rect, ImU32 colour) const {
    constexpr float kLeaf[][2] = {{5.4F, -4.7F},   {5.3F, -7.7F},  {6.6F, -10.1F}, {9.0F, -11.8F},
                                  {12.3F, -12.6F}, {12.0F, -9.2F}, {10.7F, -6.7F}, {8.5F, -5.1F}};
    const ImVec2 middle = centre(rect);
    const float unit = rect.width / 28 * scale_;
    const auto point = [&](float x, float y) { return ImVec2{middle.x + x * unit, middle.y + y * unit}; };
    list->PathArcTo(middle, 10 * unit, -0.29F, 5.06F);
    list->PathStroke(colour, 0, 3.6F * unit);
    for (const ImVec2 end : {point(9.58F, -2.87F), point(3.42F, -9.4F)})
      list->AddCircleFilled(end, 1.8F * unit, colour);
    for (const auto& [x, y] : kLeaf) list->PathLineTo(point(x, y));
    list->PathFillConvex(packed(colour::focus, scheme_));
  }
  // The line's top may lie between two pixels; its baseline does not, and is where a browser has it.
  [[nodiscard]] float em_top(const Shape& shape, float size, ImFont* font) const {
    if (shape.face == platform::Face::icons) return at(shape.rect.x, shape.rect.y).y;
    const float ascent = font->GetFontBaked(size)->Ascent;
    return std::floor(shape.rect.y * scale_ + ascent + 0.001F) - std::floor(ascent) -
           std::round(view_.scroll * scale_);
  }

  void text_at(ImDrawList* list, ImVec2 from, ImU32 colour, const Shape& shape, std::string_view text) const {
    ImFont* font = fonts_.font(shape.face);
    const float size = fonts_.device_size(shape.size);
    from.y = em_top(shape, size, font);
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

  Drawing& out_;
  const Fonts& fonts_;
  const View& view_;
  Scheme scheme_;
  float scale_;
  Pointed pointed_;
};

}  // namespace

bool DisplayList::prepare(const Fonts& fonts, const View& view) const {
  for (const Shape& shape : shapes_) {
    const float away = std::abs(shape.rect.y - view.scroll);
    if (shape.kind != PrimitiveKind::text || away > kAhead * view.height) continue;
    ImFontBaked* baked = fonts.font(shape.face)->GetFontBaked(fonts.device_size(shape.size));
    const std::string_view text = text_of(shape);
    for (std::size_t at = 0; at < text.size();) {
      const auto c = static_cast<ImWchar>(next_code_point(text, at));
      if (baked->IsGlyphLoaded(c)) continue;
      const int known = baked->Glyphs.Size;
      baked->FindGlyph(c);
      if (baked->Glyphs.Size > known) return true;
    }
  }
  return false;
}

void DisplayList::replay(Drawing& out, const Fonts& fonts, const View& view, Scheme scheme,
                         Pointed pointed) const {
  Replay replay(out, fonts, view, scheme, pointed);
  const std::string_view texts = texts_;
  for (const Shape& shape : shapes_)
    replay.shape(shape, texts.substr(shape.text_begin, shape.text_end - shape.text_begin));
}

}  // namespace wufei::kit
