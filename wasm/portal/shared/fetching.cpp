#include "wasm/portal/shared/fetching.hpp"

#include <utility>

#include "county/site/routes.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/portal/shared/route_update.hpp"
#include "wasm/survey/survey_update.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

constexpr std::string_view kHomeDocument = "/api/v1/pages?path=/";

template <class T>
void forget_failure(Remote<T>& remote) {
  if (remote.state == LoadState::failed) remote.state = remote.known ? LoadState::ready : LoadState::idle;
}

void site_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.site, reply, contract::site_from_json);
  set_title(model, effects);
}

void home_answered(Model& model, Effects& /*effects*/, const Reply& reply) {
  take(model.home, reply, contract::excerpt_of_page);
}

// Lists and replies of other pages are read by the second part of the program.
bool is_of_first_part(Reader reader) {
  return reader == site_answered || reader == home_answered;
}

}  // namespace

void take_reply(Model& model, Effects& effects, const Reply& reply) {
  const Reader reader = reader_of(model, reply);
  if (reader == nullptr) return;
  if (model.part == LoadState::ready || is_of_first_part(reader)) return reader(model, effects, reply);
  model.early.push_back({reader, reply});
}

void take_early(Model& model, Effects& effects) {
  for (const EarlyReply& early : std::exchange(model.early, {})) early.reader(model, effects, early.reply);
}

Headers bearer(const Model& model) {
  return {{"Authorization", "Bearer " + model.open.token}};
}

void ask_open_booking(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  if (open.token.empty()) return;
  open.pickup.state = LoadState::loading;
  ask(model, effects, open_booking_answered,
      {"GET", contract::with_reference(contract::api::kPickup, open.reference), {}, bearer(model)});
}

void ensure_page_data(Model& model, Effects& effects) {
  const PageKind kind = model.page.kind;
  ensure(model, effects, model.site, site_answered, contract::api::kSite);
  ensure_lists(model, effects);
  if (kind == PageKind::home) ensure(model, effects, model.home, home_answered, kHomeDocument);
  ensure_part(model, effects);
  if (!has_part(model)) return;
  if (kind == PageKind::pickup_when || kind == PageKind::pickup_who || kind == PageKind::pickup_check)
    ensure_slots(model, effects, Form::draft);
  if (kind == PageKind::survey)
    ensure(model, effects, model.survey.survey, survey_arrived,
           contract::with_reference(contract::api::kSurvey, model.survey.id));
  if (kind == PageKind::pickup_booking || kind == PageKind::pickup_change)
    if (!model.open.needs_lookup && model.open.pickup.wanted()) ask_open_booking(model, effects);
  if (kind == PageKind::pickup_change && model.open.pickup.known) ensure_slots(model, effects, Form::change);
  if (is_feedback(kind)) ask_feedback(model, effects);
  if (kind != PageKind::document) return;
  ask_document(model, effects);
  ensure_guide(model, effects);
}

void forget_failures(Model& model) {
  forget_failure(model.site);
  forget_failure(model.home);
  forget_failure(model.areas);
  forget_failure(model.catalogue);
  forget_failure(model.booking.picker.slots);
  forget_failure(model.change.picker.slots);
  forget_failure(model.open.pickup);
  if (model.document.shown.state == LoadState::failed) model.document.shown.state = LoadState::idle;
  forget_failure(model.guide.book);
  forget_failure(model.quiz.items);
  forget_failure(model.places.places);
  if (model.part == LoadState::failed) model.part = LoadState::idle;
  forget_failure(model.survey.survey);
  forget_failure(model.feedback.rules);
  forget_failure(model.feedback.open.feedback);
  forget_feedback_failures(model);
  model.booking.failure.reset();
  model.lookup.failure.reset();
  model.open.failure.reset();
  model.change.failure.reset();
}

}  // namespace wufei::model
