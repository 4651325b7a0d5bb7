#include "lib/page/chart_svg.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "lib/page/colours.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

using contract::ChartInk;
using contract::ChartShape;
using contract::ShapeKind;

constexpr float kEm = 15;
constexpr float kFileWidth = 640;
// By ChartInk, as wasm/kit/theme.cpp has them; under shapes that are not filled, and under everything,
// `paper`.
struct Palette {
  std::array<std::string_view, 9> inks;
  std::string_view paper;
  [[nodiscard]] std::string of(ChartInk ink) const {
    return std::string(inks[static_cast<std::size_t>(ink)]);
  }
};
// A file stands alone; a page has the colours that its reader asks for (assets/tokens.css).
constexpr Palette kFilePalette{{colour::edge, colour::c_grid, colour::c_base, colour::c_target,
                                colour::c_actual, colour::link, colour::ink, colour::ink, colour::ink_2},
                               colour::paper};
constexpr Palette kPagePalette{{"var(--edge)", "var(--c-grid)", "var(--c-base)", "var(--c-target)",
                                "var(--c-actual)", "var(--link)", "var(--ink)", "var(--ink)", "var(--ink-2)"},
                               "var(--paper)"};

// One decimal is finer than any screen; the same bytes on every machine.
std::string number(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::round(static_cast<double>(value) * 10) / 10);
  return text;
}

using Pairs = std::initializer_list<std::pair<std::string_view, std::string>>;

void element(std::string& out, std::string_view tag, Pairs attributes, const std::string& text = {}) {
  out.append("<").append(tag);
  for (const auto& [name, value] : attributes)
    out.append(" ").append(name).append("=\"").append(escape_html(value)).append("\"");
  if (text.empty()) {
    out += "/>";
    return;
  }
  out.append(">").append(escape_html(text)).append("</").append(tag).append(">");
}

void write_line(std::string& out, const ChartShape& shape, const Palette& palette) {
  const bool grid = shape.ink == ChartInk::grid || shape.ink == ChartInk::axis;
  element(out, "line",
          {{"x1", number(shape.x)},
           {"y1", number(shape.y)},
           {"x2", number(shape.x2)},
           {"y2", number(shape.y2)},
           {"stroke", palette.of(shape.ink)},
           {"stroke-width", shape.stroke > 0 ? number(shape.stroke)
                            : grid           ? "1"
                                             : "2"},
           {"stroke-dasharray", shape.dashed ? "5 4" : "none"}});
}

void write_rect(std::string& out, const ChartShape& shape, const Palette& palette) {
  element(out, "rect",
          {{"x", number(std::min(shape.x, shape.x2))},
           {"y", number(std::min(shape.y, shape.y2))},
           {"width", number(std::abs(shape.x2 - shape.x))},
           {"height", number(std::abs(shape.y2 - shape.y))},
           {"rx", number(shape.stroke)},
           {"fill", palette.of(shape.ink)}});
}

// The stroke lies inside the radius, as on the canvas.
void write_circle(std::string& out, const ChartShape& shape, const Palette& palette) {
  const float stroke = shape.stroke > 0 ? shape.stroke : 2;
  element(out, "circle",
          {{"cx", number(shape.x)},
           {"cy", number(shape.y)},
           {"r", number(shape.x2 - stroke / 2)},
           {"fill", shape.filled ? palette.of(shape.ink) : std::string(palette.paper)},
           {"stroke", palette.of(shape.ink)},
           {"stroke-width", number(stroke)}});
}

void write_diamond(std::string& out, const ChartShape& shape, const Palette& palette) {
  const float r = shape.x2 * 1.2F;
  const std::string points = number(shape.x) + "," + number(shape.y - r) + " " + number(shape.x + r) + "," +
                             number(shape.y) + " " + number(shape.x) + "," + number(shape.y + r) + " " +
                             number(shape.x - r) + "," + number(shape.y);
  element(out, "polygon", {{"points", points}, {"fill", palette.of(shape.ink)}});
}

void write_wedge(std::string& out, const ChartShape& shape, const Palette& palette) {
  const std::string points = number(shape.x) + "," + number(shape.y) + " " + number(shape.x2) + "," +
                             number(shape.y) + " " + number((shape.x + shape.x2) / 2) + "," +
                             number(shape.y2);
  element(out, "polygon", {{"points", points}, {"fill", palette.of(shape.ink)}});
}

void write_text(std::string& out, const ChartShape& shape, const Palette& palette) {
  const char* anchor = shape.anchor < 0 ? "start" : shape.anchor > 0 ? "end" : "middle";
  element(out, "text",
          {{"x", number(shape.x)},
           {"y", number(shape.y)},
           {"font-size", number(shape.size)},
           {"font-weight", shape.bold ? "700" : "400"},
           {"text-anchor", anchor},
           {"fill", palette.of(shape.ink)}},
          shape.text);
}

void write_shape(std::string& out, const ChartShape& shape, const Palette& palette) {
  switch (shape.kind) {
    case ShapeKind::line:
      return write_line(out, shape, palette);
    case ShapeKind::rect:
      return write_rect(out, shape, palette);
    case ShapeKind::circle:
      return write_circle(out, shape, palette);
    case ShapeKind::diamond:
      return write_diamond(out, shape, palette);
    case ShapeKind::wedge:
      return write_wedge(out, shape, palette);
    case ShapeKind::text:
      write_text(out, shape, palette);
  }
}

}  // namespace

namespace {

// On a page a picture is as much larger as the letters that its reader chose in the browser; 16 is 1rem.
std::string rem(float pixels) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4frem", static_cast<double>(pixels) / 16);
  return text;
}

std::string size_of(const contract::ChartDrawing& drawing, ChartPlace place) {
  const bool page = place == ChartPlace::page;
  return "viewBox=\"0 0 " + number(drawing.width) + " " + number(drawing.height) + "\" width=\"" +
         (page ? rem(drawing.width) : number(drawing.width)) + "\" height=\"" +
         (page ? rem(drawing.height) : number(drawing.height)) + "\"";
}

std::string svg_of(const contract::Chart& chart, const contract::ChartDrawing& drawing, ChartPlace place) {
  const Palette& palette = place == ChartPlace::page ? kPagePalette : kFilePalette;
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" " + size_of(drawing, place) +
                    " aria-label=\"" + escape_html(chart.title + " " + chart.summary) +
                    "\" font-family=\"'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif\">";
  element(out, "rect",
          {{"width", number(drawing.width)},
           {"height", number(drawing.height)},
           {"fill", std::string(palette.paper)}});
  for (const ChartShape& shape : drawing.shapes) write_shape(out, shape, palette);
  return out + "</svg>";
}

}  // namespace

std::string chart_svg(const contract::Chart& chart, float width, ChartPlace place) {
  return svg_of(chart, contract::layout_chart(chart, width, kEm), place);
}

std::string mini_track_svg(const contract::Measure& row) {
  const contract::ChartDrawing drawing = contract::layout_mini_track(row);
  std::string out = "<svg " + size_of(drawing, ChartPlace::page) + " aria-hidden=\"true\">";
  for (const ChartShape& shape : drawing.shapes) write_shape(out, shape, kPagePalette);
  return out + "</svg>";
}

std::string chart_file_svg(const contract::Chart& chart, const std::vector<std::string>& sources) {
  return svg_of(chart, contract::layout_chart_file(chart, sources, kFileWidth, kEm), ChartPlace::alone);
}

}  // namespace wufei::http
