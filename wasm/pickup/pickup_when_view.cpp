#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared_view.hpp"

namespace wufei::views {

using model::Step;

void draw_pickup_when(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_step_head(model, ui, Step::when, Text::pickup_when_title);
  if (!draw_state(model, ui, commands, model.catalogue)) return;
  const contract::PickupRequest& request = model.booking.draft.request;
  const std::string_view area = area_name(model, request.area);
  const std::string_view category = category_name(model, request.category);
  if (!area.empty() && !category.empty())
    ui.text(text(Text::pickup_when_about, {{"area", area}, {"category", category}}), kit::Tone::muted);
  {
    auto card = ui.card();
    draw_slot_picker(model, ui, commands, model::Form::draft, request.slot,
                     model::shown_error(model, Step::when, "/slot"));
  }
  draw_step_buttons(ui, commands, Step::when);
}

}  // namespace wufei::views
