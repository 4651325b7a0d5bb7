// Flows from sources to destinations as an SVG: bands whose thickness is the amount. Pure; a table beside it
// says the same in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wufei::http {

struct Flow {
  std::string from, to;     // words
  std::int64_t amount = 0;  // > 0
  std::string said;         // the amount in words
};

// "" without flows. `title` is its text alternative.
std::string sankey_svg(const std::vector<Flow>& flows, const std::string& title);

}  // namespace wufei::http
