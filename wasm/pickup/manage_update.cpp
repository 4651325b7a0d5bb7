#include "wasm/pickup/manage_update.hpp"

#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/change_update.hpp"
#include "wasm/pickup/kept_bookings.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;
using contract::Text;

bool is_about_open(const Model& model) {
  const bool page = model.page.kind == PageKind::pickup_booking || model.page.kind == PageKind::pickup_change;
  return page && model.page.reference == model.open.reference;
}

}  // namespace

void token_refused(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  effects.push_back(Erase{token_key(open.reference)});
  open.token.clear();
  open.needs_lookup = true;
  open.pickup = {};
  model.lookup.reference = open.reference;
}

void take_written(Model& model, contract::Pickup pickup) {
  if (pickup.reference != model.open.reference) return;
  model.open.pickup.set(std::move(pickup));
}

std::optional<contract::Pickup> read_pickup(const Reply& reply) {
  const auto json = object_of(reply);
  return json ? contract::pickup_from_json(*json) : std::nullopt;
}

void open_booking(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  const std::string& reference = model.page.reference;
  if (open.reference == reference && open.pickup.known) return ask_open_booking(model, effects);
  if (open.reference == reference && open.pickup.state == LoadState::loading) return;
  open = OpenBooking{};
  open.reference = reference;
  open.pickup.state = LoadState::loading;  // until the device has looked for the token
  effects.push_back(Load{token_key(reference)});
}

void take_token(Model& model, Effects& effects, const Stored& stored) {
  OpenBooking& open = model.open;
  if (stored.key != token_key(open.reference) || open.pickup.known) return;
  if (!stored.value || stored.value->empty()) {
    open.needs_lookup = true;
    open.pickup.state = LoadState::idle;
    model.lookup.reference = open.reference;
    return;
  }
  open.token = *stored.value;
  ask_open_booking(model, effects);
}

void open_booking_answered(Model& model, Effects& effects, const Reply& reply) {
  if (reply.status == 401 || reply.status == 404) return token_refused(model, effects);
  auto pickup = read_pickup(reply);
  if (!pickup) return model.open.pickup.fail(failure_of(reply));
  model.open.pickup.set(std::move(*pickup));
  if (!is_about_open(model)) return;
  if (model.page.kind == PageKind::pickup_change) fill_change(model, effects);
  verify_change(model, effects);
  ensure_page_data(model, effects);
}

void show_opened(Model& model, const contract::Pickup& pickup) {
  OpenBooking& open = model.open;
  open = OpenBooking{};
  open.reference = pickup.reference;
  open.token = pickup.token;
  open.pickup.set(pickup);
}

void remember_token(Model& model, Effects& effects, const contract::Pickup& pickup) {
  if (!pickup.token.empty()) effects.push_back(Save{token_key(pickup.reference), pickup.token});
  model.last_reference = pickup.reference;
  effects.push_back(Save{std::string(kLastReferenceKey), pickup.reference});
  keep_booking(model, effects, pickup);
}

void ask_cancel(Model& model, Effects& effects, bool asking) {
  if (model.open.cancelling || !model.open.pickup.known) return;
  model.open.asking_cancel = asking;
  model.open.failure.reset();
  model.notice.reset();
  effects.push_back(FocusField{asking ? "dialog" : "cancel"});
}

void confirm_cancel(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  if (open.cancelling || !open.asking_cancel || !open.pickup.known) return;
  open.cancelling = true;
  open.failure.reset();
  Headers headers = bearer(model);
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("If-Match", "\"" + std::to_string(open.pickup.value.version) + "\"");
  ask(model, effects, cancel_answered,
      {"POST", contract::with_reference(contract::api::kPickupCancel, open.reference), "{}", headers});
}

void cancel_answered(Model& model, Effects& effects, const Reply& reply) {
  OpenBooking& open = model.open;
  open.cancelling = false;
  if (reply.status == 401) return token_refused(model, effects);
  auto pickup = read_pickup(reply);
  Failure failure = failure_of(reply);
  // A repeated cancel whose first answer was lost has done what was wanted.
  const bool done = pickup || has_rule(failure, contract::Rule::already_cancelled);
  if (pickup) take_written(model, std::move(*pickup));
  if (done || reply.status == 412) open.asking_cancel = false;
  if (!pickup && reply.status != 0) ask_open_booking(model, effects);
  if (done)
    return raise_notice(model, effects, NoticeKind::success, Text::notice_cancelled_title,
                        Text::notice_cancelled_text);
  if (reply.status == 412)
    return raise_notice(model, effects, NoticeKind::warning, Text::notice_stale_title,
                        Text::notice_stale_text);
  wait_out(effects, failure);
  open.failure = std::move(failure);
}

void copy_reference(Model& model, Effects& effects) {
  const bool done = model.page.kind == PageKind::pickup_done && model.booking.created;
  const std::string& reference = done ? model.booking.created->reference : model.open.reference;
  if (reference.empty()) return;
  model.copied_reference = reference;
  effects.push_back(Copy{reference});
  effects.push_back(Announce{std::string(contract::text(Text::notice_copied))});
}

void download_calendar(Model& model, Effects& effects) {
  const OpenBooking& open = model.open;
  if (open.reference.empty() || open.token.empty()) return;
  Fetch request{expect_reply(model, calendar_failed),
                "GET",
                contract::with_reference(contract::api::kPickupCalendar, open.reference),
                {},
                bearer(model)};
  effects.push_back(Download{std::move(request), open.reference + ".ics", "text/calendar"});
}

void print_page(Model& model, Effects& effects) {
  const OpenBooking& open = model.open;
  const bool own = model.page.kind == PageKind::pickup_done || model.page.kind == PageKind::pickup_booking;
  if (!own || open.reference.empty() || open.token.empty()) return effects.push_back(Print{});
  effects.push_back(Print{
      {0, "GET", contract::with_reference(contract::api::kPickupSlip, open.reference), {}, bearer(model)}});
}

void calendar_failed(Model& model, Effects& effects, const Reply& reply) {
  const FailureText said = failure_text(model, failure_of(reply));
  model.notice = Notice{NoticeKind::warning, said.title, said.text};
  effects.push_back(Announce{said.title});
  effects.push_back(ScrollTop{});
}

}  // namespace wufei::model
