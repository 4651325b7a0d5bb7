// Open data on the county's ground.
#pragma once

#include "county/dataset_registry.hpp"

namespace wufei::service {

// areas, villages.
void add_county_datasets(DatasetRegistry& registry);

}  // namespace wufei::service
