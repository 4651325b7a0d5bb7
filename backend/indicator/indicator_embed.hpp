// The bare page of one indicator that other sites show in a frame, and the words below a chart that leaves
// the portal as a file. No script; the only link leads to the indicator's page here.
#pragma once

#include <string>
#include <vector>

#include "indicator/indicator_service.hpp"

namespace wufei::http {

// Complete HTML. Without a chart it says why.
std::string indicator_embed_page(const service::IndicatorBoard& board,
                                 const service::IndicatorStanding& standing);
// Lines that say where a chart's numbers come from.
std::vector<std::string> chart_sources(const service::IndicatorBoard& board,
                                       const service::IndicatorStanding& standing);

}  // namespace wufei::http
