// The register of drop-off places: distances from where the person is, asked for only when they want it. In
// the second part of the program.
#pragma once

#include <utility>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

using NearestPlaces = std::vector<std::pair<double, std::size_t>>;  // kilometres, number in the register

void places_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(places_answered);
void locate(Model& model, Effects& effects) WUFEI_SECOND_PART(locate);
void located(Model& model, Effects& effects, const Located& command) WUFEI_SECOND_PART(located);

// Places with a position by distance from where the person is, in kilometres; empty before that is known.
NearestPlaces nearest_places(const PlaceDesk& desk);

}  // namespace wufei::model
