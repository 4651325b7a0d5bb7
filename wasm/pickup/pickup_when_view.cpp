#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/day_grid.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

namespace {

// Where and what, of which month, and that Sundays are free.
void draw_about(const Model& model, kit::Ui& ui) {
  const contract::PickupRequest& request = model.booking.draft.request;
  const std::string_view area = area_name(model, request.area);
  const std::string_view category = category_in_short(model, request.category);
  const auto days = model::days_of(model.booking.picker);
  if (area.empty() || category.empty() || days.empty()) return;
  const std::string month = std::to_string(contract::year_month_day(days.front().date).month);
  const Text line = model::has_sunday(days) ? Text::pickup_when_about : Text::pickup_when_about_six;
  kit::under_heading(ui, text(line, {{"area", area}, {"category", category}, {"month", month}}));
}

}  // namespace

void draw_pickup_when(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool hours = model::asked_now(model)->first == model::Question::hours;
  draw_step_head(model, ui, commands, hours ? Text::pickup_hours_title : Text::pickup_when_title);
  if (!draw_state(model, ui, commands, model.catalogue)) return;
  const contract::PickupRequest& request = model.booking.draft.request;
  if (!ui.elder()) draw_about(model, ui);
  draw_slot_picker(model, ui, commands, model::Form::draft, request.slot,
                   model::booking_error(model, "/slot"));
  draw_step_buttons(model, ui, commands);
}

}  // namespace wufei::views
