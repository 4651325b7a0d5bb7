// The only way the model changes: update() for what people do, on_event() for what the device tells, the
// server's replies among it. Both return what the world has to do. Pure: the same calls give the same model
// and effects.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/command.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

Effects update(Model& model, const Command& command);
Effects on_event(Model& model, const Event& event);

// The end of a model, which no page of a browser comes to: what takes its members apart is in the second part
// of the program.
void drop_model(const Model* model) WUFEI_SECOND_PART(drop_model);
struct DropModel {
  void operator()(const Model* model) const { drop_model(model); }
};

}  // namespace wufei::model
