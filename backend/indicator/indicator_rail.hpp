// What stands beside an indicator's text: its numbers, facts, neighbours, downloads. Documents only.
#pragma once

#include <string>

#include "indicator/indicator_service.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

// `shown`: an old revision that the page is about, or null. `public_url` as add_indicator_pages has it.
void add_indicator_rail(contract::Document& document, const service::IndicatorBoard& board,
                        const service::IndicatorStanding& standing, const contract::IndicatorRevision* shown,
                        const std::string& public_url);

}  // namespace wufei::http
