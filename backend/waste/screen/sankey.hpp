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
  std::string tone = {};    // class of its band and of the bar that it leaves; "" = none
  std::string href = {};    // what stands behind it; "" = no link
};

// Lengths in CSS pixels, where the drawing is as wide as `width`.
struct SankeyLook {
  int width = 720, left = 150, right = 570;       // where the bars stand
  int tallest = 320;                              // of the whole
  int thickest = 56;                              // of the largest bar: one flow alone is no block
  int size = 14;                                  // of the words
  bool inside = false;                            // words over the bands: for a narrow drawing
  bool linked = false;                            // bands lead to what stands behind them, by a pointer only
  std::string (*amount)(std::int64_t) = nullptr;  // said under each name; null: names alone
};

// "" without flows. `title` is its text alternative; "" = decoration beside a table. All amounts are drawn to
// one scale.
std::string sankey_svg(const std::vector<Flow>& flows, const std::string& title, const SankeyLook& look = {});

}  // namespace wufei::http
