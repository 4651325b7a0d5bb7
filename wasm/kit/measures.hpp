// Quantities with their goals as Ui::measure_table and Ui::measure_row show them. Texts only; who gives them
// decides what they say.
#pragma once

#include <string_view>
#include <vector>

#include "wasm/kit/ui.hpp"

namespace wufei::kit {

// A quantity with its goal. `track`: it has a small one. `state` and `tone`: of its actual value.
struct MeasureRow {
  std::string_view no, name, href, mark, tag, unit, baseline, before, target, actual, goal, state;
  Tone tone = Tone::muted;
  bool track = false;
};
struct MeasureGroupRows {
  std::string_view name;  // "" = without a line of its own
  std::string_view note;
  std::vector<MeasureRow> rows;
};
struct MeasureList {
  std::string_view name;
  std::vector<std::string_view> columns;  // number, name, unit, base, two targets, track, actual
  std::vector<MeasureGroupRows> groups;
};

// Draws the small track of a row: 112 wide, 26 tall.
class MeasureTracks {
 public:
  virtual ~MeasureTracks() = default;
  virtual void draw(Figure& figure, std::size_t group, std::size_t row) const = 0;
};

}  // namespace wufei::kit
