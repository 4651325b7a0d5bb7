#include <algorithm>
#include <cstdlib>
#include <utility>

#include "desk/desk_parts.hpp"
#include "indicator/indicator_measure.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/words.hpp"
#include "waste/screen/screen_parts.hpp"
#include "waste/screen/wall_view.hpp"

namespace wufei::http {
namespace {

using contract::Indicator;
using contract::Text;
using service::IndicatorStanding;

// Of the track, in CSS pixels.
constexpr int kTrackWidth = 400, kTrackHeight = 34, kTrackEdge = 12, kRail = 22;

// 0 to 100 percent on the track.
std::string track_x(double percent) {
  return std::to_string(kTrackEdge + static_cast<int>(percent * (kTrackWidth - 2 * kTrackEdge) / 100));
}

std::optional<double> actual_percent(const IndicatorStanding& standing) {
  const contract::IndicatorRevision* actual = standing.actual();
  if (actual == nullptr || actual->value.empty() || actual->reference_year != 0) return std::nullopt;
  const double value = std::strtod(actual->value.c_str(), nullptr);
  return value >= 0 && value <= 100 ? std::optional(value) : std::nullopt;
}

void draw_rail(HtmlWriter& out) {
  out.element("rect", "",
              {{"class", "rail"},
               {"x", std::to_string(kTrackEdge)},
               {"y", std::to_string(kRail - 4)},
               {"width", std::to_string(kTrackWidth - 2 * kTrackEdge)},
               {"height", "8"},
               {"rx", "4"}});
}

// A triangle above the rail; where the target is to be passed, an arrow behind it.
void draw_aim(HtmlWriter& out, double percent, contract::MarkBound bound) {
  const int x = kTrackEdge + static_cast<int>(percent * (kTrackWidth - 2 * kTrackEdge) / 100);
  out.element("polygon", "",
              {{"class", "aim"},
               {"points",
                std::to_string(x - 9) + ",2 " + std::to_string(x + 9) + ",2 " + std::to_string(x) + ",15"}});
  if (bound != contract::MarkBound::above) return;
  out.element("path", "", {{"class", "past"}, {"d", "M" + std::to_string(x + 12) + ",3l6,5l-6,5"}});
}

// Decoration: the numbers stand beside it.
void write_track(HtmlWriter& out, const contract::Measure& measure, std::optional<double> actual) {
  out.open("svg", {{"class", "track"},
                   {"viewBox", "0 0 " + std::to_string(kTrackWidth) + " " + std::to_string(kTrackHeight)},
                   {"aria-hidden", "true"}});
  draw_rail(out);
  const std::string rail = std::to_string(kRail);
  if (measure.aim) draw_aim(out, *measure.aim, measure.bound);
  if (measure.base)
    out.element("circle", "", {{"class", "base"}, {"cx", track_x(*measure.base)}, {"cy", rail}, {"r", "8"}});
  if (actual)
    out.element("circle", "", {{"class", "actual"}, {"cx", track_x(*actual)}, {"cy", rail}, {"r", "9"}});
  out.close("svg");
}

std::string base_words(const Indicator& row) {
  if (!row.baseline.value) return words(Text::server_wall_no_base);
  return contract::text(Text::server_wall_base, {{"value", cell_words(row.baseline, row)}});
}

void write_numbers(HtmlWriter& out, const contract::WasteField& field, const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  const contract::Measure measure = measure_of(standing);
  const std::string path = measure.href;
  out.open("p", {{"class", "actual"}})
      .link(path, contract::text(Text::server_wall_actual, {{"value", actual_words(standing.actual())}}))
      .close("p");
  out.open("p", {{"class", "name"}}).link(path, row.name).close("p");
  out.open("p", {{"class", "goal"}}).link(path, base_words(row)).text(" ");
  out.open("strong")
      .link(path, contract::text(Text::server_wall_target, {{"value", cell_words(row.target_2025, row)}}))
      .close("strong")
      .close("p");
  if (field.indicator_share && (measure.base || measure.aim))
    return write_track(out, measure, actual_percent(standing));
  if (!row.target_2023.value) return;
  out.element("p",
              contract::text(Text::server_wall_before, {{"year", std::to_string(row.target_2023.year)},
                                                        {"value", cell_words(row.target_2023, row)}}),
              {{"class", "quiet"}});
}

void write_target(HtmlWriter& out, const WallView& view, const contract::WasteField& field) {
  const auto& waste = view.content.get<service::WasteContent>();
  const IndicatorStanding* standing =
      view.board != nullptr && field.indicator > 0 ? view.board->find(field.indicator) : nullptr;
  out.open("li", {{"class", "panel target " + field_tone(waste, field.id)}});
  out.element("h3", field.name);
  if (standing != nullptr && standing->row != nullptr)
    write_numbers(out, field, *standing);
  else
    out.element("p", contract::text(Text::server_wall_no_indicator), {{"class", "quiet"}});
  out.close("li");
}

// The year that the targets are for.
int target_year(const WallView& view) {
  if (view.board != nullptr)
    for (const IndicatorStanding& standing : view.board->rows)
      if (standing.row->target_2025.year > 0) return standing.row->target_2025.year;
  return 0;
}

struct Group {
  std::string name;
  std::vector<const IndicatorStanding*> rows;
};

// In the order of the plan's table.
std::vector<Group> groups_of(const service::IndicatorBoard& board) {
  std::vector<Group> groups;
  for (const IndicatorStanding& standing : board.rows) {
    if (groups.empty() || groups.back().name != standing.row->level1)
      groups.push_back({standing.row->level1, {}});
    groups.back().rows.push_back(&standing);
  }
  return groups;
}

void write_group(HtmlWriter& out, const Group& group) {
  std::size_t published = 0;
  out.open("li").open("span", {{"aria-hidden", "true"}});
  for (const IndicatorStanding* standing : group.rows) {
    const bool there = standing->actual() != nullptr;
    published += there ? 1 : 0;
    out.element("b", "", {{"class", there ? std::string_view("on") : kNoAttribute}});
  }
  out.close("span").link(
      with_query("/indicators", {{"group", group.name}}),
      contract::text(Text::server_wall_group, {{"name", group.name},
                                               {"count", std::to_string(published)},
                                               {"all", std::to_string(group.rows.size())}}));
  out.close("li");
}

}  // namespace

void write_wall_targets(HtmlWriter& out, const WallView& view) {
  out.open("section", {{"class", "targets"}});
  const int year = target_year(view);
  out.element("h2", year > 0 ? contract::text(Text::server_wall_targets, {{"year", std::to_string(year)}})
                             : words(Text::server_wall_targets_any));
  out.open("ul");
  for (const contract::WasteField& field : view.content.get<service::WasteContent>().fields)
    write_target(out, view, field);
  out.close("ul").close("section");
}

void write_wall_cells(HtmlWriter& out, const WallView& view) {
  if (view.board == nullptr) return;
  std::size_t published = 0;
  for (const IndicatorStanding& standing : view.board->rows) published += standing.actual() ? 1 : 0;
  out.open("section", {{"class", "panel cells"}}).open("div", {{"class", "bar"}});
  out.element("h2", contract::text(Text::server_wall_cells)).open("p");
  out.link("/indicators",
           contract::text(Text::server_wall_published, {{"count", std::to_string(published)},
                                                        {"all", std::to_string(view.board->rows.size())}}));
  out.close("p").close("div").open("ul");
  for (const Group& group : groups_of(*view.board)) write_group(out, group);
  out.close("ul").close("section");
}

}  // namespace wufei::http
