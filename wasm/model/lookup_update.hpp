// Finding a booking again by its reference and the last four digits of the telephone number.
#pragma once

#include "model/effect.hpp"
#include "model/model.hpp"

namespace wufei::model {

void submit_lookup(Model& model, Effects& effects);
void lookup_answered(Model& model, Effects& effects, const Reply& reply);

}  // namespace wufei::model
