#include "wasm/pickup/booking_update.hpp"

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/day_grid.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;
using contract::Rule;
using contract::Text;

constexpr int kCreated = 201;

// Opens the first page with an error and puts the focus on its first wrong field. False when all is well.
bool go_to_first_error(Model& model, Effects& effects) {
  const Question first = first_incomplete(model, Question::check);
  if (first == Question::check) return false;
  open_page(model, effects, page_of(model, first), History::push);
  model.booking.show_errors.fill(true);
  const auto errors = errors_of(model, asked_with(model, first));
  if (!errors.empty()) effects.push_back(FocusField{field_key(errors[0].pointer)});
  return true;
}

// It was changed while it was on its way: what was sent is booked, the change is a draft of its own.
void booked_before(Model& model, Effects& effects, const contract::Pickup& pickup) {
  model.booking.draft.id = model.device.random_id;
  keep_draft(model, effects);
  say_sent(model, effects, pickup.reference, contract::text(Text::pickup_done_lead));
}

void booked(Model& model, Effects& effects, contract::Pickup pickup) {
  remember_token(model, effects, pickup);
  if (model.booking.sent != model.booking.draft.body) return booked_before(model, effects, pickup);
  effects.push_back(Erase{std::string(kDraftKey)});
  contract::PickupRequest sent = std::move(model.booking.draft.request);
  model.booking = Booking{};
  model.booking.last = std::move(sent);
  model.booking.created = pickup;
  settle_waiting(model, effects);
  if (!step_of(model.page.kind))
    return say_sent(model, effects, pickup.reference, contract::text(Text::pickup_done_lead));
  model.open.reference = pickup.reference;
  model.open.token = pickup.token;
  model.open.needs_lookup = false;
  model.open.pickup.set(std::move(pickup));
  open_page(model, effects, {PageKind::pickup_done, {}}, History::replace);
  effects.push_back(
      Announce{contract::text(Text::announce_booked, {{"reference", model.booking.created->reference}})});
}

// The chosen slot is gone; everything else stays.
void slot_refused(Model& model, Effects& effects, const Reply& reply, const Failure& failure) {
  Booking& booking = model.booking;
  booking.draft.request.slot.clear();
  show_errors(model, {Question::day, Question::hours}, false);
  save_draft(model, effects);
  open_page(model, effects, {PageKind::pickup_when, {}}, History::push);
  booking.picker.nearest = nearest_slots(reply.body);
  show_notice(model, effects, NoticeKind::warning, full_title(failure), Text::notice_slot_full_text);
}

// One of the fields is wrong, or the slot can not be had at all.
bool is_about_fields(const Failure& failure) {
  return failure.error.code == contract::ErrorCode::invalid || has_rule(failure, Rule::slot_closed) ||
         has_rule(failure, Rule::slot_in_past);
}

std::string why_refused(const Model& model, const Failure& failure) {
  FailureText said = failure_text(model, failure);
  if (is_full(failure))
    said = {std::string(contract::text(full_title(failure))),
            std::string(contract::text(Text::notice_slot_full_text))};
  if (has_rule(failure, Rule::open_booking_exists))
    said = {std::string(contract::text(Text::failure_open_booking_title)),
            std::string(contract::text(Text::failure_open_booking_text))};
  return contract::text(Text::form_fault, {{"label", said.title}, {"error", said.text}});
}

// It was sent of its own accord while the person is somewhere else: nothing but the words changes there.
void refused_elsewhere(Model& model, Effects& effects, const Reply& reply, const Failure& failure) {
  Booking& booking = model.booking;
  if (is_full(failure)) {
    booking.draft.request.slot.clear();
    booking.picker.nearest = nearest_slots(reply.body);
  }
  if (has_rule(failure, Rule::idempotency_key_reused)) booking.draft.id = model.device.random_id;
  if (is_about_fields(failure)) booking.server_errors = failure.error.fields;
  booking.draft.refused = why_refused(model, failure);
  keep_draft(model, effects);
  say_refused(model, effects, booking.draft.refused);
}

void refused(Model& model, Effects& effects, const Reply& reply, Failure failure) {
  Booking& booking = model.booking;
  if (is_passing(failure)) {
    if (!booking.draft.body.empty()) keep_waiting(effects, failure, !booking.pressed);
    wait_out(effects, failure);
    booking.failure = std::move(failure);
    return;
  }
  booking.draft.body.clear();
  settle_waiting(model, effects);
  const auto step = step_of(model.page.kind);
  if (!step || *step == Step::done) return refused_elsewhere(model, effects, reply, failure);
  keep_draft(model, effects);
  if (is_full(failure)) return slot_refused(model, effects, reply, failure);
  if (has_rule(failure, Rule::idempotency_key_reused)) {
    model.booking.draft.id = model.device.random_id;
    save_draft(model, effects);
    return raise_notice(model, effects, NoticeKind::warning, Text::notice_resubmit_title,
                        Text::notice_resubmit_text);
  }
  if (is_about_fields(failure)) {
    model.booking.server_errors = failure.error.fields;
    if (go_to_first_error(model, effects)) return;
  }
  wait_out(effects, failure);
  model.booking.failure = std::move(failure);
}

}  // namespace

