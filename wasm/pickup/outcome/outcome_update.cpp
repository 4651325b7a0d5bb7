#include "wasm/pickup/outcome/outcome_update.hpp"

#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/change_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Text;

void send(Model& model, Effects& effects, std::string_view pattern, const contract::Json& body) {
  AfterForm& form = model.open.after;
  if (form.key.empty()) form.key = model.device.random_id;
  form.busy = true;
  form.failure.reset();
  model.notice.reset();
  Headers headers = bearer(model);
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Idempotency-Key", form.key);
  ask(model, effects, after_stop_answered,
      {"POST", contract::with_reference(pattern, model.open.reference), contract::to_text(body),
       std::move(headers)});
}

void send_rating(Model& model, Effects& effects) {
  AfterForm& form = model.open.after;
  if (form.stars < 1 || !model.open.pickup.value.aftermath.rateable) return;
  form.rates = true;
  send(model, effects, contract::api::kPickupRating, {{"stars", form.stars}, {"comment", form.comment}});
}

void send_missed(Model& model, Effects& effects) {
  AfterForm& form = model.open.after;
  if (!model.open.pickup.value.aftermath.missed_reportable) return;
  form.rates = false;
  send(model, effects, contract::api::kPickupMissed, {{"comment", form.comment}});
}

void say_done(Model& model, Effects& effects, bool rated) {
  raise_notice(model, effects, NoticeKind::success,
               rated ? Text::outcome_rated_title : Text::outcome_missed_done_title,
               rated ? Text::outcome_rated_text : Text::outcome_missed_done_text);
}

}  // namespace

void after_stop(Model& model, Effects& effects, const AfterStop& command) {
  AfterForm& form = model.open.after;
  if (form.busy || !model.open.pickup.known) return;
  switch (command.act) {
    case AfterStop::Act::stars:
      form.stars = command.stars;
      form.key.clear();  // what is chosen anew is another request
      return;
    case AfterStop::Act::send_rating:
      return send_rating(model, effects);
    case AfterStop::Act::send_missed:
      return send_missed(model, effects);
  }
}

void after_stop_answered(Model& model, Effects& effects, const Reply& reply) {
  AfterForm& form = model.open.after;
  form.busy = false;
  if (reply.status == 401) return token_refused(model, effects);
  if (auto pickup = read_pickup(reply)) {
    const bool rated = form.rates;
    form = {};
    take_written(model, std::move(*pickup));
    return say_done(model, effects, rated);
  }
  Failure failure = failure_of(reply);
  // Said before, from here or elsewhere: it is what was wanted.
  const bool said =
      has_rule(failure, contract::Rule::already_rated) || has_rule(failure, contract::Rule::missed_reported);
  if (reply.status == 409) ask_open_booking(model, effects);  // the booking is not as it is shown
  if (said) return void(form = {});
  wait_out(effects, failure);
  form.failure = std::move(failure);
}

}  // namespace wufei::model
