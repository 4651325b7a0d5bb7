// A chart as SVG: inside pages, as a download, and as the source of its PNG. Stands alone: colours and fonts
// are in it, no script, no reference outside.
#pragma once

#include <string>
#include <vector>

#include "lib/document/chart.hpp"

namespace wufei::http {

// `width` in CSS pixels; the height follows. role="img" with the chart's title and summary as its name.
std::string chart_svg(const contract::Chart& chart, float width);

// The chart as a file of its own: its title above, `sources` below.
std::string chart_file_svg(const contract::Chart& chart, const std::vector<std::string>& sources);

}  // namespace wufei::http
