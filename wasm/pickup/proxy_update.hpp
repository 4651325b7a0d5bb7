// A booking for somebody else: whether it is one, and who makes it. What was typed is kept while the page is
// open, even when the choice is taken back.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

void set_proxy(Model& model, Effects& effects, const SetProxy& command) WUFEI_SECOND_PART(set_proxy);

}  // namespace wufei::model
