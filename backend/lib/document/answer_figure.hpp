// The small drawing in the corner of an answer: a bin, a bin under a bar, a bundle, bricks. One set
// of shapes for both drawers (SVG on the server, canvas in the client). Decoration: the words beside it say
// all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wufei::contract {

enum class FigureKind : std::uint8_t {
  box,   // corner (x,y), w wide, h high, corners of radius r
  quad,  // the same, with a foot that is r narrower on either side
  bar,   // from (x,y) to (w,h), r thick
  ring   // around (x,y), outer radius w, r thick
};
enum class FigurePaint : std::uint8_t { text, panel, stop, band };

// In units of a drawing of 84 by 92.
struct FigureShape {
  FigureKind kind;
  FigurePaint paint;
  std::int8_t x, y, w, h, r;
};
struct AnswerFigure {
  const FigureShape* first;
  std::size_t count;
  [[nodiscard]] const FigureShape* begin() const { return first; }
  [[nodiscard]] const FigureShape* end() const { return first + count; }
};

// "barred" (a small bin under a bar), "bundle" (tied twice), "bricks"; for all other names a bin.
AnswerFigure answer_figure(std::string_view name);

}  // namespace wufei::contract
