// Charts of every indicator at every width: nothing leaves the frame, no two texts overlap, and numbers that
// may not be compared are not drawn.
#include <doctest/doctest.h>

#include <string>

#include "indicator/indicator_charts.hpp"
#include "indicator/indicator_content.hpp"
#include "lib/document/chart.hpp"
#include "lib/page/chart_svg.hpp"
#include "lib/picture/svg_png.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Chart;
using contract::ChartDrawing;
using contract::ChartShape;
using contract::ShapeKind;

namespace {

struct Box {
  float left, top, right, bottom;
};

Box box_of(const ChartShape& shape) {
  if (shape.kind == ShapeKind::text) {
    const float wide = contract::estimated_width(shape.text) * shape.size;
    const float left = shape.anchor < 0 ? shape.x : shape.anchor > 0 ? shape.x - wide : shape.x - wide / 2;
    return {left, shape.y - shape.size * 0.9F, left + wide, shape.y + shape.size * 0.25F};
  }
  if (shape.kind == ShapeKind::circle || shape.kind == ShapeKind::diamond)
    return {shape.x - shape.x2, shape.y - shape.x2, shape.x + shape.x2, shape.y + shape.x2};
  return {std::min(shape.x, shape.x2), std::min(shape.y, shape.y2), std::max(shape.x, shape.x2),
          std::max(shape.y, shape.y2)};
}

bool inside(const Box& box, const ChartDrawing& drawing) {
  constexpr float kSlack = 0.5F;
  return box.left >= -kSlack && box.top >= -kSlack && box.right <= drawing.width + kSlack &&
         box.bottom <= drawing.height + kSlack;
}

void check_drawing(const ChartDrawing& drawing) {
  std::vector<const ChartShape*> texts;
  for (const ChartShape& shape : drawing.shapes) {
    CAPTURE(shape.text);
    if (!inside(box_of(shape), drawing)) FAIL_CHECK("outside the frame");
    if (shape.kind != ShapeKind::text) continue;
    const Box box = box_of(shape);
    for (const ChartShape* other : texts) {
      const Box taken = box_of(*other);
      CAPTURE(other->text);
      if (box.left < taken.right && taken.left < box.right && box.top < taken.bottom &&
          taken.top < box.bottom)
        FAIL_CHECK("texts overlap");
    }
    texts.push_back(&shape);
  }
}

void check_chart(const Chart& chart) {
  CAPTURE(chart.title);
  for (const float width : {240.0F, 320.0F, 640.0F, 1100.0F})
    for (const float em : {13.0F, 15.0F, 20.0F, 26.0F}) {
      CAPTURE(width);
      CAPTURE(em);
      check_drawing(contract::layout_chart(chart, width, em));
      check_drawing(contract::layout_chart_file(chart, {"A source of the numbers (2023-52)"}, width, em));
    }
}

service::IndicatorStanding standing_of(const contract::Indicator& row) {
  service::IndicatorStanding standing;
  standing.row = &row;
  return standing;
}

void publish(service::IndicatorStanding& standing, const std::string& period, const std::string& value,
             int reference_year) {
  contract::IndicatorRevision revision;
  revision.period = period;
  revision.value = value;
  revision.bound = contract::Bound::at_least;
  revision.unit = standing.row->unit;
  revision.reference_year = reference_year;
  revision.revision = static_cast<int>(standing.revisions.size()) + 1;
  standing.current.push_back(standing.revisions.size());
  standing.revisions.push_back(revision);
}

}  // namespace

