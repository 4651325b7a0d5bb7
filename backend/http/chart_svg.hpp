// A chart as SVG: inside pages, as a download, and as the source of its PNG. Stands alone: colours and fonts
// are in it, no script, no reference outside.
#pragma once

#include <string>

#include "contract/chart.hpp"

namespace wufei::http {

// `width` in CSS pixels; the height follows. role="img" with the chart's title and summary as its name.
std::string chart_svg(const contract::Chart& chart, float width);

}  // namespace wufei::http
