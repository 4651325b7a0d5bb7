// Open data of the sorting guide and of the catalogues of recyclables.
#pragma once

#include "county/dataset_registry.hpp"

namespace wufei::service {

// guide_items, recyclables.
void add_guide_datasets(DatasetRegistry& registry);

}  // namespace wufei::service