bool is_full(const Failure& failure) {
  return has_rule(failure, Rule::slot_full) || has_rule(failure, Rule::day_full);
}

contract::Text full_title(const Failure& failure) {
  return has_rule(failure, Rule::day_full) ? Text::notice_day_full_title : Text::notice_slot_full_title;
}

std::vector<contract::Slot> nearest_slots(const std::string& body) {
  const auto json = contract::parse_json(body);
  if (!json || !json->is_object() || !json->contains("nearest")) return {};
  return contract::slots_from_json({{"slots", contract::array_or_empty(*json, "nearest")}});
}

void restore_draft(Model& model, Effects& effects) {
  const auto stored = std::exchange(model.draft, std::nullopt);
  if (!stored) return;
  auto draft = draft_from_text(*stored, model.device.now);
  if (!draft) {
    model.waits_expired = is_submitted(*stored);
    return effects.push_back(Erase{std::string(kDraftKey)});
  }
  model.booking.draft = std::move(*draft);
  model.booking.restored = true;
}

void begin_draft(Model& model) {
  if (model.booking.draft.id.empty()) model.booking.draft.id = model.device.random_id;
}

void forget_draft(Model& model, Effects& effects) {
  model.booking = Booking{};
  begin_draft(model);
  effects.push_back(Erase{std::string(kDraftKey)});
  settle_waiting(model, effects);
}

void book_again(Model& model, Effects& effects, const BookAgain& command) {
  if (!model.booking.last) return;
  const contract::PickupRequest last = std::move(*model.booking.last);
  model.booking = Booking{};
  contract::PickupRequest& request = model.booking.draft.request;
  request.area = last.area;
  request.village = last.village;
  request.proxy = last.proxy;
  if (command.neighbour) {
    if (!request.proxy) request.proxy = contract::PickupProxy{last.contact_name, last.phone, false};
  } else {
    request.address = last.address;
    request.contact_name = last.contact_name;
    request.phone = last.phone;
    request.note = last.note;
  }
  if (request.proxy) request.proxy->consent = false;
  begin_draft(model);
  save_draft(model, effects);
  open_page(model, effects, {PageKind::pickup_what, {}}, History::push);
}

void next_step(Model& model, Effects& effects, Question from) {
  const auto asked = asked_now(model);
  if (!asked || asked->first != from || from >= Question::check) return;
  if (!model.catalogue.known || !model.areas.known) return;
  show_errors(model, *asked, true);
  const auto errors = errors_of(model, *asked);
  if (!errors.empty()) {
    effects.push_back(ScrollTop{});  // the summary is there
    return effects.push_back(FocusField{field_key(errors[0].pointer)});
  }
  model.booking.picker.nearest.clear();
  const auto next = static_cast<Question>(static_cast<int>(asked->last) + 1);
  open_page(model, effects, page_of(model, next), History::push);
}

void submit_booking(Model& model, Effects& effects) {
  Booking& booking = model.booking;
  if (booking.busy || model.page.kind != PageKind::pickup_check) return;
  if (!booking.draft.body.empty()) return send_booking(model, effects, true);
  if (!model.catalogue.known || !model.areas.known) return;
  if (go_to_first_error(model, effects)) return;
  const auto request = contract::parse_pickup_request(contract::pickup_request_to_json(request_of(model)));
  if (!request) return;
  model.notice.reset();
  booking.draft.body = contract::to_text(contract::pickup_request_to_json(*request));
  keep_draft(model, effects);
  begin_waiting(model, effects);
  send_booking(model, effects, true);
}

void send_booking(Model& model, Effects& effects, bool pressed) {
  Booking& booking = model.booking;
  const std::string& body = booking.draft.body;
  if (booking.busy || body.empty()) return;
  booking.busy = true;
  booking.sent = body;
  booking.pressed = pressed;
  booking.failure.reset();
  ask(model, effects, booking_answered,
      {"POST",
       std::string(contract::api::kPickups),
       body,
       {{"Content-Type", "application/json"},
        {"Idempotency-Key", booking.draft.id + "-" + content_hash(body)}}});
}

void booking_answered(Model& model, Effects& effects, const Reply& reply) {
  model.booking.busy = false;
  if (const auto json = object_of(reply, reply.status == kCreated ? kCreated : 200))
    if (auto pickup = contract::pickup_from_json(*json)) return booked(model, effects, std::move(*pickup));
  refused(model, effects, reply, failure_of(reply));
}

}  // namespace wufei::model
