// The change form of an open booking: filling it, sending only what differs, and finding out after a lost
// answer whether the change is in. Shares the open booking with manage_update.
#pragma once

#include <optional>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"

namespace wufei::model {

// After a 412 the booking was read again: our change is in it (its answer was lost), or somebody else's is.
void verify_change(Model& model, Effects& effects);

// Of manage_update, for its neighbours.
void token_refused(Model& model, Effects& effects);
void take_written(Model& model, contract::Pickup pickup);
std::optional<contract::Pickup> read_pickup(const Reply& reply);

}  // namespace wufei::model
