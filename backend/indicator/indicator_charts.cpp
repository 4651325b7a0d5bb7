#include "indicator/indicator_charts.hpp"

#include "indicator/indicator_words.hpp"

namespace wufei::http {
namespace {

using contract::Chart;
using contract::ChartMark;
using contract::Comparable;
using contract::Indicator;
using contract::IndicatorCell;
using contract::IndicatorRevision;
using contract::MarkRole;
using contract::Text;
using service::IndicatorStanding;

ChartMark cell_mark(const IndicatorCell& cell, const Indicator& row, MarkRole role) {
  const Text key =
      role == MarkRole::baseline ? Text::server_indicator_mark_baseline : Text::server_indicator_mark_target;
  ChartMark mark;
  mark.label = contract::text(key, {{"year", std::to_string(cell.year)}});
  mark.role = role;
  mark.x = cell.year;
  mark.value = contract::approximate(*cell.value);
  mark.display = contract::display_cell(cell, row.unit);
  return mark;
}

std::optional<ChartMark> actual_mark(const IndicatorRevision& revision) {
  const auto value = contract::parse_decimal(revision.value);
  const auto period = contract::parse_period(revision.period);
  if (!value || !period) return std::nullopt;
  ChartMark mark;
  mark.label =
      contract::text(Text::server_indicator_mark_actual, {{"period", period_words(revision.period)}});
  mark.group = "actual-" + std::to_string(revision.reference_year);
  mark.role = MarkRole::actual;
  mark.x = period->year();
  mark.value = contract::approximate(*value);
  mark.display = contract::display_revision(revision);
  return mark;
}

int target_reference(const Indicator& row) {
  for (const IndicatorCell* target : row.targets())
    if (target->value) return target->reference_year;
  return 0;
}

bool drawable(const Indicator& row) {
  return row.comparable == Comparable::yes || row.comparable == Comparable::not_applicable;
}

std::vector<ChartMark> plan_marks(const Indicator& row) {
  std::vector<ChartMark> marks;
  if (row.baseline.value && row.comparable == Comparable::yes)
    marks.push_back(cell_mark(row.baseline, row, MarkRole::baseline));
  for (const IndicatorCell* target : row.targets())
    if (target->value) marks.push_back(cell_mark(*target, row, MarkRole::target));
  return marks;
}

std::string summary_of(const Chart& chart, const std::string& note) {
  std::string out;
  for (const ChartMark& mark : chart.marks) {
    if (!out.empty()) out += words(Text::server_indicator_chart_comma);
    out +=
        contract::text(Text::server_indicator_chart_item, {{"label", mark.label}, {"value", mark.display}});
  }
  return contract::text(Text::server_indicator_chart_summary, {{"items", out}}) + note;
}

Chart chart_of(const Indicator& row, contract::ChartKind kind, Text title) {
  Chart chart;
  chart.kind = kind;
  chart.title = contract::text(title, {{"name", row.name}});
  chart.unit = row.unit;
  chart.embed = "/embed/indicators/" + std::to_string(row.no);
  return chart;
}

}  // namespace

std::optional<Chart> bullet_chart(const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  if (!drawable(row)) return std::nullopt;
  Chart chart = chart_of(row, contract::ChartKind::bullet, Text::server_indicator_chart_bullet);
  chart.marks = plan_marks(row);
  const IndicatorRevision* actual = standing.actual();
  if (actual && !row.scope_unclear && actual->reference_year == target_reference(row))
    if (auto mark = actual_mark(*actual)) chart.marks.push_back(std::move(*mark));
  if (chart.marks.size() < 2) return std::nullopt;
  const bool shown = chart.marks.back().role == MarkRole::actual;
  chart.summary = summary_of(chart, shown ? std::string()
                                          : words(actual ? Text::server_indicator_chart_actual_left_out
                                                         : Text::server_indicator_chart_actual_missing));
  return chart;
}

std::string bullet_refusal(const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  if (row.qualitative) return words(Text::server_indicator_refusal_words);
  if (row.comparable == Comparable::suspect_scope) return words(Text::server_indicator_refusal_scope);
  if (row.comparable == Comparable::no)
    return contract::text(Text::server_indicator_refusal_reference,
                          {{"baseline", reference_words(row.baseline.reference_year)},
                           {"target", reference_words(target_reference(row))}});
  return bullet_chart(standing) ? std::string() : words(Text::server_indicator_refusal_few);
}

std::optional<Chart> series_chart(const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  if (row.qualitative || row.scope_unclear) return std::nullopt;
  Chart chart = chart_of(row, contract::ChartKind::series, Text::server_indicator_chart_series);
  const int reference = target_reference(row);
  for (const std::size_t index : standing.current) {
    const IndicatorRevision& revision = standing.revisions[index];
    const auto period = contract::parse_period(revision.period);
    if (!period || !period->whole_year() || revision.reference_year != reference) continue;
    if (auto mark = actual_mark(revision)) chart.marks.push_back(std::move(*mark));
  }
  if (chart.marks.empty()) return std::nullopt;
  const std::size_t left_out = standing.current.size() - chart.marks.size();
  for (ChartMark& mark : plan_marks(row)) chart.marks.push_back(std::move(mark));
  chart.summary =
      summary_of(chart, left_out > 0 ? words(Text::server_indicator_series_left_out) : std::string());
  return chart;
}

std::string series_refusal(const IndicatorStanding& standing) {
  if (standing.current.empty()) return words(Text::server_indicator_series_none);
  if (standing.row->qualitative) return words(Text::server_indicator_refusal_words);
  if (standing.row->scope_unclear) return words(Text::server_indicator_refusal_scope);
  return series_chart(standing) ? std::string() : words(Text::server_indicator_series_not_comparable);
}

}  // namespace wufei::http
