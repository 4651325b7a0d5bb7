#include "wasm/pickup/lists_update.hpp"

#include <utility>

#include "county/site/routes.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/pickup/wish_update.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

CatalogueAndRules catalogue_from_json(const contract::Json& json) {
  return {contract::catalogue_from_json(json),
          contract::pickup_rules_from_json(contract::object_or_empty(json, "rules"))};
}

// Area and category that the slots of a form are about.
std::pair<std::string, std::string> slots_subject(const Model& model, Form form) {
  if (form == Form::change) return {model.open.pickup.value.area, model.open.pickup.value.category};
  return {model.booking.draft.request.area, model.booking.draft.request.category};
}

void ensure_catalogue(Model& model, Effects& effects) {
  ensure(model, effects, model.catalogue, catalogue_answered, contract::api::kCatalogue);
}

void ensure_areas(Model& model, Effects& effects) {
  ensure(model, effects, model.areas, areas_answered, contract::api::kAreas);
}

void take_slots(Model& model, Effects& effects, Form form, const Reply& reply) {
  take(picker_of(model, form).slots, reply, contract::slots_from_json);
  slots_arrived(model, effects, form);
}

}  // namespace

void draft_slots_answered(Model& model, Effects& effects, const Reply& reply) {
  take_slots(model, effects, Form::draft, reply);
}

void change_slots_answered(Model& model, Effects& effects, const Reply& reply) {
  take_slots(model, effects, Form::change, reply);
}

void take_lists(Model& model, const contract::Json& json) {
  if (json.contains("areas")) model.areas.set(contract::areas_from_json(json));
  if (json.contains("categories") && json.contains("rules")) model.catalogue.set(catalogue_from_json(json));
}

void areas_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.areas, reply, contract::areas_from_json);
  hold_step(model, effects);
}

void catalogue_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.catalogue, reply, catalogue_from_json);
  grant_wish(model, effects);
  hold_step(model, effects);
}

void ensure_lists(Model& model, Effects& effects) {
  const contract::PublicLists lists = contract::page_facts(model.page.kind).lists;
  if (lists == contract::PublicLists::catalogue_areas) return ensure_all_lists(model, effects);
  if (lists == contract::PublicLists::areas) ensure_areas(model, effects);
}

void ensure_all_lists(Model& model, Effects& effects) {
  ensure_catalogue(model, effects);
  ensure_areas(model, effects);
}

void refresh_slots(Model& model, Effects& effects, Form form) {
  const auto [area, category] = slots_subject(model, form);
  if (area.empty() || category.empty()) return;
  SlotPicker& picker = picker_of(model, form);
  if (picker.area != area || picker.category != category) picker = SlotPicker{area, category, {}, {}, 0, {}};
  picker.slots.state = LoadState::loading;
  const std::string url = std::string(contract::api::kSlots) + "?area=" + area + "&category=" + category;
  ask(model, effects, form == Form::change ? change_slots_answered : draft_slots_answered,
      {"GET", url, {}, {}});
}

void ensure_slots(Model& model, Effects& effects, Form form) {
  const auto [area, category] = slots_subject(model, form);
  const SlotPicker& picker = picker_of(model, form);
  const bool same = picker.area == area && picker.category == category;
  if (!same || picker.slots.wanted()) refresh_slots(model, effects, form);
}

SlotPicker& picker_of(Model& model, Form form) {
  return form == Form::change ? model.change.picker : model.booking.picker;
}

const SlotPicker& picker_of(const Model& model, Form form) {
  return form == Form::change ? model.change.picker : model.booking.picker;
}

}  // namespace wufei::model
