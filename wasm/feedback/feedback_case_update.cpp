// Finding a case again, and what its citizen does with an answer.
#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "lib/base/json.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::FeedbackCase;
using contract::FieldError;
using contract::PageKind;
using contract::Rule;
using contract::Text;

std::optional<FeedbackCase> case_of(const Reply& reply) {
  const auto json = object_of(reply);
  return json ? contract::feedback_case_from_json(*json) : std::nullopt;
}

void token_refused(Model& model, Effects& effects) {
  OpenFeedback& open = model.feedback.open;
  effects.push_back(Erase{token_key(open.reference)});
  open.token.clear();
  open.needs_lookup = true;
  open.feedback = {};
  model.feedback.lookup.reference = open.reference;
}

Headers bearer_of(const OpenFeedback& open) {
  return {{"Authorization", "Bearer " + open.token}};
}

void send(Model& model, Effects& effects, std::string_view pattern, const contract::Json& body) {
  OpenFeedback& open = model.feedback.open;
  open.busy = true;
  open.failure.reset();
  Headers headers = bearer_of(open);
  headers.emplace_back("Content-Type", "application/json");
  ask(model, effects, feedback_act_answered,
      {"POST", contract::with_reference(pattern, open.reference), contract::to_text(body),
       std::move(headers)});
}

void send_rating(Model& model, Effects& effects) {
  const OpenFeedback& open = model.feedback.open;
  if (open.busy || open.stars < 1 || !open.feedback.value.rateable) return;
  send(model, effects, contract::api::kFeedbackRating, {{"stars", open.stars}, {"comment", open.comment}});
}

void ask_reopen(Model& model, Effects& effects, bool asking) {
  OpenFeedback& open = model.feedback.open;
  if (open.busy || !open.feedback.value.reopenable) return;
  open.asking_reopen = asking;
  open.failure.reset();
  open.show_errors = false;
  effects.push_back(FocusField{asking ? "reason" : "reopen"});
}

void send_reopening(Model& model, Effects& effects) {
  OpenFeedback& open = model.feedback.open;
  if (open.busy || !open.asking_reopen) return;
  open.show_errors = true;
  const auto errors = reopen_errors(model);
  if (!errors.empty()) return effects.push_back(FocusField{field_key(errors[0].pointer)});
  send(model, effects, contract::api::kFeedbackReopen, {{"reason", open.reason}});
}

}  // namespace

std::vector<FieldError> feedback_lookup_errors(const Model& model) {
  const FeedbackLookup& lookup = model.feedback.lookup;
  std::vector<FieldError> errors;
  if (!contract::normalised_reference(lookup.reference, contract::kFeedbackPrefix))
    errors.push_back({"/lookup_reference", Rule::reference_format, 0});
  if (!contract::normalised_phone_secret(lookup.secret) && !contract::normalised_receipt(lookup.secret))
    errors.push_back({"/lookup_secret", Rule::lookup_secret, 0});
  return errors;
}

std::vector<FieldError> reopen_errors(const Model& model) {
  const auto reason = contract::parse_feedback_reopening({{"reason", model.feedback.open.reason}});
  return reason ? std::vector<FieldError>() : reason.error().fields;
}

void submit_feedback_lookup(Model& model, Effects& effects) {
  FeedbackLookup& lookup = model.feedback.lookup;
  if (lookup.busy) return;
  lookup.show_errors = true;
  lookup.failure.reset();
  const auto errors = feedback_lookup_errors(model);
  if (!errors.empty()) {
    effects.push_back(ScrollTop{});
    return effects.push_back(FocusField{field_key(errors[0].pointer)});
  }
  contract::Json body = {
      {"reference", *contract::normalised_reference(lookup.reference, contract::kFeedbackPrefix)}};
  if (const auto tail = contract::normalised_phone_secret(lookup.secret))
    body["phone_tail"] = *tail;
  else
    body["receipt"] = *contract::normalised_receipt(lookup.secret);
  lookup.busy = true;
  ask(model, effects, feedback_lookup_answered,
      {"POST",
       std::string(contract::api::kFeedbackLookup),
       contract::to_text(body),
       {{"Content-Type", "application/json"}}});
}

