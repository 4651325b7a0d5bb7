#include "wasm/pickup/form_update.hpp"

#include <algorithm>
#include <utility>

#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/day_grid.hpp"
#include "wasm/pickup/lists_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

constexpr int kItemsPause = 700;  // milliseconds

// A slot belongs to one area and category.
void forget_slot(Model& model) {
  model.booking.draft.request.slot.clear();
  show_errors(model, {Question::day, Question::hours}, false);
  take_back(model.booking.server_errors, "/slot");
}

void set_area(Model& model, const std::string& code) {
  contract::PickupRequest& request = model.booking.draft.request;
  if (request.area == code) return;
  request.area = code;
  request.village.clear();
  forget_slot(model);
}

void set_draft_field(Model& model, Effects& effects, Field field, const std::string& value) {
  contract::PickupRequest& request = model.booking.draft.request;
  std::string_view pointer;
  switch (field) {
    case Field::area:
      set_area(model, value), pointer = "/area";
      break;
    case Field::village:
      request.village = value, pointer = "/village";
      break;
    case Field::address:
      request.address = value, pointer = "/address";
      break;
    case Field::contact_name:
      request.contact_name = value, pointer = "/contact_name";
      break;
    case Field::phone:
      request.phone = value, pointer = "/phone";
      break;
    case Field::note:
      request.note = value, pointer = "/note";
      break;
    default:
      return;
  }
  take_back(model.booking.server_errors, pointer);
  save_draft(model, effects);
}

void set_change_field(ChangeForm& form, Field field, const std::string& value) {
  if (field == Field::address) form.address = value, take_back(form.server_errors, "/address");
  if (field == Field::note) form.note = value, take_back(form.server_errors, "/note");
}

void set_item(std::vector<contract::PickupItem>& items, const std::string& id, int quantity) {
  const auto row = std::find_if(items.begin(), items.end(),
                                [&id](const contract::PickupItem& item) { return item.item == id; });
  if (row == items.end()) {
    if (quantity > 0) items.push_back({id, quantity, {}});
  } else if (quantity > 0) {
    row->quantity = quantity;
  } else {
    items.erase(row);
  }
}

std::string& slot_of(Model& model, Form form) {
  return form == Form::change ? model.change.slot : model.booking.draft.request.slot;
}

// How many of it now, and how many things in all.
void announce_item(const Model& model, Effects& effects, const std::vector<contract::PickupItem>& items,
                   const SetQuantity& command) {
  const auto* item = contract::find_item(model.catalogue.value.catalogue, command.item);
  if (item == nullptr) return;
  int total = 0;
  for (const contract::PickupItem& row : items) total += row.quantity;
  const std::string words = contract::text(
      contract::Text::item_text,
      {{"name", item->name}, {"count", std::to_string(command.quantity)}, {"unit", item->unit}});
  effects.push_back(Announce{
      contract::text(contract::Text::item_announce, {{"item", words}, {"total", std::to_string(total)}})});
}

// The category of an item found by searching becomes the booking's.
void follow_item(Model& model, Effects& effects, const std::string& id) {
  for (const contract::Category& category : model.catalogue.value.catalogue.categories)
    if (contract::find_item(category, id) != nullptr) return choose_category(model, effects, category.id);
}

}  // namespace

void save_draft(Model& model, Effects& effects) {
  if (!model.booking.draft.body.empty())
    raise_notice(model, effects, NoticeKind::warning, contract::Text::notice_resubmit_title,
                 contract::Text::notice_resubmit_text);
  model.booking.draft.body.clear();
  model.booking.draft.refused.clear();
  settle_waiting(model, effects);
  keep_draft(model, effects);
}

void keep_draft(Model& model, Effects& effects) {
  Draft& draft = model.booking.draft;
  draft.saved_at = model.device.now;
  effects.push_back(Save{std::string(kDraftKey), draft_to_text(draft)});
}

bool is_named(const contract::NotAccepted& refusal, std::string_view wanted) {
  if (refusal.name.find(wanted) != std::string::npos) return true;
  return std::any_of(refusal.examples.begin(), refusal.examples.end(), [wanted](const std::string& example) {
    return example.find(wanted) != std::string::npos;
  });
}

