#include "lib/document/measure.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kMeasureTones{"pending", "success", "error"};
constexpr std::array<std::string_view, 5> kMeasureBounds{"exact", "above", "below", "from", "up_to"};

// Members of a row that are texts, by their names in JSON.
struct TextMember {
  const char* name;
  std::string Measure::*text;
};
constexpr TextMember kMeasureTexts[] = {{"no", &Measure::no},
                                        {"name", &Measure::name},
                                        {"href", &Measure::href},
                                        {"mark", &Measure::mark},
                                        {"tag", &Measure::tag},
                                        {"unit", &Measure::unit},
                                        {"baseline", &Measure::baseline},
                                        {"before", &Measure::before},
                                        {"target", &Measure::target},
                                        {"actual", &Measure::actual},
                                        {"goal", &Measure::goal},
                                        {"state", &Measure::state}};

Json row_to_json(const Measure& row) {
  Json json = Json::object();
  for (const TextMember& member : kMeasureTexts)
    if (!(row.*member.text).empty()) json[member.name] = row.*member.text;
  if (row.tone != MeasureTone::pending) json["tone"] = kMeasureTones[static_cast<std::size_t>(row.tone)];
  if (row.base) json["base"] = *row.base;
  if (row.aim) json["aim"] = *row.aim;
  if (row.bound != MarkBound::exact) json["bound"] = kMeasureBounds[static_cast<std::size_t>(row.bound)];
  return json;
}

std::optional<double> share_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_number()) return std::nullopt;
  return std::clamp(found->get<double>(), 0.0, 100.0);
}

Measure row_from_json(const Json& json) {
  Measure row;
  for (const TextMember& member : kMeasureTexts) row.*member.text = text_or_empty(json, member.name);
  row.tone = enum_named<MeasureTone>(kMeasureTones, text_or_empty(json, "tone")).value_or(MeasureTone{});
  row.bound = enum_named<MarkBound>(kMeasureBounds, text_or_empty(json, "bound")).value_or(MarkBound{});
  if (!json.is_object()) return row;
  row.base = share_in(json, "base");
  row.aim = share_in(json, "aim");
  return row;
}

}  // namespace

Json measure_groups_to_json(const std::vector<MeasureGroup>& groups) {
  Json array = Json::array();
  for (const MeasureGroup& group : groups) {
    Json rows = Json::array();
    for (const Measure& row : group.rows) rows.push_back(row_to_json(row));
    Json json = {{"rows", std::move(rows)}};
    if (!group.name.empty()) json["name"] = group.name;
    if (!group.note.empty()) json["note"] = group.note;
    array.push_back(std::move(json));
  }
  return array;
}

std::vector<MeasureGroup> measure_groups_from_json(const Json& array) {
  std::vector<MeasureGroup> groups;
  for (const Json& json : array) {
    MeasureGroup group{text_or_empty(json, "name"), text_or_empty(json, "note"), {}};
    for (const Json& row : array_or_empty(json, "rows")) group.rows.push_back(row_from_json(row));
    groups.push_back(std::move(group));
  }
  return groups;
}

ChartDrawing layout_mini_track(const Measure& row) {
  constexpr float kLeft = 6, kRight = 106, kMiddle = 19, kDeep = 3, kRound = 5.5F, kThick = 2.5F;
  const auto at = [](double share) { return kLeft + static_cast<float>(share) / 100 * (kRight - kLeft); };
  ChartDrawing drawing{kMiniTrackWidth, kMiniTrackHeight, {}};
  ChartShape track{ShapeKind::rect, ChartInk::grid, kLeft, kMiddle - kDeep, kRight, kMiddle + kDeep};
  track.stroke = kDeep;
  drawing.shapes.push_back(track);
  if (row.base) {
    ChartShape ring{ShapeKind::circle, ChartInk::baseline, at(*row.base), kMiddle, kRound, kRound};
    ring.filled = false;
    ring.stroke = kThick;
    drawing.shapes.push_back(ring);
  }
  if (!row.aim) return drawing;
  const float x = at(*row.aim);
  drawing.shapes.push_back({ShapeKind::wedge, ChartInk::target, x - 6, 2, x + 6, 12});
  const bool above = row.bound == MarkBound::above, below = row.bound == MarkBound::below;
  if (!above && !below) return drawing;
  const float turn = above ? 1.0F : -1.0F, edge = x + turn * 7, tip = x + turn * 12;
  for (const float y : {2.5F, 11.5F}) {
    ChartShape arrow{ShapeKind::line, ChartInk::target, edge, y, tip, 7};
    arrow.stroke = kThick;
    drawing.shapes.push_back(arrow);
  }
  return drawing;
}

}  // namespace wufei::contract
