// Finds for every text of the twin the lines in which it is drawn, so that the browser selects, copies, finds
// and magnifies a text where the eye sees it. Works on a finished frame, when nothing moves any more. Draws
// nothing, changes no name.
#pragma once

#include <vector>

#include "wasm/kit/display_list.hpp"
#include "wasm/kit/fonts.hpp"
#include "wasm/kit/twin.hpp"

namespace wufei::kit {

// Fills Node::lines of the nodes that are named by what they show. A text that is drawn elsewhere, shortened
// or not at all has none. Nodes that are fixed in the view have none: their rectangles are not the
// document's.
void find_lines(std::vector<Node>& nodes, const DisplayList& list, const Fonts& fonts);

}  // namespace wufei::kit
