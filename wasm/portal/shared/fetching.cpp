#include "wasm/portal/shared/fetching.hpp"

#include "county/site/routes.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/pickup/wish_update.hpp"
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

// Area and category that the slots of a form are about.
std::pair<std::string, std::string> slots_subject(const Model& model, Form form) {
  if (form == Form::change) return {model.open.pickup.value.area, model.open.pickup.value.category};
  return {model.booking.draft.request.area, model.booking.draft.request.category};
}

template <Form form>
void slots_answered(Model& model, Effects& effects, const Reply& reply) {
  take(picker_of(model, form).slots, reply, contract::slots_from_json);
  slots_arrived(model, effects, form);
}

void site_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.site, reply, contract::site_from_json);
  set_title(model, effects);
}

void progress_answered(Model& model, Effects& /*effects*/, const Reply& reply) {
  take(model.progress, reply, contract::tallies_from_page);
}

void areas_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.areas, reply, contract::areas_from_json);
  if (model.part == LoadState::ready) hold_step(model, effects);
}

void catalogue_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.catalogue, reply, catalogue_from_json);
  if (model.part != LoadState::ready) return;  // enter_part() does it
  grant_wish(model, effects);
  hold_step(model, effects);
}

void ensure_slots(Model& model, Effects& effects, Form form) {
  const auto [area, category] = slots_subject(model, form);
  const SlotPicker& picker = picker_of(model, form);
  const bool same = picker.area == area && picker.category == category;
  if (!same || picker.slots.wanted()) refresh_slots(model, effects, form);
}

}  // namespace

void take_reply(Model& model, Effects& effects, const Reply& reply) {
  if (const Reader reader = reader_of(model, reply)) reader(model, effects, reply);
}

CatalogueAndRules catalogue_from_json(const contract::Json& json) {
  return {contract::catalogue_from_json(json),
          contract::pickup_rules_from_json(contract::object_or_empty(json, "rules"))};
}

Headers bearer(const Model& model) {
  return {{"Authorization", "Bearer " + model.open.token}};
}

SlotPicker& picker_of(Model& model, Form form) {
  return form == Form::change ? model.change.picker : model.booking.picker;
}

const SlotPicker& picker_of(const Model& model, Form form) {
  return form == Form::change ? model.change.picker : model.booking.picker;
}

void refresh_slots(Model& model, Effects& effects, Form form) {
  const auto [area, category] = slots_subject(model, form);
  if (area.empty() || category.empty()) return;
  SlotPicker& picker = picker_of(model, form);
  if (picker.area != area || picker.category != category) picker = SlotPicker{area, category, {}, {}, 0, {}};
  picker.slots.state = LoadState::loading;
  const std::string url = std::string(contract::api::kSlots) + "?area=" + area + "&category=" + category;
  ask(model, effects, form == Form::change ? slots_answered<Form::change> : slots_answered<Form::draft>,
      {"GET", url, {}, {}});
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
  const contract::PublicLists lists = contract::page_facts(kind).lists;
  const bool both = lists == contract::PublicLists::catalogue_areas;
  if (both || lists == contract::PublicLists::catalogue)
    ensure(model, effects, model.catalogue, catalogue_answered, contract::api::kCatalogue);
  if (both || lists == contract::PublicLists::areas)
    ensure(model, effects, model.areas, areas_answered, contract::api::kAreas);
  if (kind == PageKind::home) ensure(model, effects, model.progress, progress_answered, kHomeDocument);
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
  forget_failure(model.progress);
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
