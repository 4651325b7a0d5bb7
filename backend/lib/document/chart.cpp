#include "lib/document/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kChartKinds{"bullet", "series", "bars"};
constexpr std::array<std::string_view, 5> kBounds{"exact", "above", "below", "from", "up_to"};
constexpr std::array<std::string_view, 4> kRoles{"baseline", "target", "actual", "share"};

double real_or(const Json& object, const char* name, double fallback) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<double>() : fallback;
}

std::optional<double> real_or_none(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

}  // namespace

Json chart_to_json(const Chart& chart) {
  Json marks = Json::array();
  for (const ChartMark& mark : chart.marks) {
    Json row = {{"label", mark.label},
                {"role", kRoles[static_cast<std::size_t>(mark.role)]},
                {"value", mark.value},
                {"display", mark.display}};
    if (!mark.group.empty()) row["group"] = mark.group;
    if (chart.kind == ChartKind::series) row["x"] = mark.x;
    if (mark.bound != MarkBound::exact) row["bound"] = kBounds[static_cast<std::size_t>(mark.bound)];
    if (mark.low) row["low"] = *mark.low;
    if (mark.high) row["high"] = *mark.high;
    marks.push_back(std::move(row));
  }
  return {{"kind", kChartKinds[static_cast<std::size_t>(chart.kind)]},
          {"title", chart.title},
          {"lead", chart.lead},
          {"note", chart.note},
          {"summary", chart.summary},
          {"unit", chart.unit},
          {"embed", chart.embed},
          {"marks", std::move(marks)}};
}

Chart chart_from_json(const Json& json) {
  Chart chart;
  chart.kind = enum_named<ChartKind>(kChartKinds, text_or_empty(json, "kind")).value_or(ChartKind{});
  chart.title = text_or_empty(json, "title");
  chart.lead = text_or_empty(json, "lead");
  chart.note = text_or_empty(json, "note");
  chart.summary = text_or_empty(json, "summary");
  chart.unit = text_or_empty(json, "unit");
  chart.embed = text_or_empty(json, "embed");
  for (const Json& row : array_or_empty(json, "marks"))
    chart.marks.push_back(
        {text_or_empty(row, "label"), text_or_empty(row, "group"),
         enum_named<MarkRole>(kRoles, text_or_empty(row, "role")).value_or(MarkRole{}), real_or(row, "x", 0),
         real_or(row, "value", 0), real_or_none(row, "low"), real_or_none(row, "high"),
         text_or_empty(row, "display"),
         enum_named<MarkBound>(kBounds, text_or_empty(row, "bound")).value_or(MarkBound{})});
  return chart;
}

float estimated_width(std::string_view text) {
  constexpr float kLatin = 0.56F;
  float width = 0;
  for (std::size_t at = 0; at < text.size();) width += next_code_point(text, at) < 0x2000 ? kLatin : 1.0F;
  return width;
}

std::vector<double> scale_steps(double low, double high, int count) {
  if (!(high > low) || !std::isfinite(high - low)) return {low, low + 1};
  const double rough = (high - low) / std::max(count, 1);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power * 1.0000001) {
      step = factor * power;
      break;
    }
  std::vector<double> steps;
  const double first = std::floor(low / step), last = std::ceil(high / step);
  for (double i = first; i <= last; ++i) steps.push_back(i * step);
  return steps;
}

}  // namespace wufei::contract