void feedback_lookup_answered(Model& model, Effects& effects, const Reply& reply) {
  FeedbackLookup& lookup = model.feedback.lookup;
  lookup.busy = false;
  auto feedback = case_of(reply);
  if (!feedback) {
    lookup.failure = failure_of(reply);
    return wait_out(effects, *lookup.failure);
  }
  lookup = FeedbackLookup{};
  remember_feedback(model, effects, *feedback);
  OpenFeedback open;
  open.reference = feedback->reference;
  open.token = feedback->token;
  open.feedback.set(std::move(*feedback));
  model.feedback.open = std::move(open);
  const std::string& reference = model.feedback.open.reference;
  const bool stays = model.page.kind == PageKind::feedback_case && model.page.reference == reference;
  if (is_feedback(model.page.kind))
    open_page(model, effects, {PageKind::feedback_case, reference}, stays ? History::replace : History::push);
}

void remember_feedback(Model& model, Effects& effects, const FeedbackCase& feedback) {
  if (!feedback.token.empty()) effects.push_back(Save{token_key(feedback.reference), feedback.token});
  model.feedback.lookup.reference = feedback.reference;
}

void open_feedback(Model& model, Effects& effects) {
  OpenFeedback& open = model.feedback.open;
  const std::string& reference = model.page.reference;
  if (open.reference == reference && open.feedback.known) return ask_open_feedback(model, effects);
  if (open.reference == reference && open.feedback.state == LoadState::loading) return;
  open = OpenFeedback{};
  open.reference = reference;
  open.feedback.state = LoadState::loading;  // until the device has looked for the token
  effects.push_back(Load{token_key(reference)});
}

void ask_open_feedback(Model& model, Effects& effects) {
  OpenFeedback& open = model.feedback.open;
  if (open.token.empty()) return;
  open.feedback.state = LoadState::loading;
  ask(model, effects, open_feedback_answered,
      {"GET", contract::with_reference(contract::api::kFeedbackCase, open.reference), {}, bearer_of(open)});
}

void open_feedback_answered(Model& model, Effects& effects, const Reply& reply) {
  if (reply.status == 401 || reply.status == 404) return token_refused(model, effects);
  auto feedback = case_of(reply);
  if (!feedback) return model.feedback.open.feedback.fail(failure_of(reply));
  model.feedback.open.feedback.set(std::move(*feedback));
}

void act_on_feedback(Model& model, Effects& effects, const FeedbackCommand& command) {
  switch (command.act) {
    case FeedbackAct::choose_stars:
      model.feedback.open.stars = command.index;
      return;
    case FeedbackAct::send_rating:
      return send_rating(model, effects);
    case FeedbackAct::ask_reopen:
      return ask_reopen(model, effects, true);
    case FeedbackAct::dismiss_reopen:
      return ask_reopen(model, effects, false);
    case FeedbackAct::send_reopening:
      return send_reopening(model, effects);
    default:
      return;
  }
}

// A repeat whose first answer was lost has done what was wanted: the case is read again.
void feedback_act_answered(Model& model, Effects& effects, const Reply& reply) {
  OpenFeedback& open = model.feedback.open;
  open.busy = false;
  if (reply.status == 401) return token_refused(model, effects);
  auto feedback = case_of(reply);
  Failure failure = failure_of(reply);
  const bool done =
      feedback || has_rule(failure, Rule::already_rated) || has_rule(failure, Rule::already_reopened);
  if (!done) {
    wait_out(effects, failure);
    open.failure = std::move(failure);
    return;
  }
  const bool reopened = open.asking_reopen;
  if (feedback)
    open.feedback.set(std::move(*feedback));
  else
    ask_open_feedback(model, effects);
  open.asking_reopen = false;
  open.reason.clear();
  raise_notice(model, effects, NoticeKind::success,
               reopened ? Text::feedback_reopened_title : Text::feedback_rated_title,
               reopened ? Text::feedback_reopened_text : Text::feedback_rated_text);
}

}  // namespace wufei::model
