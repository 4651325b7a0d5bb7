// The drawing of an answer (lib/document/answer_figure) as SVG. Decoration: no words, hidden from assistive
// programs; its colours are the panel's, set by the style sheet.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

std::string figure_svg(std::string_view name);

}  // namespace wufei::http
