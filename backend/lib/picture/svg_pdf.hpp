// SVG pages of ours as a PDF, for paper: text stays text, fonts are embedded as far as they are used.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::http {

// A4 landscape in points (1/72 inch), the unit of the pages.
inline constexpr double kA4Long = 841.89, kA4Short = 595.28;

// One page of `width` by `height` points for each SVG. Errors: internal (no SVG, it cannot be drawn).
contract::Result<std::string> svgs_to_pdf(const std::vector<std::string>& pages, const std::string& title,
                                          double width = kA4Long, double height = kA4Short);

}  // namespace wufei::http
