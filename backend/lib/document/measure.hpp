// Quantities as a list shows them: what each began with and should reach, in numbers and on a track of its
// own. Made on the server; drawn as a table on desktops, as rows on phones. Plain data, its JSON and the
// layout of the small track; which quantities may stand on a track is decided by whoever makes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/document/chart.hpp"

namespace wufei::contract {

enum class MeasureTone : std::uint8_t { pending, success, error };

struct Measure {
  std::string no;
  std::string name;
  std::string href;
  std::string mark;  // behind the name: a star
  std::string tag;   // what to mind, beside the name; "" = nothing
  std::string unit;
  std::string baseline, before, target;  // numbers without their unit, or words
  std::string actual;                    // number without its unit, or that there is none
  std::string goal;                      // rows: the target with its unit, in words
  std::string state;                     // rows: of the actual value, as a tag
  MeasureTone tone = MeasureTone::pending;
  std::optional<double> base, aim;  // percent, on the track; both empty = no track
  MarkBound bound = MarkBound::exact;
};

// Number, name, unit, base, two targets, track, actual value.
inline constexpr std::size_t kMeasureColumns = 8;

struct MeasureGroup {
  std::string name;  // "" = the only one, without a line of its own
  std::string note;  // how many
  std::vector<Measure> rows;
};

Json measure_groups_to_json(const std::vector<MeasureGroup>& groups);
std::vector<MeasureGroup> measure_groups_from_json(const Json& array);

// Of every small track, CSS pixels.
inline constexpr float kMiniTrackWidth = 112, kMiniTrackHeight = 26;
[[nodiscard]] inline bool has_track(const Measure& row) {
  return row.base.has_value() || row.aim.has_value();
}
// 0 to 100 percent: a ring for the base, a mark above the track for what is aimed at, an arrow where that is
// to be passed.
ChartDrawing layout_mini_track(const Measure& row);

}  // namespace wufei::contract
