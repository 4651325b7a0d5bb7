#include "indicator/indicator_charts.hpp"

#include "indicator/indicator_words.hpp"
#include "lib/document/chart_parts.hpp"

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

contract::MarkBound mark_bound(contract::Bound bound) {
  switch (bound) {
    case contract::Bound::more:
      return contract::MarkBound::above;
    case contract::Bound::at_least:
      return contract::MarkBound::from;
    case contract::Bound::less:
      return contract::MarkBound::below;
    case contract::Bound::at_most:
      return contract::MarkBound::up_to;
    case contract::Bound::none:
    case contract::Bound::equal:
      break;
  }
  return contract::MarkBound::exact;
}

ChartMark cell_mark(const IndicatorCell& cell, const Indicator& row, MarkRole role) {
  const Text key =
      role == MarkRole::baseline ? Text::server_indicator_mark_baseline : Text::server_indicator_mark_target;
  ChartMark mark;
  mark.label = contract::text(key, {{"year", std::to_string(cell.year)}});
  mark.role = role;
  mark.x = cell.year;
  mark.value = contract::approximate(*cell.value);
  mark.display = contract::display_cell(cell, row.unit);
  mark.bound = mark_bound(cell.bound);
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
  mark.bound = mark_bound(revision.bound);
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
    contract::append_listed(
        out,
        contract::text(Text::server_indicator_chart_item, {{"label", mark.label}, {"value", mark.display}}),
        contract::text(Text::server_indicator_chart_comma));
  }
  return contract::text(Text::server_indicator_chart_summary, {{"items", out}}) + note;
}

Chart chart_of(const Indicator& row, contract::ChartKind kind) {
  Chart chart;
  chart.kind = kind;
  chart.unit = row.unit;
  chart.embed = "/embed/indicators/" + std::to_string(row.no);
  return chart;
}

// In words what the sign before a number says: "over 95%".
std::string bound_words(contract::Bound bound, const std::string& number) {
  const auto with = [&number](Text key) { return contract::text(key, {{"value", number}}); };
  switch (bound) {
    case contract::Bound::more:
      return with(Text::server_indicator_chart_above);
    case contract::Bound::at_least:
      return with(Text::server_indicator_chart_from);
    case contract::Bound::less:
      return with(Text::server_indicator_chart_below);
    case contract::Bound::at_most:
      return with(Text::server_indicator_chart_up_to);
    case contract::Bound::none:
    case contract::Bound::equal:
      break;
  }
  return number;
}

std::string bound_words(const IndicatorCell& cell, const Indicator& row) {
  return bound_words(cell.bound, contract::display_number(contract::Bound::none, cell.value->text, row.unit));
}

bool says_the_same(const IndicatorCell& one, const IndicatorCell& other) {
  return one.value && other.value && one.bound == other.bound &&
         contract::compare(*one.value, *other.value) == 0 && one.reference_year == other.reference_year;
}

// Marks of a track: what both target years say stands there once; signs are words.
std::vector<ChartMark> track_marks(const Indicator& row) {
  std::vector<ChartMark> marks;
  if (row.baseline.value && row.comparable == Comparable::yes) {
    marks.push_back(cell_mark(row.baseline, row, MarkRole::baseline));
    marks.back().display = bound_words(row.baseline, row);
  }
  const bool once = says_the_same(row.target_2023, row.target_2025);
  for (const IndicatorCell* target : row.targets()) {
    if (!target->value || (once && target == &row.target_2023)) continue;
    marks.push_back(cell_mark(*target, row, MarkRole::target));
    marks.back().display = bound_words(*target, row);
    if (once)
      marks.back().label = contract::text(Text::server_indicator_mark_targets,
                                          {{"first", std::to_string(row.target_2023.year)},
                                           {"second", std::to_string(row.target_2025.year)}});
  }
  return marks;
}

// "The target is to be over 95%, the base is 94%".
std::string track_title(const Indicator& row, const std::vector<ChartMark>& marks,
                        const IndicatorRevision* actual) {
  const IndicatorCell* target = nullptr;
  for (const IndicatorCell* one : row.targets())
    if (one->value) target = one;
  std::string out;
  if (target)
    out = contract::text(target->bound == contract::Bound::none || target->bound == contract::Bound::equal
                             ? Text::server_indicator_chart_target_is
                             : Text::server_indicator_chart_target,
                         {{"value", bound_words(*target, row)}});
  const bool differ =
      row.target_2023.value && row.target_2025.value && !says_the_same(row.target_2023, row.target_2025);
  if (target && differ)
    out = contract::text(Text::server_indicator_chart_of_year,
                         {{"year", std::to_string(target->year)}, {"what", out}});
  const auto add = [&out](std::string_view part) {
    contract::append_listed(out, part, contract::text(Text::server_indicator_chart_comma));
  };
  if (!marks.empty() && marks.front().role == MarkRole::baseline)
    add(contract::text(Text::server_indicator_chart_base, {{"value", marks.front().display}}));
  if (actual)
    add(contract::text(
        Text::server_indicator_chart_actual,
        {{"period", period_words(actual->period)},
         {"value", bound_words(actual->bound, contract::display_number(contract::Bound::none, actual->value,
                                                                       actual->unit))}}));
  return out;
}

std::string track_lead(const Indicator& row, const Chart& chart) {
  std::string out = contract::text(Text::server_indicator_chart_lead,
                                   {{"unit", row.unit}, {"direction", direction_words(row.direction)}});
  const double start = contract::track_start(chart);
  if (start != 0)
    out += contract::text(
        Text::server_indicator_chart_start,
        {{"value", contract::step_text(start) + (row.unit == "%" ? row.unit : std::string())}});
  return out;
}

}  // namespace

std::optional<Chart> bullet_chart(const IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  if (!drawable(row)) return std::nullopt;
  Chart chart = chart_of(row, contract::ChartKind::bullet);
  chart.marks = track_marks(row);
  const IndicatorRevision* actual = standing.actual();
  const bool comparable = actual && !row.scope_unclear && actual->reference_year == target_reference(row);
  std::optional<ChartMark> mark = comparable ? actual_mark(*actual) : std::nullopt;
  if (plan_marks(row).size() + (mark ? 1 : 0) < 2) return std::nullopt;
  chart.title = track_title(row, chart.marks, mark ? actual : nullptr);
  if (!mark)
    chart.note = words(actual ? Text::server_indicator_chart_actual_left_out
                              : Text::server_indicator_chart_actual_missing);
  else
    chart.marks.push_back(std::move(*mark));
  chart.lead = track_lead(row, chart);
  chart.summary = summary_of(chart, chart.note);
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
  Chart chart = chart_of(row, contract::ChartKind::series);
  chart.title = contract::text(Text::server_indicator_chart_series, {{"name", row.name}});
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
