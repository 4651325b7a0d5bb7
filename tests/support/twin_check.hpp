// Holds what a frame draws against its semantic twin: whoever looks, whoever listens and whoever presses must
// find the same.
#pragma once

#include <string>
#include <vector>

#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {

// What `state` has drawn and is not in the twin that the device was given, within 2 CSS pixels, one line
// each: a text whose words no node there has, a place that reacts to the pointer without a node of the same
// size. Pictures (role img) say in words what their texts say.
std::vector<std::string> twin_mismatches(const kit::UiState& state, const std::vector<kit::Node>& twin);

// Over the whole run: frames that were held against their twins, and mismatches found.
struct TwinTally {
  int frames = 0;
  int mismatches = 0;
};
TwinTally& twin_tally();

}  // namespace wufei::testing
