#include "indicator/indicator_verdict.hpp"

#include <array>
#include <optional>

namespace wufei::service {
namespace {

using contract::Bound;
using contract::Decimal;
using contract::Direction;
using contract::Indicator;
using contract::IndicatorCell;
using contract::IndicatorRevision;

constexpr std::array<std::string_view, 3> kVerdicts{"met", "not_met", "unknown"};
constexpr std::array<std::string_view, 9> kReasons{
    "no_value",     "words",         "unclear_scope",        "no_direction",
    "part_of_year", "before_target", "other_reference_year", "open_bound",
    "compared"};

const IndicatorCell* target_for(const Indicator& indicator, int year) {
  const IndicatorCell* latest = nullptr;
  for (const IndicatorCell* target : indicator.targets())
    if (target->value && target->year <= year && (!latest || latest->year < target->year)) latest = target;
  return latest;
}

// What must hold: the quantity is above (or below) `limit`, the limit itself included unless `strict`.
struct Condition {
  bool above = true;
  bool strict = false;
};

Condition condition_of(const IndicatorCell& target, Direction direction) {
  switch (target.bound) {
    case Bound::more:
      return {true, true};
    case Bound::at_least:
      return {true, false};
    case Bound::less:
      return {false, true};
    case Bound::at_most:
      return {false, false};
    case Bound::none:
    case Bound::equal:
      break;
  }
  return {direction == Direction::higher, false};
}

// `order` compares the published number with the target's, seen in the condition's direction: positive is
// better. `open` says that the published number itself is not reached; `from_below` that it is a lower bound
// in that direction, `from_above` an upper one (both for an exact value).
Verdict decide(int order, bool strict, bool open, bool from_below, bool from_above) {
  if (from_below && (order > 0 || (order == 0 && (!strict || open)))) return Verdict::met;
  if (from_above && (order < 0 || (order == 0 && (strict || open)))) return Verdict::not_met;
  return Verdict::unknown;
}

Verdict compare_with(const IndicatorCell& target, Direction direction, Bound bound, const Decimal& value) {
  const Condition wanted = condition_of(target, direction);
  const int order = contract::compare(value, *target.value) * (wanted.above ? 1 : -1);
  const bool exact = bound == Bound::equal || bound == Bound::none;
  const bool lower_bound = bound == Bound::more || bound == Bound::at_least;
  const bool open = bound == Bound::more || bound == Bound::less;
  return decide(order, wanted.strict, open, exact || lower_bound == wanted.above,
                exact || lower_bound != wanted.above);
}

std::optional<VerdictReason> obstacle(const Indicator& indicator, const IndicatorRevision* value) {
  if (value == nullptr) return VerdictReason::no_value;
  if (indicator.qualitative || value->value.empty()) return VerdictReason::words;
  if (indicator.scope_unclear) return VerdictReason::unclear_scope;
  if (indicator.direction == Direction::other) return VerdictReason::no_direction;
  return std::nullopt;
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  return kVerdicts[static_cast<std::size_t>(verdict)];
}

std::string_view reason_name(VerdictReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

Judgement judge(const Indicator& indicator, const IndicatorRevision* value) {
  if (const auto reason = obstacle(indicator, value)) return {Verdict::unknown, *reason, nullptr};
  const auto period = contract::parse_period(value->period);
  const auto number = contract::parse_decimal(value->value);
  if (!period || !number || !period->whole_year())
    return {Verdict::unknown, VerdictReason::part_of_year, nullptr};
  const IndicatorCell* target = target_for(indicator, period->year());
  if (!target) return {Verdict::unknown, VerdictReason::before_target, nullptr};
  if (target->reference_year != value->reference_year)
    return {Verdict::unknown, VerdictReason::other_reference_year, target};
  const Verdict verdict = compare_with(*target, indicator.direction, value->bound, *number);
  return {verdict, verdict == Verdict::unknown ? VerdictReason::open_bound : VerdictReason::compared, target};
}

}  // namespace wufei::service
