// What a survey's result would say as the value of an indicator. Publishing it is a deliberate act of a
// person: this only prepares the request, with the kind of answers, n and interval in its note, and refuses
// results that do not bear it. Only invited answers of a sample serve: open ones are whose anybody likes.
// Pure.
#pragma once

#include <string>

#include "indicator/indicator_service.hpp"
#include "survey/survey_service.hpp"

namespace wufei::service {

enum class IndicatorRefusal : std::uint8_t {
  no,
  not_served,  // no question of the survey serves the indicator
  still_open,  // answers still come: the number would not be final
  withheld,    // n below kSmallestBase, or the share would give away single answers
};

struct SurveyIndicator {
  IndicatorRefusal refused = IndicatorRefusal::no;
  PublishRequest request;  // complete but for publisher, bound and corrections; only when not refused
};

// The value is the weighted share in per cent, with one decimal, where answers are weighted, else the plain
// share; the period is from the first answer to the last.
SurveyIndicator survey_indicator(const SurveyResults& results, int indicator, contract::Date today);

}  // namespace wufei::service
