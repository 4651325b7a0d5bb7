// The only way the model changes: update() for what people and the device do, on_reply() for what the server
// answers. Both return what the world has to do. Pure: the same calls give the same model and effects.
#pragma once

#include "wasm/core/command.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/core/model.hpp"

namespace wufei::model {

Effects update(Model& model, const Command& command);
// A reply to an attempt that no longer counts changes nothing.
Effects on_reply(Model& model, const Reply& reply);

}  // namespace wufei::model
