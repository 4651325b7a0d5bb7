// Desktops: beside the steps of a booking, what it holds so far and what to do before the collection.
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Step;

void draw_filled(kit::Ui& ui, Step step, Text label, const std::string& value) {
  const std::string number = std::to_string(static_cast<int>(step) + 1);
  const std::string later = text(Text::pickup_rail_later, {{"step", number}});
  kit::stacked_fact(ui, text(label), value.empty() ? later : value, !value.empty());
}

}  // namespace

void draw_step_rail(const Model& model, kit::Ui& ui) {
  auto rail = ui.landmark(kit::Landmark::complementary, text(Text::pickup_rail));
  const contract::PickupRequest request = model::request_of(model);
  ui.heading(2, text(Text::pickup_rail));
  {
    auto card = ui.card();
    auto facts = ui.facts(text(Text::pickup_rail));
    const bool placed = !request.area.empty() && !request.address.empty();
    draw_filled(ui, Step::what, Text::pickup_check_what, items_text(model, request.items));
    draw_filled(ui, Step::where, Text::pickup_check_where,
                placed ? place_text(model, request.area, request.village, request.address) : std::string());
    draw_filled(ui, Step::when, Text::pickup_check_when, slot_text(model, request.slot));
    draw_filled(ui, Step::who, Text::pickup_check_who, request.contact_name);
  }
  const auto lines = prepare_texts(model, request.items);
  if (lines.empty()) return;
  ui.heading(2, text(Text::pickup_prepare));
  for (const std::string& line : lines) ui.text(line, kit::Tone::normal, kit::TextSize::small);
}

}  // namespace wufei::views
