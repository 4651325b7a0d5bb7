// Charts of the portal: what they show, and their layout as plain shapes, made once and drawn twice (SVG on
// the server, canvas in the client). Series of different reference years are different groups and never
// joined. Meaning never depends on colour alone: every role has a shape of its own and the legend names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

enum class ChartKind : std::uint8_t {
  bullet,  // one track: baseline, targets and actual of one quantity
  series,  // values by year; marks of one group are joined
  bars,    // one bar per mark with its interval; shares of answers
};
enum class MarkRole : std::uint8_t { baseline, target, actual, share };
// What the value says: itself; more or less than it; it or more, it or less.
enum class MarkBound : std::uint8_t { exact, above, below, from, up_to };

struct ChartMark {
  std::string label;  // what it is: "2025 target"
  std::string group;  // series: joined when equal and not empty
  MarkRole role = MarkRole::actual;
  double x = 0;                     // series: the year
  double value = 0;                 // in the chart's unit
  std::optional<double> low, high;  // bars: interval, same unit
  std::string display;              // value as people read it, with operator and unit
  MarkBound bound = MarkBound::exact;
};

struct Chart {
  ChartKind kind = ChartKind::bullet;
  std::string title;    // bullet: a sentence
  std::string lead;     // below it: unit, direction, where the axis begins; may be empty
  std::string note;     // below the drawing: what is not in it; may be empty
  std::string summary;  // says in words what the chart shows: its text alternative
  std::string unit;
  std::vector<ChartMark> marks;
  std::string embed;  // path of the embeddable page, "" = none
};

Json chart_to_json(const Chart& chart);
Chart chart_from_json(const Json& json);

enum class ShapeKind : std::uint8_t { line, rect, circle, diamond, text, wedge };
// Tokens of the theme; the drawer knows their colours.
enum class ChartInk : std::uint8_t { axis, grid, baseline, target, actual, share, interval, text, muted };

// Lengths in the unit of `width` given to layout_chart. line: (x,y)-(x2,y2); rect: corner (x,y) to (x2,y2);
// circle and diamond: centre (x,y), radius x2; text: anchor point (x,y) on the baseline; wedge: a triangle
// that points down, from corner (x,y) to the depth of (x2,y2).
struct ChartShape {
  ShapeKind kind = ShapeKind::line;
  ChartInk ink = ChartInk::axis;
  float x = 0, y = 0, x2 = 0, y2 = 0;
  bool filled = true;   // circle, diamond, rect
  bool dashed = false;  // line
  float stroke =
      0;  // circle that is not filled, line: how thick, 0 = as its ink is; rect: radius of its corners
  bool bold = false;  // text
  int anchor = -1;    // text: -1 begins at x, 0 is centred on it, 1 ends at it
  float size = 0;     // text: em
  std::string text = {};
};

struct ChartDrawing {
  float width = 0;
  float height = 0;
  std::vector<ChartShape> shapes;
};

// Fits the chart into `width` (at least 240) with texts of `em`. A chart without marks is an empty frame.
ChartDrawing layout_chart(const Chart& chart, float width, float em);
// The chart with its title above and `sources` below: a picture that explains itself away from its page.
ChartDrawing layout_chart_file(const Chart& chart, const std::vector<std::string>& sources, float width,
                               float em);
// Where the axis of a bullet chart begins, in its unit.
double track_start(const Chart& chart);
// Width of a text in ems of one: Chinese 1, Latin about 0.56. The same everywhere, so both drawings agree.
float estimated_width(std::string_view text);
// Steps of a scale that includes [low, high]: round numbers, at most `count` + 1 of them, in order.
std::vector<double> scale_steps(double low, double high, int count);

}  // namespace wufei::contract
