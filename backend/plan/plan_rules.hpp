// Rules of content/plan/ that a JSON Schema cannot say: ids are unique, every reference leads somewhere,
// links are pages of this site, the goals of the cells add up. Pure.
#pragma once

#include <vector>

#include "county/content.hpp"

namespace wufei::service {

inline constexpr const char* kTasksFile = "plan/tasks.json";
inline constexpr const char* kTargetsFile = "plan/targets.json";
inline constexpr const char* kDiscrepanciesFile = "plan/discrepancies.json";
inline constexpr const char* kBodiesFile = "plan/bodies.json";
inline constexpr const char* kChaptersFile = "plan/chapters.json";
inline constexpr const char* kCellsFile = "plan/cells.json";
inline constexpr const char* kOpenDataFile = "open_data.json";

void check_plan_rules(const Content& content, std::vector<ContentFault>& faults);

}  // namespace wufei::service
