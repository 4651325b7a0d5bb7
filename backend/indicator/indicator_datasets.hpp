// Open data of the indicators: the table of the plan with the latest published values, and every revision.
#pragma once

#include "indicator/indicator_service.hpp"
#include "lib/table/dataset.hpp"

namespace wufei::service {

// indicators, indicator_revisions. `service` must outlive the registry.
void add_indicator_datasets(DatasetRegistry& registry, const IndicatorService& service);

}  // namespace wufei::service
