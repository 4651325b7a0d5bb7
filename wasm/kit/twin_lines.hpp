// Finds for every text of the twin the lines in which it is drawn, so that the browser selects, copies, finds
// and magnifies a text where the eye sees it, and gives nodes of their own to the texts that no name shows:
// labels and hints of fields, second lines, counters. Those are heard with what they describe, so only eye
// and hand find them. Works on a finished frame, when nothing moves any more. Draws nothing, changes no name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wasm/kit/display_list.hpp"
#include "wasm/kit/fonts.hpp"
#include "wasm/kit/twin.hpp"

namespace wufei::kit {

inline constexpr std::size_t kNoNode = SIZE_MAX;
// A drawn text that is not an icon, in the order of drawing.
struct DrawnText {
  std::size_t shape = 0;       // of the display list
  std::size_t node = kNoNode;  // whose name it shows
};

// Fills Node::lines of the nodes that are named by what they show; a text that is shortened or not drawn has
// none. Below a node that is fixed in the view, rectangles and lines are the view's: `scroll` is how far the
// document is above it.
std::vector<DrawnText> find_lines(std::vector<Node>& nodes, const DisplayList& list, const Fonts& fonts,
                                  float scroll);

// Adds a node "about" for each drawn text that find_lines() gave to none, behind what it belongs to: its
// value is the id of the item that it lies in, 0 for none. What lies in a field or a picture belongs to that.
void add_abouts(std::vector<Node>& nodes, const std::vector<DrawnText>& texts, const DisplayList& list,
                const Fonts& fonts, const std::vector<Item>& items, float scroll);

// Whether a text begins and stands in that rectangle, give or take `slack` CSS pixels.
bool lies_in(const Shape& text, const NodeRect& rect, float slack);
// The em box of a drawn line, `above` higher than the document has it.
NodeRect line_rect(const Fonts& fonts, const Shape& shape, std::string_view text, float above);
// For each node, whether it is fixed in the view or lies in one that is.
std::vector<bool> fixed_in_view(const std::vector<Node>& nodes);

}  // namespace wufei::kit
