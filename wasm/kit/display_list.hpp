// What a frame draws, in document coordinates (CSS pixels), before it goes to ImGui: widgets may still move
// or stretch what they have drawn once they know the size of their surroundings. replay() hands it to ImGui
// in device pixels, skipping what is off the screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/kit/theme.hpp"
#include "wasm/kit/twin.hpp"
#include "wasm/platform/platform.hpp"

namespace wufei::kit {

class Drawing;
class Fonts;

// The widgets under the pointer and under its button; 0: none.
struct Pointed {
  std::uint32_t hovered = 0;
  std::uint32_t held = 0;
};

// mark: the site's own, a ring that a leaf closes.
enum class PrimitiveKind : std::uint8_t { fill, border, text, disc, ring, diamond, line, mark, quad };

// Colour by what the pointer does to the widget that owns the shape.
struct Paint {
  Colour rest;
  Colour hover;
  Colour held;
  Paint() = default;
  Paint(Colour colour) : rest(colour), hover(colour), held(colour) {}  // NOLINT: a plain colour is a paint
  Paint(Colour at_rest, Colour at_hover, Colour when_held)
      : rest(at_rest), hover(at_hover), held(when_held) {}
};

struct Shape {
  PrimitiveKind kind = PrimitiveKind::fill;
  bool afloat = false;  // stands still in the view while the page scrolls under it,
  float view_y = 0;     // there
  NodeRect rect;        // a text: x and the top of its em box; a line: from corner to corner
  Paint paint;
  std::uint32_t owner = 0;
  float radius = 0;
  float thickness = 1;  // of a quad: how far right its foot begins (radius) and ends (thickness)
  platform::Face face = platform::Face::regular;
  float size = 0;
  float spacing = 0;  // between letters
  std::size_t text_begin = 0;
  std::size_t text_end = 0;
};

// Something that reacts to the pointer, with the id of its twin node.
struct Item {
  std::uint32_t id = 0;
  NodeRect rect;
  bool enabled = true;
  bool afloat = false;  // as its shapes
  float view_y = 0;
};

struct View {
  float scroll = 0;  // CSS pixels
  float width = 0;
  float height = 0;
  // What the device keeps at the foot of the view; below 0 while its keyboard is open.
  float foot = 0;
};

class DisplayList {
 public:
  void clear();
  [[nodiscard]] std::size_t size() const { return shapes_.size(); }
  Shape& at(std::size_t index) { return shapes_[index]; }
  [[nodiscard]] const Shape& at(std::size_t index) const { return shapes_[index]; }
  // Until clear().
  [[nodiscard]] std::string_view text_of(const Shape& shape) const {
    return std::string_view(texts_).substr(shape.text_begin, shape.text_end - shape.text_begin);
  }
  // All of them, one behind the other.
  [[nodiscard]] const std::string& texts() const { return texts_; }
  // Later shapes belong to this widget; 0 for none.
  void set_owner(std::uint32_t id) { owner_ = id; }

  std::size_t fill(const NodeRect& rect, Paint paint, float radius = 0);
  std::size_t border(const NodeRect& rect, Paint paint, float radius, float thickness = 1);
  void disc(float x, float y, float radius, Paint paint);
  void diamond(float x, float y, float radius, Paint paint);
  void ring(float x, float y, float radius, Paint paint, float thickness);
  void mark(const NodeRect& rect, Paint ring);
  void line(float x1, float y1, float x2, float y2, Paint paint, float thickness = 1);
  // A rectangle whose foot is moved: its left end by `left`, its right end by `right`.
  void quad(const NodeRect& rect, float left, float right, Paint paint);
  void text(platform::Face face, float size, float x, float y, Paint paint, std::string_view text,
            float spacing = 0);
  void icon(char32_t code_point, float size, float x, float y, Paint paint);
  // Moves the shapes [begin, end) right and down.
  void shift(std::size_t begin, std::size_t end, float dx, float dy);
  // The shapes from `begin` on have the view's coordinates, where they stand still.
  void set_afloat(std::size_t begin);
  // They have the document's again, which is scrolled so far.
  void follow(float scroll);

  // Has the device draw one character that will be on the screen after a little scrolling. False: all are
  // drawn.
  bool prepare(const Fonts& fonts, const View& view) const;
  void replay(Drawing& out, const Fonts& fonts, const View& view, Scheme scheme, Pointed pointed) const;

 private:
  Shape& add(PrimitiveKind kind, const NodeRect& rect, Paint paint);

  std::vector<Shape> shapes_;
  std::string texts_;
  std::uint32_t owner_ = 0;
};

}  // namespace wufei::kit
