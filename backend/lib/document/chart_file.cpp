// A chart as a file of its own: title, drawing and sources on one sheet.
#include <algorithm>

#include "lib/base/utf8.hpp"
#include "lib/document/chart.hpp"

namespace wufei::contract {
namespace {

constexpr float kMargin = 1.0F;    // em, on every side
constexpr float kLineStep = 1.5F;  // em

// Breaks between any two characters, which is right for Chinese; a run of Latin letters is moved as a whole
// while it fits into a line.
std::vector<std::string> wrapped(const std::string& text, float ems) {
  std::vector<std::string> lines{{}};
  float used = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    const bool latin = next_code_point(text, end) < 0x2E80;
    for (std::size_t next = end; latin && text[at] != ' ' && next < text.size(); end = next)
      if (const char32_t c = next_code_point(text, next); c >= 0x2E80 || c == ' ') break;
    const std::string run = text.substr(at, end - at);
    const float width = estimated_width(run);
    if (used > 0 && used + width > ems) lines.emplace_back(), used = 0;
    lines.back() += run;
    used += width;
    at = end;
  }
  return lines;
}

void shift(ChartShape& shape, float x, float y) {
  const bool two_points = shape.kind == ShapeKind::line || shape.kind == ShapeKind::rect;
  shape.x += x;
  shape.y += y;
  if (two_points) shape.x2 += x, shape.y2 += y;
}

float add_lines(ChartDrawing& sheet, const std::string& text, ChartInk ink, float em, float y) {
  for (const std::string& line : wrapped(text, sheet.width / em - 2 * kMargin)) {
    ChartShape shape{ShapeKind::text, ink, kMargin * em, y + em * 1.1F};
    shape.size = em;
    shape.text = line;
    sheet.shapes.push_back(std::move(shape));
    y += em * kLineStep;
  }
  return y;
}

}  // namespace

ChartDrawing layout_chart_file(const Chart& chart, const std::vector<std::string>& sources, float width,
                               float em) {
  const float margin = kMargin * em;
  const ChartDrawing inner = layout_chart(chart, width - 2 * margin, em);
  ChartDrawing sheet;
  sheet.width = inner.width + 2 * margin;
  float y = add_lines(sheet, chart.title, ChartInk::text, em * 1.1F, margin * 0.6F) + em * 0.6F;
  for (ChartShape shape : inner.shapes) {
    shift(shape, margin, y);
    sheet.shapes.push_back(std::move(shape));
  }
  y += inner.height + em * 0.4F;
  for (const std::string& source : sources) y = add_lines(sheet, source, ChartInk::muted, em * 0.85F, y);
  sheet.height = y + margin * 0.6F;
  return sheet;
}

}  // namespace wufei::contract