void announce_hits(const Model& model, Effects& effects) {
  const std::string& wanted = model.booking.item_search;
  if (wanted.empty() || model.page.kind != contract::PageKind::pickup_what) return;
  const contract::Catalogue& catalogue = model.catalogue.value.catalogue;
  std::size_t count = 0;
  for (const contract::Category& category : catalogue.categories)
    for (const contract::CatalogueItem& item : category.items)
      count += contract::is_called(item, wanted) ? 1U : 0U;
  std::string words =
      count > 0 ? contract::text(contract::Text::pickup_search_found, {{"count", std::to_string(count)}})
                : contract::text(contract::Text::pickup_search_empty_title, {{"text", wanted}});
  for (const contract::NotAccepted& refusal : catalogue.refusals)
    if (count == 0 && is_named(refusal, wanted))
      words = contract::text(contract::Text::pickup_search_refused_title, {{"name", refusal.name}});
  effects.push_back(Announce{std::move(words)});
}

void set_field(Model& model, Effects& effects, const SetField& command) {
  switch (command.field) {
    case Field::item_search:
      model.booking.item_search = command.value;
      effects.push_back(SetTimer{kItemsTimer, kItemsPause});
      return;
    case Field::reference:
      model.lookup.reference = command.value;
      return;
    case Field::phone_tail:
      model.lookup.phone_tail = command.value;
      return;
    case Field::comment:
      model.open.after.comment = command.value;
      model.open.after.key.clear();  // what is typed anew is another request
      return;
    default:
      break;
  }
  if (command.form == Form::change)
    set_change_field(model.change, command.field, command.value);
  else
    set_draft_field(model, effects, command.field, command.value);
}

void set_consent(Model& model, Effects& effects, bool given) {
  model.booking.draft.request.consent = given;
  take_back(model.booking.server_errors, "/consent");
  save_draft(model, effects);
}

void choose_category(Model& model, Effects& effects, const std::string& id) {
  contract::PickupRequest& request = model.booking.draft.request;
  if (request.category == id) return;
  request.category = id;
  model.booking.all_items = false;
  forget_slot(model);
  take_back(model.booking.server_errors, "/category");
  take_back(model.booking.server_errors, "/items");
  show_errors(model, {Question::kind, Question::things}, false);
  save_draft(model, effects);
}

void set_quantity(Model& model, Effects& effects, const SetQuantity& command) {
  if (command.form == Form::change) {
    set_item(model.change.items, command.item, command.quantity);
    announce_item(model, effects, model.change.items, command);
    return take_back(model.change.server_errors, "/items");
  }
  set_item(model.booking.draft.request.items, command.item, command.quantity);
  take_back(model.booking.server_errors, "/items");
  if (command.quantity > 0) follow_item(model, effects, command.item);
  announce_item(model, effects, request_of(model).items, command);
  save_draft(model, effects);
}

void show_all_items(Model& model, Form form) {
  (form == Form::change ? model.change.all_items : model.booking.all_items) = true;
}

void show_days(Model& model, const ShowDays& command) {
  SlotPicker& picker = picker_of(model, command.form);
  picker.page = std::clamp(command.page, 0, static_cast<int>(days_of(picker).size()));
}

void choose_day(Model& model, Effects& effects, const ChooseDay& command) {
  picker_of(model, command.form).day = command.day;
  std::string& slot = slot_of(model, command.form);
  const auto key = contract::parse_slot_id(slot);
  if (!key || key->date == command.day) return;
  slot.clear();
  // The line that showed it is empty now, which is not heard.
  effects.push_back(Announce{std::string(contract::text(contract::Text::pickup_pick_slot))});
  if (command.form == Form::draft) save_draft(model, effects);
}

void choose_slot(Model& model, Effects& effects, const ChooseSlot& command) {
  SlotPicker& picker = picker_of(model, command.form);
  slot_of(model, command.form) = command.id;
  if (const auto key = contract::parse_slot_id(command.id)) picker.day = key->date;
  model.notice.reset();
  if (command.form == Form::change) return take_back(model.change.server_errors, "/slot");
  take_back(model.booking.server_errors, "/slot");
  save_draft(model, effects);
}

void slots_arrived(Model& model, Effects& effects, Form form) {
  SlotPicker& picker = picker_of(model, form);
  if (!picker.slots.known) return;
  const auto chosen = contract::parse_slot_id(slot_of(model, form));
  if (chosen)
    picker.day = chosen->date;
  else if (!picker.day || days_of(picker).empty())
    point_at_first_open(picker);
  if (form != Form::draft || !chosen || picker.slots.state != LoadState::ready) return;
  if (step_errors(model, Step::when).empty()) return;
  slot_of(model, form).clear();
  save_draft(model, effects);
  hold_step(model, effects);
  if (model.page.kind == contract::PageKind::pickup_when)
    raise_notice(model, effects, NoticeKind::warning, contract::Text::notice_slot_gone_title,
                 contract::Text::notice_slot_gone_text);
}

}  // namespace wufei::model
