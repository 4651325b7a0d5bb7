// Open data on what is collected.
#pragma once

#include "county/dataset_registry.hpp"

namespace wufei::service {

// pickup_catalogue.
void add_pickup_datasets(DatasetRegistry& registry);

}  // namespace wufei::service
