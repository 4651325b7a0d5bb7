// content/plan/: tasks, targets, contradictions, bodies, chapters and waste-free cells. Besides their
// schemas: ids are unique, every reference leads somewhere, links are pages of this site, the goals of the
// cells add up.
#pragma once

#include <string_view>

#include "county/content_part.hpp"
#include "plan/plan.hpp"

namespace wufei::service {

using PlanContent = contract::Plan;

// Cells that stand in a file each, over those of plan/cells.json (county/published/content_rows.hpp).
inline constexpr std::string_view kCellFolder = "plan/cells/";

ContentPart plan_part();

}  // namespace wufei::service
