// Finding a booking again by its reference and the last four digits of the telephone number.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

void submit_lookup(Model& model, Effects& effects) WUFEI_SECOND_PART(submit_lookup);
void lookup_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(lookup_answered);

}  // namespace wufei::model
