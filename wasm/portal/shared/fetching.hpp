// What the current page needs of the server. One place decides what is fetched, so that opening a page,
// retrying and coming back online are the same thing.
#pragma once

#include "wasm/core/asking.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// A reply to an attempt that no longer counts changes nothing.
void take_reply(Model& model, Effects& effects, const Reply& reply);
// What came before the part that reads it: in its order, once the part is there.
void take_early(Model& model, Effects& effects);
inline FailureText failure_text(const Model& model, const Failure& failure) {
  return failure_text(model.site.value.service_number, failure);
}
// Authorization for the open booking.
Headers bearer(const Model& model);

// Asks for whatever the current page shows and is not known or under way.
void ensure_page_data(Model& model, Effects& effects);
// Failed values become wanted again.
void forget_failures(Model& model);
void ask_open_booking(Model& model, Effects& effects) WUFEI_SECOND_PART(ask_open_booking);

}  // namespace wufei::model
