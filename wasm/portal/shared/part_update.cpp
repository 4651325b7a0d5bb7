#include "wasm/portal/shared/part_update.hpp"

#include "wasm/feedback/feedback_update.hpp"
#include "wasm/pickup/booking_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {

bool needs_part(contract::PageKind kind) {
  return contract::page_facts(kind).part == contract::ProgramPart::second;
}

void want_part(Model& model, Effects& effects) {
  if (model.part != LoadState::idle) return;
  model.part = LoadState::loading;
  effects.push_back(LoadPart{});
}

void ensure_part(Model& model, Effects& effects) {
  if (!needs_part(model.page.kind) && !model.waits && !has_ticket(model)) return;
  if (model.part == LoadState::failed) model.part = LoadState::idle;
  want_part(model, effects);
}

void part_loaded(Model& model, Effects& effects, bool ok) {
  model.part = ok ? LoadState::ready : LoadState::failed;
  if (!ok) return;
  restore_draft(model, effects);
  if (needs_part(model.page.kind) || has_ticket(model)) enter_part(model, effects);
  take_early(model, effects);
  send_waiting(model, effects);
}

}  // namespace wufei::model
