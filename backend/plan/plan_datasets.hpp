// Open data made from the content alone: what the plan promises, the county's areas, the pickup catalogue.
#pragma once

#include <string>

#include "lib/table/dataset.hpp"

namespace wufei::service {

// tasks, task_bodies, targets, discrepancies, discrepancy_places, bodies, cells, cell_goals.
void add_plan_datasets(DatasetRegistry& registry);
// areas, villages, pickup_catalogue.
void add_county_datasets(DatasetRegistry& registry);
// "eq", "ge", "le", "gt", "lt" for "=", ">=", "<=", ">", "<"; "" for "". Signs would be taken for formulas.
std::string operator_word(const std::string& sign);

}  // namespace wufei::service
