#include "wasm/portal/shared/outbox.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_update.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Text;

bool is_old(const Model& model, contract::UtcSeconds saved_at) {
  return model.device.now - saved_at > kDraftLifetime;
}

void say(Model& model, Effects& effects, NoticeKind kind, std::string title, std::string_view words) {
  effects.push_back(Announce{title});
  model.notice = Notice{kind, std::move(title), std::string(words)};
}

// The device's booking is what counts, when it keeps one at all.
void follow_draft(Model& model, Effects& effects, const Stored& stored) {
  const Booking& booking = model.booking;
  if (booking.draft.body.empty() || booking.busy || !model.waits_kept) return;
  auto kept = stored.value ? draft_from_text(*stored.value, model.device.now) : std::nullopt;
  if (kept ? kept->body == booking.draft.body : is_old(model, booking.draft.saved_at)) return;
  model.booking = Booking{};
  if (kept) model.booking.draft = std::move(*kept);
  begin_draft(model);
  hold_step(model, effects);
}

void follow_feedback(Model& model, Effects& effects, const Stored& stored) {
  FeedbackForm& form = model.feedback.form;
  auto kept = stored.value ? feedback_form_from(*stored.value, model.device.now) : std::nullopt;
  if (stored.value && !kept && !filed_from(*stored.value, model.device.now)) {
    model.waits_expired |= is_submitted(*stored.value);
    effects.push_back(Erase{std::string(kFeedbackDraftKey)});
  }
  if (form.busy) return;
  if (form.draft_id.empty() && !form.filed) {
    if (kept && (!kept->body.empty() || !kept->refused.empty())) form = std::move(*kept);
    return;
  }
  if (form.body.empty() || !model.waits_kept) return;
  if (kept ? kept->body == form.body : is_old(model, form.saved_at)) return;
  form = kept ? std::move(*kept) : FeedbackForm{};
  if (form.draft_id.empty()) form.draft_id = model.device.random_id;
}

// A page that stays open keeps nothing longer than the device does.
void drop_expired(Model& model, Effects& effects) {
  const Booking& booking = model.booking;
  const FeedbackForm& form = model.feedback.form;
  if (!booking.draft.body.empty() && !booking.busy && is_old(model, booking.draft.saved_at)) {
    forget_draft(model, effects);
    hold_step(model, effects);
    model.waits_expired = true;
  }
  if (!form.body.empty() && !form.busy && is_old(model, form.saved_at)) {
    forget_feedback_draft(model, effects);
    model.waits_expired = true;
  }
}

}  // namespace

bool is_passing(const Failure& failure) {
  constexpr int kTimeout = 408, kTooEarly = 425, kTooMany = 429;
  const int status = failure.status;
  // An answer that is no problem and could not be read is not the portal's.
  return is_offline(failure) || status < 400 || status == kTimeout || status == kTooEarly ||
         status == kTooMany || status >= 500;
}

void begin_waiting(Model& model, Effects& effects) {
  model.waits = true;
  effects.push_back(Save{std::string(kOutboxKey), "1"});
  effects.push_back(Load{std::string(kOutboxKey)});
}

void keep_waiting(Effects& effects, const Failure& failure, bool told) {
  constexpr int kLeast = 20, kMost = 3600;  // seconds
  constexpr int kMillisecondsPerSecond = 1000;
  const int pause = std::clamp(failure.error.retry_after_s, kLeast, kMost);
  effects.push_back(SetTimer{kOutboxTimer, pause * kMillisecondsPerSecond});
  if (told) return;
  effects.push_back(Announce{std::string(contract::text(Text::outbox_state))});
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

void settle_waiting(Model& model, Effects& effects) {
  if (!model.waits || !model.booking.draft.body.empty() || !model.feedback.form.body.empty()) return;
  model.waits = false;
  effects.push_back(Erase{std::string(kOutboxKey)});
}

void send_waiting(Model& model, Effects& effects) {
  if (!model.waits || !model.online) return;
  effects.push_back(Load{std::string(kDraftKey)});
  effects.push_back(Load{std::string(kFeedbackDraftKey)});
}

void outbox_stored(Model& model, Effects& effects, const Stored& stored) {
  if (stored.key == kOutboxKey) model.waits_kept = stored.value.has_value();
  if (stored.key == kDraftKey) follow_draft(model, effects, stored);
  if (stored.key != kFeedbackDraftKey) return;
  follow_feedback(model, effects, stored);
  if (!model.waits || !model.online) return;
  drop_expired(model, effects);
  send_booking(model, effects, false);
  send_feedback(model, effects, false);
  settle_waiting(model, effects);
  if (std::exchange(model.waits_expired, false))
    say_refused(model, effects, std::string(contract::text(Text::outbox_expired)));
}

void send_waiting_now(Model& model, Effects& effects, const SendWaiting& command) {
  model.notice.reset();
  drop_expired(model, effects);
  if (std::exchange(model.waits_expired, false))
    return say_refused(model, effects, std::string(contract::text(Text::outbox_expired)));
  if (command.feedback)
    send_feedback(model, effects, true);
  else
    send_booking(model, effects, true);
}

void ask_drop(Model& model, Effects& effects, const AskDrop& command) {
  if (command.feedback ? model.feedback.form.busy : model.booking.busy) return;
  model.dropping = command;
  model.notice.reset();
  effects.push_back(FocusField{"dialog"});
}

void dismiss_drop(Model& model, Effects& effects) {
  if (!model.dropping) return;
  effects.push_back(FocusField{std::string(drop_key(model.dropping->feedback))});
  model.dropping.reset();
}

void confirm_drop(Model& model, Effects& effects) {
  const auto asked = std::exchange(model.dropping, std::nullopt);
  if (!asked || (asked->feedback ? model.feedback.form.busy : model.booking.busy)) return;
  if (asked->feedback)
    forget_feedback_draft(model, effects);
  else
    forget_draft(model, effects);
  effects.push_back(Announce{std::string(contract::text(Text::outbox_dropped))});
  if (!asked->feedback && step_of(model.page.kind))
    return open_page(model, effects, {contract::PageKind::pickup_what, {}}, History::replace);
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

void say_sent(Model& model, Effects& effects, const std::string& reference, std::string_view more) {
  say(model, effects, NoticeKind::success, contract::text(Text::outbox_sent, {{"reference", reference}}),
      more);
}

void say_refused(Model& model, Effects& effects, const std::string& why) {
  say(model, effects, NoticeKind::warning, std::string(contract::text(Text::outbox_refused)), why);
}

}  // namespace wufei::model
