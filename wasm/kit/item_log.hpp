// Native builds only: which ImGui items the last frame added, so that tests can hold them against the twin.
#pragma once

#include <cstdint>
#include <vector>

namespace wufei::kit {

void clear_item_log();
const std::vector<std::uint32_t>& item_log();

}  // namespace wufei::kit
