// What the layouts of charts share. For lib/document/chart*.cpp only.
#pragma once

#include <string>
#include <string_view>

#include "lib/document/chart.hpp"

namespace wufei::contract {

ChartInk ink_of(MarkRole role);
// As much of the text as fits into `ems`, with an ellipsis when it is cut.
std::string fitted(std::string_view text, float ems);
// As a number stands on an axis.
std::string step_text(double step);
// A bullet chart; `width` at least 240, at least one mark.
ChartDrawing layout_track(const Chart& chart, float width, float em);

}  // namespace wufei::contract
