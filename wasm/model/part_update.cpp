#include "model/part_update.hpp"

#include "model/feedback_update.hpp"
#include "model/route_update.hpp"

namespace wufei::model {

bool needs_part(contract::PageKind kind) {
  using contract::PageKind;
  return kind >= PageKind::pickup_lookup && kind != PageKind::unknown;
}

void ensure_part(Model& model, Effects& effects) {
  if (has_part(model) || model.part == LoadState::loading) return;
  model.part = LoadState::loading;
  effects.push_back(LoadPart{});
}

void part_loaded(Model& model, Effects& effects, bool ok) {
  model.part = ok ? LoadState::ready : LoadState::failed;
  if (ok && needs_part(model.page.kind)) enter_part(model, effects);
}

}  // namespace wufei::model
