// The plan's table of indicators (content/indicators/) and the rules of it that a JSON Schema cannot say.
#pragma once

#include "county/content_part.hpp"
#include "indicator/indicator.hpp"

namespace wufei::service {

using IndicatorContent = contract::IndicatorTable;

ContentPart indicator_part();

}  // namespace wufei::service
