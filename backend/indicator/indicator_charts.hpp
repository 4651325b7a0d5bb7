// Charts of one indicator, and in words why one is not drawn: a chart never joins or sets side by side
// numbers that mean different things. No drawing here, only what is to be drawn.
#pragma once

#include <optional>
#include <string>

#include "indicator/indicator_service.hpp"
#include "lib/document/chart.hpp"

namespace wufei::http {

// Baseline, targets and actual value on one scale. nullopt when they may not be compared or fewer than two
// numbers exist; bullet_refusal() says which.
std::optional<contract::Chart> bullet_chart(const service::IndicatorStanding& standing);
// "" when bullet_chart() draws.
std::string bullet_refusal(const service::IndicatorStanding& standing);
// Published values of whole years that share the targets' reference year, with the targets as marks. nullopt
// when there is none; series_refusal() says why.
std::optional<contract::Chart> series_chart(const service::IndicatorStanding& standing);
std::string series_refusal(const service::IndicatorStanding& standing);

}  // namespace wufei::http
