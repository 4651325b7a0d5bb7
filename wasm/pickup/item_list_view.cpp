// Steppers for the items of a category, shared by the first step of a booking and by its change.
#include <algorithm>

#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

// A list of forty is a long way to the next button: it begins with the most common things.
constexpr std::size_t kFirstItems = 10;

bool all_shown(const Model& model, model::Form form) {
  return form == model::Form::change ? model.change.all_items : model.booking.all_items;
}

void draw_rows(kit::Ui& ui, Commands& commands, model::Form form, const contract::Category& category,
               const std::vector<contract::PickupItem>& chosen, bool all) {
  const int room = category.max_items - quantity_in(category, chosen);
  auto list = ui.list(text(Text::pickup_items_list));
  auto grid = ui.grid(1, 2, ui.wide() ? 16 : 6);
  for (std::size_t i = 0; i < category.items.size(); ++i) {
    const int quantity = quantity_of(chosen, category.items[i].id);
    if (!all && i >= kFirstItems && quantity == 0) continue;
    ui.next_cell();
    draw_item(ui, commands, form, category.items[i], quantity, room);
  }
}

// The first thing that the short list leaves out.
std::string_view first_hidden(const contract::Category& category,
                              const std::vector<contract::PickupItem>& chosen) {
  for (std::size_t i = kFirstItems; i < category.items.size(); ++i)
    if (quantity_of(chosen, category.items[i].id) == 0) return category.items[i].id;
  return {};
}

}  // namespace

int quantity_of(const std::vector<contract::PickupItem>& chosen, std::string_view item) {
  for (const contract::PickupItem& row : chosen)
    if (row.item == item) return row.quantity;
  return 0;
}

int quantity_in(const contract::Category& category, const std::vector<contract::PickupItem>& chosen) {
  int total = 0;
  for (const contract::PickupItem& row : chosen)
    if (contract::find_item(category, row.item) != nullptr) total += row.quantity;
  return total;
}

void draw_item(kit::Ui& ui, Commands& commands, model::Form form, const contract::CatalogueItem& item,
               int quantity, int room) {
  auto row = ui.list_item();
  const std::string label = text(Text::item_label, {{"name", item.name}, {"unit", item.unit}});
  const int most = std::max(quantity, std::min(item.max_quantity, quantity + room));
  const std::string hint =
      text(Text::item_most, {{"unit", item.unit}, {"max", std::to_string(item.max_quantity)}});
  if (const auto wanted = ui.stepper(item.id, label, quantity, 0, most, item.name, hint))
    commands.push_back(model::SetQuantity{form, item.id, *wanted});
  if (quantity == 0) return;
  std::string sentences;
  for (const std::string& sentence : item.prepare) sentences += sentence;
  if (!sentences.empty()) ui.text(sentences, kit::Tone::muted, kit::TextSize::small);
}

void draw_item_list(const Model& model, kit::Ui& ui, Commands& commands, model::Form form,
                    const contract::Category& category, const std::vector<contract::PickupItem>& chosen) {
  const int total = quantity_in(category, chosen);
  const std::string max = std::to_string(category.max_items);
  ui.text(total == 0 ? text(Text::pickup_total_none, {{"max", max}})
                     : text(Text::pickup_total, {{"count", std::to_string(total)}, {"max", max}}),
          total == 0 ? kit::Tone::muted : kit::Tone::accent);
  const bool all = all_shown(model, form) || category.items.size() <= kFirstItems;
  draw_rows(ui, commands, form, category, chosen, all);
  if (all) return;
  const std::string count = std::to_string(category.items.size());
  if (!ui.button("all_items", text(Text::pickup_all_items, {{"count", count}}),
                 {.kind = kit::ButtonKind::secondary, .icon = "caret-down"}))
    return;
  commands.push_back(model::ShowAllItems{form});
  ui.focus(first_hidden(category, chosen));  // the button goes away
}

}  // namespace wufei::views
