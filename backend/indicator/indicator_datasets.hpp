// Open data of the indicators: the table of the plan with the latest published values, and every revision.
#pragma once

#include "county/dataset_registry.hpp"
#include "indicator/indicator_service.hpp"

namespace wufei::service {

// indicators, indicator_revisions. `service` must outlive the registry.
void add_indicator_datasets(DatasetRegistry& registry, const IndicatorService& service);

}  // namespace wufei::service
