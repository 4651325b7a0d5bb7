// The colours of the bins.
#pragma once

#include <string_view>

#include "wasm/kit/ui.hpp"

namespace wufei::views {

// The colour of a category, the yellow of warning signs for what no bin takes; none for what is no category.
kit::Waste waste_of(std::string_view category);

}  // namespace wufei::views
