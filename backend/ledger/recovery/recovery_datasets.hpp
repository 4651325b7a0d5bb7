// Open data of what was collected; the same numbers as the pages, with the same ones withheld.
#pragma once

#include "county/dataset_registry.hpp"
#include "ledger/ledger_service.hpp"

namespace wufei::service {

// recovery_by_month, pickup_punctuality. `ledger` must outlive the registry.
void add_recovery_datasets(DatasetRegistry& registry, LedgerService& ledger);

}  // namespace wufei::service
