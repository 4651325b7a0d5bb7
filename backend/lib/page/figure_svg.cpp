#include "lib/page/figure_svg.hpp"

#include "lib/document/answer_figure.hpp"

namespace wufei::http {
namespace {

using contract::FigureKind;
using contract::FigureShape;

constexpr std::string_view kPaints[] = {"text", "panel", "stop", "band"};

std::string attribute(const char* name, int value) {
  return std::string(" ") + name + "=\"" + std::to_string(value) + "\"";
}

std::string box(const FigureShape& s) {
  return "<rect" + attribute("x", s.x) + attribute("y", s.y) + attribute("width", s.w) +
         attribute("height", s.h) + attribute("rx", s.r);
}

std::string quad(const FigureShape& s) {
  const auto point = [](int x, int y) { return std::to_string(x) + ',' + std::to_string(y) + ' '; };
  return "<polygon points=\"" + point(s.x, s.y) + point(s.x + s.w, s.y) + point(s.x + s.w - s.r, s.y + s.h) +
         point(s.x + s.r, s.y + s.h) + "\"";
}

std::string bar(const FigureShape& s) {
  return "<line" + attribute("x1", s.x) + attribute("y1", s.y) + attribute("x2", s.w) + attribute("y2", s.h) +
         attribute("stroke-width", s.r);
}

// The stroke lies inside the radius.
std::string ring(const FigureShape& s) {
  return "<circle" + attribute("cx", s.x) + attribute("cy", s.y) + " r=\"" +
         std::to_string(s.w - (s.r + 1) / 2) + "\"" + attribute("stroke-width", s.r);
}

std::string shape(const FigureShape& s) {
  switch (s.kind) {
    case FigureKind::box:
      return box(s);
    case FigureKind::quad:
      return quad(s);
    case FigureKind::bar:
      return bar(s);
    case FigureKind::ring:
      break;
  }
  return ring(s);
}

}  // namespace

std::string figure_svg(std::string_view name) {
  std::string out =
      "<svg class=\"figure\" viewBox=\"0 0 84 92\" width=\"84\" height=\"92\" aria-hidden=\"true\">";
  for (const FigureShape& one : contract::answer_figure(name)) {
    const std::string_view paint = kPaints[static_cast<std::size_t>(one.paint)];
    out.append(shape(one)).append(" class=\"").append(paint).append("\"/>");
  }
  return out + "</svg>";
}

}  // namespace wufei::http
