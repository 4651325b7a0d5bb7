#include "indicator/indicator_words.hpp"

#include <array>

namespace wufei::http {
namespace {

using contract::Indicator;
using contract::IndicatorCell;
using contract::IndicatorRevision;
using contract::Text;
using service::Judgement;
using service::Verdict;
using service::VerdictReason;

std::string base_words(int reference_year) {
  return reference_year == 0 ? words(Text::server_indicator_no_reference) : reference_words(reference_year);
}

std::string compared_words(const Indicator& row, const IndicatorRevision& value, const Judgement& judgement) {
  const Text key = judgement.verdict == Verdict::met ? Text::server_indicator_reason_met
                                                     : Text::server_indicator_reason_not_met;
  std::string out = contract::text(key, {{"period", period_words(value.period)},
                                         {"value", contract::display_revision(value)},
                                         {"year", std::to_string(judgement.target->year)},
                                         {"target", contract::display_cell(*judgement.target, row.unit)}});
  if (row.target_kind == contract::TargetKind::floor) out += words(Text::server_indicator_reason_floor);
  return out;
}

}  // namespace

int number_in_address(std::string_view text) {
  if (text.empty() || text.size() > 6 || text.front() == '0') return 0;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string indicator_label(const Indicator& row) {
  const std::string mark = row.required  ? words(Text::server_indicator_star)
                           : row.special ? words(Text::server_indicator_special_mark)
                                         : std::string();
  return std::to_string(row.no) + " " + row.name + mark;
}

std::string reference_words(int reference_year) {
  if (reference_year == 0) return {};
  return contract::text(Text::server_indicator_reference, {{"year", std::to_string(reference_year)}});
}

std::string cell_words(const IndicatorCell& cell, const Indicator& row) {
  const std::string shown = contract::display_cell(cell, row.unit);
  if (!cell.value && (shown.empty() || shown == "/")) return words(Text::server_indicator_no_number);
  const std::string reference = reference_words(cell.reference_year);
  return reference.empty()
             ? shown
             : contract::text(Text::server_indicator_with_note, {{"value", shown}, {"note", reference}});
}

std::string year_words(int year) {
  return contract::text(Text::server_indicator_period_year, {{"year", std::to_string(year)}});
}

std::string period_words(std::string_view period) {
  const auto parsed = contract::parse_period(period);
  if (!parsed) return std::string(period);
  if (parsed->whole_year()) return year_words(parsed->year());
  return contract::text(Text::server_indicator_period_range, {{"from", contract::format_date(parsed->from)},
                                                              {"to", contract::format_date(parsed->to)}});
}

std::string revision_words(const IndicatorRevision& revision) {
  const std::string shown = contract::display_revision(revision);
  const std::string reference = reference_words(revision.reference_year);
  return reference.empty()
             ? shown
             : contract::text(Text::server_indicator_with_note, {{"value", shown}, {"note", reference}});
}

std::string source_words(const IndicatorRevision& revision) {
  const Text key = revision.source_number.empty() ? Text::server_indicator_source_plain
                                                  : Text::server_indicator_source_numbered;
  return contract::text(
      key,
      {{"title", revision.source_title}, {"number", revision.source_number}, {"date", revision.source_date}});
}

std::string actual_words(const IndicatorRevision* actual) {
  if (actual == nullptr) return words(Text::server_indicator_unpublished);
  return contract::text(Text::server_indicator_actual_value,
                        {{"period", period_words(actual->period)}, {"value", revision_words(*actual)}});
}

std::string direction_words(contract::Direction direction) {
  constexpr std::array kTexts{Text::server_indicator_higher, Text::server_indicator_lower,
                              Text::server_indicator_other};
  return words(kTexts[static_cast<std::size_t>(direction)]);
}

std::string verdict_words(const Judgement& judgement) {
  if (judgement.reason == VerdictReason::no_value) return words(Text::server_indicator_unpublished);
  constexpr std::array kTexts{Text::server_indicator_met, Text::server_indicator_not_met,
                              Text::server_indicator_unknown};
  return words(kTexts[static_cast<std::size_t>(judgement.verdict)]);
}

contract::BlockTone verdict_tone(Verdict verdict) {
  if (verdict == Verdict::met) return contract::BlockTone::success;
  return verdict == Verdict::not_met ? contract::BlockTone::error : contract::BlockTone::pending;
}

std::string judgement_words(const Indicator& row, const IndicatorRevision* value,
                            const Judgement& judgement) {
  const auto period = value ? contract::parse_period(value->period) : std::nullopt;
  const std::string year = period ? std::to_string(period->year()) : std::string();
  switch (judgement.reason) {
    case VerdictReason::no_value:
      return words(Text::server_indicator_reason_no_value);
    case VerdictReason::words:
      return words(Text::server_indicator_reason_words);
    case VerdictReason::unclear_scope:
      return words(Text::server_indicator_reason_scope);
    case VerdictReason::no_direction:
      return words(Text::server_indicator_reason_direction);
    case VerdictReason::part_of_year:
      return contract::text(Text::server_indicator_reason_part, {{"period", period_words(value->period)}});
    case VerdictReason::before_target:
      return contract::text(Text::server_indicator_reason_before, {{"year", year}});
    case VerdictReason::other_reference_year:
      return contract::text(Text::server_indicator_reason_reference,
                            {{"actual", base_words(value->reference_year)},
                             {"target", base_words(judgement.target->reference_year)}});
    case VerdictReason::open_bound:
      return contract::text(Text::server_indicator_reason_open,
                            {{"value", contract::display_revision(*value)},
                             {"year", std::to_string(judgement.target->year)},
                             {"target", contract::display_cell(*judgement.target, row.unit)}});
    case VerdictReason::compared:
      break;
  }
  return compared_words(row, *value, judgement);
}

contract::Json judgement_json(const Indicator& row, const IndicatorRevision* value,
                              const Judgement& judgement) {
  return {{"verdict", service::verdict_name(judgement.verdict)},
          {"reason", service::reason_name(judgement.reason)},
          {"text", judgement_words(row, value, judgement)},
          {"target_year", judgement.target ? contract::Json(judgement.target->year) : contract::Json()}};
}

}  // namespace wufei::http
