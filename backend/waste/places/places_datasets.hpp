// The table of open data waste_places: what /waste/places says.
#pragma once

#include "county/dataset_registry.hpp"
#include "waste/places/places_service.hpp"

namespace wufei::service {

void add_places_dataset(DatasetRegistry& registry, PlacesService& places);

}  // namespace wufei::service
