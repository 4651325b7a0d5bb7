#include "indicator/indicator_measure.hpp"

#include <cstdlib>

#include "indicator/indicator_words.hpp"

namespace wufei::http {
namespace {

using contract::Indicator;
using contract::IndicatorCell;
using contract::Measure;
using contract::Text;

// The unit stands in a column of its own.
std::string without_unit(std::string text, const std::string& unit) {
  if (unit.empty()) return text;
  for (std::size_t at = text.find(unit); at != std::string::npos; at = text.find(unit, at))
    text.erase(at, unit.size());
  return text;
}

const IndicatorCell& last_target(const Indicator& row) {
  return row.target_2025.value ? row.target_2025 : row.target_2023;
}

double number_of(const IndicatorCell& cell) {
  return std::strtod(cell.value->text.c_str(), nullptr);
}

contract::MarkBound bound_of(contract::Bound bound) {
  if (bound == contract::Bound::more) return contract::MarkBound::above;
  return bound == contract::Bound::less ? contract::MarkBound::below : contract::MarkBound::exact;
}

bool is_share(const IndicatorCell& cell) {
  return cell.value && number_of(cell) >= 0 && number_of(cell) <= 100;
}

// Changes against a year are no shares of a whole, and what may not be compared stands on no track.
void put_on_track(Measure& measure, const Indicator& row) {
  const bool compared = row.comparable == contract::Comparable::yes;
  const IndicatorCell& target = last_target(row);
  if (row.unit != "%" || target.reference_year != 0 || row.baseline.reference_year != 0) return;
  if (!compared && row.comparable != contract::Comparable::not_applicable) return;
  if (compared && is_share(row.baseline)) measure.base = number_of(row.baseline);
  if (!is_share(target)) return;
  measure.aim = number_of(target);
  measure.bound = bound_of(target.bound);
}

std::string tag_of(const Indicator& row) {
  if (row.scope_unclear || row.comparable == contract::Comparable::suspect_scope)
    return words(Text::server_indicator_tag_scope);
  return row.comparable == contract::Comparable::no ? words(Text::server_indicator_tag_reference)
                                                    : std::string();
}

std::string goal_of(const service::IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  const IndicatorCell& target =
      row.target_2025.value || !row.target_2023.value ? row.target_2025 : row.target_2023;
  const std::string value = cell_words(target, row);
  const contract::IndicatorRevision* actual = standing.actual();
  if (actual == nullptr) return contract::text(Text::server_indicator_goal, {{"value", value}});
  return contract::text(Text::server_indicator_goal_actual,
                        {{"value", value}, {"actual", contract::display_revision(*actual)}});
}

contract::MeasureTone tone_of(service::Verdict verdict) {
  if (verdict == service::Verdict::met) return contract::MeasureTone::success;
  return verdict == service::Verdict::not_met ? contract::MeasureTone::error : contract::MeasureTone::pending;
}

}  // namespace

std::string bare_cell(const IndicatorCell& cell, const Indicator& row) {
  if (!cell.value) {
    if (cell.raw.empty() || cell.raw == "/") return words(Text::server_indicator_no_number);
    return without_unit(cell.raw, row.unit);
  }
  std::string shown = contract::display_number(cell.bound, cell.value->text, "");
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  const std::string reference = reference_words(cell.reference_year);
  return reference.empty()
             ? shown
             : contract::text(Text::server_indicator_with_note, {{"value", shown}, {"note", reference}});
}

Measure measure_of(const service::IndicatorStanding& standing) {
  const Indicator& row = *standing.row;
  const contract::IndicatorRevision* actual = standing.actual();
  Measure measure;
  measure.no = std::to_string(row.no);
  measure.name = row.name;
  measure.href = "/indicators/" + measure.no;
  if (row.required) measure.mark = words(Text::server_indicator_star);
  if (row.special) measure.mark = words(Text::server_indicator_special_mark);
  measure.tag = tag_of(row);
  measure.unit = row.unit;
  measure.baseline = bare_cell(row.baseline, row);
  measure.before = bare_cell(row.target_2023, row);
  measure.target = bare_cell(row.target_2025, row);
  measure.actual = actual ? without_unit(contract::display_revision(*actual), row.unit)
                          : words(Text::server_indicator_unpublished);
  measure.goal = goal_of(standing);
  measure.state = verdict_words(standing.judgement);
  measure.tone = tone_of(standing.judgement.verdict);
  put_on_track(measure, row);
  return measure;
}

}  // namespace wufei::http