TEST_CASE("every indicator has a chart that fits, or words why it has none") {
  int drawn = 0;
  const auto content = test::real_content();
  for (const contract::Indicator& row : content->get<service::IndicatorContent>().indicators) {
    CAPTURE(row.no);
    service::IndicatorStanding standing = standing_of(row);
    const auto chart = http::bullet_chart(standing);
    CHECK(chart.has_value() == http::bullet_refusal(standing).empty());
    CHECK_FALSE(http::series_chart(standing));
    CHECK_FALSE(http::series_refusal(standing).empty());
    const bool comparable = row.comparable == contract::Comparable::yes;
    if (comparable) CHECK(chart);
    if (row.comparable != contract::Comparable::yes && row.comparable != contract::Comparable::not_applicable)
      CHECK_FALSE(chart);
    if (chart) check_chart(*chart), ++drawn;
    for (const char* period : {"2023", "2024", "2024-01-01/2024-06-30"})
      publish(standing, period, "123456.789", row.target_2025.reference_year);
    if (const auto more = http::bullet_chart(standing)) check_chart(*more);
    if (const auto series = http::series_chart(standing)) check_chart(*series);
  }
  CHECK(drawn >= 30);
}

TEST_CASE("values measured from different years are never in one picture") {
  const auto content = test::real_content();
  service::IndicatorStanding standing = standing_of(*content->get<service::IndicatorContent>().find(18));
  publish(standing, "2022", "5", 2019);
  publish(standing, "2023", "7", 2020);
  publish(standing, "2024", "8", 2020);
  CHECK_FALSE(http::bullet_chart(standing));
  const auto series = http::series_chart(standing);
  REQUIRE(series);
  for (const contract::ChartMark& mark : series->marks) CHECK(mark.x != 2022);
  int actual = 0;
  for (const contract::ChartMark& mark : series->marks) {
    CHECK(mark.role != contract::MarkRole::baseline);
    actual += mark.role == contract::MarkRole::actual ? 1 : 0;
  }
  CHECK(actual == 2);
}

TEST_CASE("a long series keeps its texts apart") {
  const auto content = test::real_content();
  service::IndicatorStanding standing = standing_of(*content->get<service::IndicatorContent>().find(13));
  for (int year = 2010; year < 2026; ++year)
    publish(standing, std::to_string(year), std::to_string(70 + year % 3) + ".25", 0);
  check_chart(*http::series_chart(standing));
}

TEST_CASE("odd numbers do not break a chart") {
  Chart chart;
  chart.unit = "%";
  for (const double value : {0.0, -5.0, 1e12, 0.000001})
    chart.marks.push_back({"x", "", contract::MarkRole::actual, 2020, value, {}, {}, "1"});
  for (const auto kind :
       {contract::ChartKind::bullet, contract::ChartKind::series, contract::ChartKind::bars}) {
    chart.kind = kind;
    check_chart(chart);
  }
  chart.marks.clear();
  check_chart(chart);
}

namespace {

Chart track_of(std::vector<contract::ChartMark> marks) {
  Chart chart;
  chart.unit = "%";
  chart.marks = std::move(marks);
  return chart;
}

contract::ChartMark mark_of(contract::MarkRole role, double value, contract::MarkBound bound) {
  contract::ChartMark mark;
  mark.label = "label";
  mark.role = role;
  mark.value = value;
  mark.display = "value";
  mark.bound = bound;
  return mark;
}

std::vector<ChartShape> shapes_of(const ChartDrawing& drawing, contract::ChartInk ink, ShapeKind kind) {
  std::vector<ChartShape> found;
  for (const ChartShape& shape : drawing.shapes)
    if (shape.ink == ink && shape.kind == kind) found.push_back(shape);
  return found;
}

// The longest line along the track, as it is drawn: from the mark to the tip of the arrow.
float arrow_of(const ChartDrawing& drawing) {
  float longest = 0;
  for (const ChartShape& line : shapes_of(drawing, contract::ChartInk::target, ShapeKind::line))
    if (line.y == line.y2 && std::abs(line.x2 - line.x) > std::abs(longest)) longest = line.x2 - line.x;
  return longest;
}

}  // namespace

