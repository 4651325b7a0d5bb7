#include "wasm/core/fetching.hpp"

#include "lib/document/routes.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/guide/guide_update.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

bool needs_catalogue(PageKind kind) {
  return kind <= PageKind::pickup_change;
}

bool needs_areas(PageKind kind) {
  return (kind >= PageKind::pickup_what && kind <= PageKind::pickup_change) || is_feedback(kind);
}

template <class T>
void ensure(Model& model, Effects& effects, Remote<T>& remote, Topic topic, std::string_view url) {
  if (!remote.wanted()) return;
  remote.state = LoadState::loading;
  ask(model, effects, topic, {"GET", std::string(url), {}, {}});
}

template <class T>
void forget_failure(Remote<T>& remote) {
  if (remote.state == LoadState::failed) remote.state = remote.known ? LoadState::ready : LoadState::idle;
}

// Area and category that the slots of a form are about.
std::pair<std::string, std::string> slots_subject(const Model& model, Form form) {
  if (form == Form::change) return {model.open.pickup.value.area, model.open.pickup.value.category};
  return {model.booking.draft.request.area, model.booking.draft.request.category};
}

void ensure_slots(Model& model, Effects& effects, Form form) {
  const auto [area, category] = slots_subject(model, form);
  const SlotPicker& picker = picker_of(model, form);
  const bool same = picker.area == area && picker.category == category;
  if (!same || picker.slots.wanted()) refresh_slots(model, effects, form);
}

}  // namespace

void ask(Model& model, Effects& effects, Topic topic, Ask what) {
  const std::uint32_t id = ++model.last_fetch;
  model.awaited[static_cast<std::size_t>(topic)] = id;
  effects.push_back(
      Fetch{id, std::move(what.method), std::move(what.url), std::move(what.body), std::move(what.headers)});
}

std::optional<Topic> settle(Model& model, const Reply& reply) {
  if (reply.id == 0) return std::nullopt;
  for (std::size_t i = 0; i < model.awaited.size(); ++i) {
    if (model.awaited[i] != reply.id) continue;
    model.awaited[i] = 0;
    return static_cast<Topic>(i);
  }
  return std::nullopt;
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
  ask(model, effects, form == Form::change ? Topic::change_slots : Topic::draft_slots, {"GET", url, {}, {}});
}

void ask_open_booking(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  if (open.token.empty()) return;
  open.pickup.state = LoadState::loading;
  ask(model, effects, Topic::booking,
      {"GET", contract::with_reference(contract::api::kPickup, open.reference), {}, bearer(model)});
}

void ensure_page_data(Model& model, Effects& effects) {
  const PageKind kind = model.page.kind;
  ensure(model, effects, model.site, Topic::site, contract::api::kSite);
  if (needs_catalogue(kind))
    ensure(model, effects, model.catalogue, Topic::catalogue, contract::api::kCatalogue);
  if (needs_areas(kind)) ensure(model, effects, model.areas, Topic::areas, contract::api::kAreas);
  if (kind == PageKind::pickup_when || kind == PageKind::pickup_who || kind == PageKind::pickup_check)
    ensure_slots(model, effects, Form::draft);
  ensure_part(model, effects);
  if (!has_part(model)) return;
  if (kind == PageKind::survey)
    ensure(model, effects, model.survey.survey, Topic::survey,
           std::string(contract::api::kSurveys) + "/" + model.survey.id);
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
