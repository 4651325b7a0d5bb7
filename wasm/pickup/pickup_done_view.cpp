#include "wasm/portal/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

void draw_next(const contract::Pickup& pickup, kit::Ui& ui) {
  auto card = ui.card();
  ui.heading(2, text(Text::pickup_next_title));
  const std::string until = text(Text::pickup_next_3, {{"until", moment_text(pickup.change_until)}});
  draw_text_list(ui, text(Text::pickup_next_title),
                 {std::string(text(Text::pickup_next_1)), std::string(text(Text::pickup_next_2)), until},
                 "check-circle");
}

void draw_prepare(const Model& model, const contract::Pickup& pickup, kit::Ui& ui) {
  const auto lines = prepare_texts(model, pickup.items);
  if (lines.empty()) return;
  auto card = ui.card();
  ui.heading(2, text(Text::pickup_prepare));
  draw_text_list(ui, text(Text::pickup_prepare), lines, "package");
}

void draw_ways_on(const contract::Pickup& pickup, kit::Ui& ui, Commands& commands) {
  const auto row = row_when_wide(ui);
  page_button(ui, commands, "view", text(Text::pickup_view_booking),
              {PageKind::pickup_booking, pickup.reference}, {.icon = "eye"});
  page_button(ui, commands, "another", text(Text::pickup_book_another), {PageKind::pickup_what, {}},
              {.kind = kit::ButtonKind::quiet});
}

}  // namespace

void draw_pickup_done(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.booking.created) return;
  const contract::Pickup& pickup = *model.booking.created;
  draw_step_head(model, ui, model::Step::done, Text::pickup_done_title);
  {
    auto card = ui.tinted_card(kit::AlertKind::success);
    ui.code(text(Text::pickup_reference), pickup.reference);
    ui.text(text(Text::pickup_done_lead));
    draw_pickup_tools(model, ui, commands);
  }
  {
    auto card = ui.card();
    ui.heading(2, text(Text::pickup_done_facts));
    draw_pickup_facts(model, ui, pickup);
  }
  draw_next(pickup, ui);
  draw_prepare(model, pickup, ui);
  draw_ways_on(pickup, ui, commands);
}

}  // namespace wufei::views
