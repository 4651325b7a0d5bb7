// Open data on what the plan promises, made from the content alone.
#pragma once

#include "county/dataset_registry.hpp"

namespace wufei::service {

// tasks, task_bodies, targets, discrepancies, discrepancy_places, bodies, cells, cell_goals.
void add_plan_datasets(DatasetRegistry& registry);

}  // namespace wufei::service
