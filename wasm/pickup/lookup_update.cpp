#include "wasm/pickup/lookup_update.hpp"

#include "county/site/references.hpp"
#include "lib/base/json.hpp"
#include "lib/base/phone.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/change_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {

using contract::PageKind;

void submit_lookup(Model& model, Effects& effects) {
  Lookup& lookup = model.lookup;
  if (lookup.busy) return;
  lookup.show_errors = true;
  lookup.failure.reset();
  const auto errors = lookup_errors(model);
  if (!errors.empty()) {
    effects.push_back(ScrollTop{});
    return effects.push_back(FocusField{field_key(errors[0].pointer)});
  }
  const contract::Json body = {
      {"reference", *contract::normalised_reference(lookup.reference, contract::kPickupPrefix)},
      {"phone_tail", *contract::normalised_phone_secret(lookup.phone_tail)}};
  lookup.busy = true;
  ask(model, effects, lookup_answered,
      {"POST",
       std::string(contract::api::kPickupLookup),
       contract::to_text(body),
       {{"Content-Type", "application/json"}}});
}

void lookup_answered(Model& model, Effects& effects, const Reply& reply) {
  Lookup& lookup = model.lookup;
  lookup.busy = false;
  const auto pickup = read_pickup(reply);
  if (!pickup) {
    lookup.failure = failure_of(reply);
    return wait_out(effects, *lookup.failure);
  }
  lookup = Lookup{};
  remember_token(model, effects, *pickup);
  show_opened(model, *pickup);
  const bool stays = model.page.reference == pickup->reference;
  if (model.page.kind == PageKind::pickup_lookup || stays)
    open_page(model, effects, {stays ? model.page.kind : PageKind::pickup_booking, pickup->reference},
              stays ? History::replace : History::push);
}

}  // namespace wufei::model
