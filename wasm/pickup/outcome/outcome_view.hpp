// What became of a stop, on the booking's page: outcome and reason, the rating, the report that nothing was
// fetched.
#pragma once

#include <optional>
#include <string_view>

#include "wasm/portal/shared/pages.hpp"

namespace wufei::views {

// Nothing while the booking is open and nothing can have become of it.
void draw_outcome(const Model& model, kit::Ui& ui, Commands& commands);
// Five stars with their words; the one that was chosen now.
std::optional<int> draw_stars(kit::Ui& ui, std::string_view title, int chosen);

}  // namespace wufei::views
