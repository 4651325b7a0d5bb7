// The program comes in two parts (docs/adr/0012): the first has the frame and the home page, the
// second all other pages. Functions marked
// WUFEI_SECOND_PART, and what only they need, are in the second and must not be called before it is ready;
// pages that need it wait for it here.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"

// Behind the declaration of an entry of the second part: a function that the first part calls. Its symbol
// ends in _part2, which is how the build finds it (scripts/split_wasm.mjs); `name` must be unique among
// entries.
#define WUFEI_SECOND_PART(name) __asm__("wufei_" #name "_part2") __attribute__((noinline))

namespace wufei::model {

bool needs_part(contract::PageKind kind);
// Home shows the ticket of the next pickup, which the second part draws; large print begins with its four
// choices.
inline bool has_ticket(const Model& model) {
  return model.page.kind == contract::PageKind::home && !model.elder && !model.last_reference.empty();
}
// True when the current page can be drawn.
inline bool has_part(const Model& model) {
  return model.part == LoadState::ready || !needs_part(model.page.kind);
}
// Asks for the second part, unless it is there, on its way or has failed.
void want_part(Model& model, Effects& effects);
// The same when the current page needs it, or something waits to be sent, and nobody has
// asked.
void ensure_part(Model& model, Effects& effects);
void part_loaded(Model& model, Effects& effects, bool ok);

}  // namespace wufei::model
