// The portal's method of judging a published value against the plan's target, and of saying why it cannot.
// Pure; the page /indicators/method says the same in words (docs/indicator-method.md).
#pragma once

#include <cstdint>
#include <string_view>

#include "indicator/indicator.hpp"

namespace wufei::service {

enum class Verdict : std::uint8_t { met, not_met, unknown };

// In the order in which they are tried; the first that holds decides.
enum class VerdictReason : std::uint8_t {
  no_value,              // nothing is published
  words,                 // the targets are words
  unclear_scope,         // the plan's numbers may be those of a wider area
  no_direction,          // the plan does not say which way is better
  part_of_year,          // the value is not of a whole calendar year
  before_target,         // no target year with a number has come by the value's year
  other_reference_year,  // value and target are changes from different years
  open_bound,            // "more than 90" leaves open whether 95 is reached
  compared,              // met or not_met by comparison
};

struct Judgement {
  Verdict verdict = Verdict::unknown;
  VerdictReason reason = VerdictReason::no_value;
  const contract::IndicatorCell* target = nullptr;  // in the indicator; set from other_reference_year on
};

// "met" | "not_met" | "unknown", and "no_value" ...
std::string_view verdict_name(Verdict verdict);
std::string_view reason_name(VerdictReason reason);

// `value` may be null. A value of year Y is held against the target of the latest target year that is not
// after Y and has a number. A bare number in the plan is reached when the value is at least it (at most it
// where lower is better); signs are taken literally.
Judgement judge(const contract::Indicator& indicator, const contract::IndicatorRevision* value);

}  // namespace wufei::service
