// Open data on what is collected.
#pragma once

#include "lib/table/dataset.hpp"

namespace wufei::service {

// pickup_catalogue.
void add_pickup_datasets(DatasetRegistry& registry);

}  // namespace wufei::service
