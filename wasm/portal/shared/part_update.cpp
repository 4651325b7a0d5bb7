#include "wasm/portal/shared/part_update.hpp"

#include "wasm/feedback/feedback_update.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {

bool needs_part(contract::PageKind kind) {
  return contract::page_facts(kind).part == contract::ProgramPart::second;
}

void ensure_part(Model& model, Effects& effects) {
  if (model.part == LoadState::ready || model.part == LoadState::loading) return;
  if (!needs_part(model.page.kind) && !model.waits) return;
  model.part = LoadState::loading;
  effects.push_back(LoadPart{});
}

void part_loaded(Model& model, Effects& effects, bool ok) {
  model.part = ok ? LoadState::ready : LoadState::failed;
  if (!ok) return;
  if (needs_part(model.page.kind)) enter_part(model, effects);
  send_waiting(model, effects);
}

}  // namespace wufei::model
