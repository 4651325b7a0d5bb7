// Draws an SVG of ours as a PNG. Only this folder knows librsvg, cairo and fontconfig.
#pragma once

#include <string>

#include "lib/base/result.hpp"

namespace wufei::http {

// Whether a font with Chinese characters is installed: without one the texts of a PNG are boxes.
bool draws_chinese();

// `scale`: pixels per unit of the SVG, 1..4. Errors: internal (not an SVG with a size, too large, no memory).
contract::Result<std::string> svg_to_png(const std::string& svg, int scale);

}  // namespace wufei::http