TEST_CASE("a track: the base is a ring, an exact target a diamond, an open one a ring with an arrow") {
  using contract::ChartInk;
  using contract::MarkBound;
  using contract::MarkRole;
  const auto drawn = [](MarkBound bound) {
    return contract::layout_chart(
        track_of({mark_of(MarkRole::baseline, 60, MarkBound::exact), mark_of(MarkRole::target, 70, bound)}),
        640, 15);
  };
  for (const MarkBound bound :
       {MarkBound::exact, MarkBound::above, MarkBound::below, MarkBound::from, MarkBound::up_to}) {
    CAPTURE(static_cast<int>(bound));
    const ChartDrawing drawing = drawn(bound);
    const auto base = shapes_of(drawing, ChartInk::baseline, ShapeKind::circle);
    REQUIRE(base.size() == 1);
    CHECK_FALSE(base[0].filled);
    const bool open = bound == MarkBound::above || bound == MarkBound::below;
    CHECK(shapes_of(drawing, ChartInk::target, ShapeKind::diamond).size() == (open ? 0 : 1));
    const auto rings = shapes_of(drawing, ChartInk::target, ShapeKind::circle);
    REQUIRE(rings.size() == (open ? 1 : 0));
    if (open) CHECK_FALSE(rings[0].filled);
    const float arrow = arrow_of(drawing);
    if (bound == MarkBound::exact) CHECK(arrow == 0);
    if (bound == MarkBound::above || bound == MarkBound::from) CHECK(arrow > 0);
    if (bound == MarkBound::below || bound == MarkBound::up_to) CHECK(arrow < 0);
    CHECK(shapes_of(drawing, ChartInk::actual, ShapeKind::circle).empty());
  }
}

TEST_CASE("a track: what was published is filled, and without it there is no mark") {
  using contract::MarkBound;
  using contract::MarkRole;
  const auto content = test::real_content();
  const contract::Indicator& row = *content->get<service::IndicatorContent>().find(15);
  service::IndicatorStanding standing = standing_of(row);
  const auto before = http::bullet_chart(standing);
  REQUIRE(before);
  CHECK(before->title == "目标要超过 95%，基准是 94%");
  CHECK(before->note == "实际值没有公布，图上不画。");
  CHECK(before->lead.find("90%") != std::string::npos);
  REQUIRE(before->marks.size() == 2);  // both years ask for the same: once
  CHECK(before->marks[1].bound == MarkBound::above);
  CHECK(before->marks[1].display == "超过 95%");
  CHECK(before->summary.find("2023 年和 2025 年目标") != std::string::npos);
  publish(standing, "2024", "96.5", 0);
  const auto after = http::bullet_chart(standing);
  REQUIRE(after);
  CHECK(after->note.empty());
  const auto discs =
      shapes_of(contract::layout_chart(*after, 332, 15), contract::ChartInk::actual, ShapeKind::circle);
  REQUIRE(discs.size() == 1);
  CHECK(discs[0].filled);
  CHECK(discs[0].x2 == 9);
  const Chart again = contract::chart_from_json(contract::chart_to_json(*after));
  CHECK(again.title == after->title);
  CHECK(again.lead == after->lead);
  CHECK(again.marks[1].bound == MarkBound::above);
}

TEST_CASE("a chart becomes a PNG of twice its size") {
  service::IndicatorStanding standing =
      standing_of(*test::real_content()->get<service::IndicatorContent>().find(1));
  const std::string svg = http::chart_file_svg(*http::bullet_chart(standing), {"source"});
  const auto png = http::svg_to_png(svg, 2);
  REQUIRE(png);
  CHECK(png->substr(1, 3) == "PNG");
  CHECK(static_cast<unsigned char>((*png)[18]) * 256 + static_cast<unsigned char>((*png)[19]) == 1280);
  CHECK_FALSE(http::svg_to_png("<svg", 2));
  CHECK_FALSE(http::svg_to_png("", 2));
  CHECK_FALSE(http::svg_to_png("<svg xmlns='http://www.w3.org/2000/svg' width='90000' height='9'/>", 2));
}
