#include "wasm/core/outbox.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/core/route_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_update.hpp"

namespace wufei::model {
namespace {

using contract::Text;

void say(Model& model, Effects& effects, NoticeKind kind, std::string title, std::string_view words) {
  effects.push_back(Announce{title});
  model.notice = Notice{kind, std::move(title), std::string(words)};
}

}  // namespace

bool is_passing(const Failure& failure) {
  return is_offline(failure) || failure.status == 429 || failure.status >= 500;
}

void begin_waiting(Model& model, Effects& effects) {
  model.waits = true;
  effects.push_back(Save{std::string(kOutboxKey), "1"});
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
  if (model.waits && model.online) effects.push_back(Load{std::string(kFeedbackDraftKey)});
}

void outbox_stored(Model& model, Effects& effects, const Stored& stored) {
  FeedbackForm& form = model.feedback.form;
  if (form.draft_id.empty() && !form.filed && stored.value) {
    auto kept = feedback_form_from(*stored.value, model.device.now);
    if (kept && (!kept->body.empty() || !kept->refused.empty())) form = std::move(*kept);
  }
  if (!model.waits || !model.online) return;
  const bool expired = model.booking.draft.body.empty() && form.body.empty();
  send_booking(model, effects, false);
  send_feedback(model, effects, false);
  settle_waiting(model, effects);
  if (expired) say_refused(model, effects, std::string(contract::text(Text::outbox_expired)));
}

void send_waiting_now(Model& model, Effects& effects, const SendWaiting& command) {
  model.notice.reset();
  if (command.feedback)
    send_feedback(model, effects, true);
  else
    send_booking(model, effects, true);
}

void drop_waiting(Model& model, Effects& effects, const DropWaiting& command) {
  if (command.feedback ? model.feedback.form.busy : model.booking.busy) return;
  if (command.feedback)
    forget_feedback_draft(model, effects);
  else
    forget_draft(model, effects);
  model.notice.reset();
  effects.push_back(Announce{std::string(contract::text(Text::outbox_dropped))});
  if (step_of(model.page.kind))
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
