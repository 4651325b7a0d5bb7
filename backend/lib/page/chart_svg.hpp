// A chart as SVG: inside pages, as a download, and as the source of its PNG. Fonts are in it, no script, no
// reference outside.
#pragma once

#include <string>
#include <vector>

#include "lib/document/chart.hpp"
#include "lib/document/measure.hpp"

namespace wufei::http {

// page: the colours are the style sheet's, and follow what the reader asks for; alone: they are in the
// picture.
enum class ChartPlace { page, alone };
// `width` in CSS pixels; the height follows. role="img" with the chart's title and summary as its name.
std::string chart_svg(const contract::Chart& chart, float width, ChartPlace place = ChartPlace::page);

// The small track of a row: decoration, its numbers stand beside it.
std::string mini_track_svg(const contract::Measure& row);

// The chart as a file of its own: its title above, `sources` below.
std::string chart_file_svg(const contract::Chart& chart, const std::vector<std::string>& sources);

}  // namespace wufei::http
