// The table of open data waste_totals: what of the county's sums is public.
#pragma once

#include "county/dataset_registry.hpp"
#include "waste/screen/screen_service.hpp"

namespace wufei::service {

void add_waste_datasets(DatasetRegistry& registry, ScreenService& screen);

}  // namespace wufei::service
