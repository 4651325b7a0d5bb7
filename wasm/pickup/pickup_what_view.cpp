#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/form_update.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Form;
using model::Question;

void draw_restored(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.booking.restored) return;
  ui.alert(kit::AlertKind::info, text(Text::notice_restored_title), text(Text::pickup_restored_text));
  if (ui.button(model::drop_key(false), text(Text::pickup_discard),
                {.kind = kit::ButtonKind::quiet, .icon = "trash", .full_width = false}))
    commands.push_back(model::AskDrop{});
}

void draw_category_choice(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string& chosen = model.booking.draft.request.category;
  const bool missing = !model::booking_error(model, "/category").empty();
  // Once one is chosen, or a thing is looked for, what is said about each makes room for the things.
  const bool brief = !ui.elder() && (!chosen.empty() || !model.booking.item_search.empty());
  auto group = ui.radio_group(text(Text::pickup_category),
                              missing ? text(Text::pickup_choose_category) : std::string_view());
  auto grid = ui.grid(1, 2);
  const auto& categories = model.catalogue.value.catalogue.categories;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    ui.next_cell();
    if (ui.radio(
            "category" + std::to_string(i), categories[i].name, categories[i].id == chosen,
            {.description = brief ? std::string_view() : categories[i].summary, .icon = categories[i].icon}))
      commands.push_back(model::ChooseCategory{categories[i].id});
  }
}

// What is refused is said at once, with where to turn instead. False when nothing fits.
bool draw_refused_hits(const Model& model, kit::Ui& ui, std::string_view wanted) {
  bool any = false;
  for (const contract::NotAccepted& refusal : model.catalogue.value.catalogue.refusals) {
    if (!model::is_named(refusal, wanted)) continue;
    any = true;
    ui.alert(kit::AlertKind::warning, text(Text::pickup_search_refused_title, {{"name", refusal.name}}),
             text(Text::pickup_refused_instead, {{"pointer", refusal.pointer}}));
  }
  return any;
}

// Hits in every category: people know the thing, not the stream it belongs to.
void draw_hits(const Model& model, kit::Ui& ui, Commands& commands, const std::string& wanted) {
  const auto& chosen = model.booking.draft.request.items;
  bool any = false;
  for (const contract::Category& category : model.catalogue.value.catalogue.categories) {
    std::vector<const contract::CatalogueItem*> hits;
    for (const contract::CatalogueItem& item : category.items)
      if (contract::is_called(item, wanted)) hits.push_back(&item);
    if (hits.empty()) continue;
    any = true;
    ui.heading(3, category.name);
    auto list = ui.list(category.name);
    const int room = category.max_items - quantity_in(category, chosen);
    for (const contract::CatalogueItem* item : hits)
      draw_item(ui, commands, Form::draft, *item, quantity_of(chosen, item->id), room);
  }
  if (any || draw_refused_hits(model, ui, wanted)) return;
  ui.alert(kit::AlertKind::info, text(Text::pickup_search_empty_title, {{"text", wanted}}),
           text(Text::pickup_search_empty_text));
}

// Items of other categories stay in the draft but not in this booking.
void draw_other_items(const Model& model, kit::Ui& ui, const contract::Category& category) {
  std::vector<contract::PickupItem> others;
  for (const contract::PickupItem& item : model.booking.draft.request.items)
    if (contract::find_item(category, item.item) == nullptr) others.push_back(item);
  const std::string names = items_text(model, others);
  if (names.empty()) return;
  ui.alert(kit::AlertKind::info, text(Text::pickup_other_category_title),
           text(Text::pickup_other_category_text, {{"items", names}}));
}

void draw_items_error(const Model& model, kit::Ui& ui) {
  std::string error = model::booking_error(model, "/items");
  if (error.empty()) error = model::booking_error(model, "/items/");
  if (!error.empty() && !model.booking.draft.request.category.empty())
    ui.alert(kit::AlertKind::error, text(Text::pickup_items), error);
}

void draw_items(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::Category* category =
      contract::find_category(model.catalogue.value.catalogue, model.booking.draft.request.category);
  std::optional<kit::Scope> card;
  if (!ui.elder()) {
    card.emplace(ui.card());
    ui.heading(2, text(Text::pickup_items));
  }
  const std::string& search = model.booking.item_search;
  if (const auto typed = ui.field("item_search", text(Text::pickup_search), search,
                                  {.kind = kit::FieldKind::search, .hint = text(Text::pickup_search_hint)}))
    commands.push_back(model::SetField{Form::draft, model::Field::item_search, *typed});
  draw_items_error(model, ui);
  if (!search.empty())
    draw_hits(model, ui, commands, search);
  else if (category != nullptr)
    draw_item_list(model, ui, commands, Form::draft, *category, model.booking.draft.request.items);
  else
    ui.text(text(Text::pickup_choose_category), kit::Tone::muted);
  if (category != nullptr) draw_other_items(model, ui, *category);
}

}  // namespace

void draw_pickup_what(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::Asked asked = *model::asked_now(model);
  const bool kind = asked.first == Question::kind;
  draw_step_head(model, ui, commands, kind ? Text::pickup_what_title : Text::pickup_things_title);
  if (kind) draw_restored(model, ui, commands);
  if (!draw_state(model, ui, commands, model.catalogue)) return;
  if (kind) {
    draw_unconfirmed(model, ui);
    draw_category_choice(model, ui, commands);
  }
  if (asked.last == Question::things) draw_items(model, ui, commands);
  page_link(ui, commands, "refused", text(Text::pickup_refused_link), contract::parse_page("/pickup"),
            "info");
  draw_step_buttons(model, ui, commands);
}

}  // namespace wufei::views
