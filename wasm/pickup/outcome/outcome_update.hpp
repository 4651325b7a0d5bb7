// After the stop: a rating of the open booking, or the report that nothing was fetched. Each is sent once,
// under a key, however often it is tapped or tried again. In the second part of the program.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

void after_stop(Model& model, Effects& effects, const AfterStop& command) WUFEI_SECOND_PART(after_stop);
void after_stop_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(after_stop_answered);

}  // namespace wufei::model
