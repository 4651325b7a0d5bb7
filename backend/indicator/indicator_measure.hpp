// An indicator as one row of the list: numbers without their unit, what to mind, and where it may stand on a
// track of percent. Texts and numbers only.
#pragma once

#include "indicator/indicator_service.hpp"
#include "lib/document/measure.hpp"

namespace wufei::http {

contract::Measure measure_of(const service::IndicatorStanding& standing);
// In a column under its unit: sign and number, the plan's words, or that nothing is set.
std::string bare_cell(const contract::IndicatorCell& cell, const contract::Indicator& row);

}  // namespace wufei::http
