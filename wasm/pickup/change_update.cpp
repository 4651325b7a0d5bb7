#include "wasm/pickup/change_update.hpp"

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_update.hpp"
#include "wasm/pickup/day_grid.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;
using contract::Text;

void show_saved(Model& model, Effects& effects) {
  model.change = ChangeForm{};
  open_page(model, effects, {PageKind::pickup_booking, model.open.reference}, History::replace);
  show_notice(model, effects, NoticeKind::success, Text::notice_changed_title, Text::notice_changed_text);
}

void focus_first_error(Model& model, Effects& effects) {
  const auto errors = change_errors(model);
  if (errors.empty() || errors[0].pointer.empty()) return;  // nothing changed is said at the button
  effects.push_back(ScrollTop{});
  effects.push_back(FocusField{field_key(errors[0].pointer)});
}

void change_refused(Model& model, Effects& effects, const Reply& reply, Failure failure) {
  ChangeForm& form = model.change;
  if (is_full(failure)) {
    form.slot = model.open.pickup.value.slot.id;
    form.picker.nearest = nearest_slots(reply.body);
    refresh_slots(model, effects, Form::change);
    return raise_notice(model, effects, NoticeKind::warning, full_title(failure),
                        Text::notice_slot_full_text);
  }
  if (failure.error.code == contract::ErrorCode::invalid) {
    form.server_errors = failure.error.fields;
    focus_first_error(model, effects);
  }
  if (failure.error.code == contract::ErrorCode::conflict) ask_open_booking(model, effects);
  wait_out(effects, failure);
  form.failure = std::move(failure);
}

}  // namespace

void fill_change(Model& model, Effects& effects) {
  const OpenBooking& open = model.open;
  ChangeForm& form = model.change;
  if (!open.pickup.known || form.reference == open.reference) return;
  const contract::Pickup& booked = open.pickup.value;
  form = ChangeForm{};
  form.reference = open.reference;
  form.items = booked.items;
  form.slot = booked.slot.id;
  form.address = booked.address;
  form.note = booked.note;
  refresh_slots(model, effects, Form::change);
  form.picker.day = booked.slot.date;
}

void submit_change(Model& model, Effects& effects) {
  ChangeForm& form = model.change;
  const OpenBooking& open = model.open;
  if (form.busy || form.verifying || model.page.kind != PageKind::pickup_change) return;
  if (!open.pickup.known || form.reference != open.reference) return;
  form.show_errors = true;
  form.failure.reset();
  model.notice.reset();
  if (!change_errors(model).empty()) return focus_first_error(model, effects);
  const auto change = contract::parse_pickup_change(contract::pickup_change_to_json(change_of(model)));
  if (!change) return;
  form.busy = true;
  Headers headers = bearer(model);
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("If-Match", "\"" + std::to_string(open.pickup.value.version) + "\"");
  ask(model, effects, change_answered,
      {"PATCH", contract::with_reference(contract::api::kPickup, open.reference),
       contract::to_text(contract::pickup_change_to_json(*change)), headers});
}

void change_answered(Model& model, Effects& effects, const Reply& reply) {
  ChangeForm& form = model.change;
  form.busy = false;
  if (reply.status == 401) return token_refused(model, effects);
  if (reply.status == 412) {
    form.verifying = true;
    return ask_open_booking(model, effects);
  }
  auto pickup = read_pickup(reply);
  if (!pickup) return change_refused(model, effects, reply, failure_of(reply));
  take_written(model, std::move(*pickup));
  show_saved(model, effects);
}

void verify_change(Model& model, Effects& effects) {
  if (!model.change.verifying) return;
  model.change.verifying = false;
  if (is_empty(change_of(model))) return show_saved(model, effects);
  if (model.open.pickup.value.changeable)
    return raise_notice(model, effects, NoticeKind::warning, Text::notice_stale_title,
                        Text::notice_stale_change_text);
  effects.push_back(FocusHeading{});  // the page says why nothing can be changed any more
  effects.push_back(ScrollTop{});
}

}  // namespace wufei::model
