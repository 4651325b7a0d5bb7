#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using model::Field;
using model::Form;

void draw_area(const Model& model, kit::Ui& ui, Commands& commands) {
  std::vector<kit::SelectOption> options{{"", text(Text::common_choose)}};
  for (const contract::Area& area : model.areas.value) options.push_back({area.code, area.name});
  const std::string error = model::booking_error(model, "/area");
  if (const auto chosen = ui.select("area", text(Text::pickup_area), options,
                                    model.booking.draft.request.area, {.error = error, .required = true}))
    commands.push_back(model::SetField{Form::draft, Field::area, *chosen});
}

void draw_village(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::Area* area = contract::find_area(model.areas.value, model.booking.draft.request.area);
  if (area == nullptr || area->villages.empty()) return;
  std::vector<kit::SelectOption> options{{"", text(Text::pickup_village_unknown)}};
  for (const contract::Village& village : area->villages) options.push_back({village.code, village.name});
  const std::string error = model::booking_error(model, "/village");
  if (const auto chosen =
          ui.select("village", text(Text::pickup_village), options, model.booking.draft.request.village,
                    {.hint = text(Text::pickup_village_hint), .error = error}))
    commands.push_back(model::SetField{Form::draft, Field::village, *chosen});
}

void draw_address(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = model::booking_error(model, "/address");
  const kit::FieldOptions options{.kind = kit::FieldKind::address,
                                  .hint = text(Text::pickup_address_hint),
                                  .error = error,
                                  .required = true,
                                  .max_length = static_cast<int>(contract::kAddressLimits.max)};
  if (const auto typed =
          ui.field("address", text(Text::pickup_address), model.booking.draft.request.address, options))
    commands.push_back(model::SetField{Form::draft, Field::address, *typed});
}

}  // namespace

void draw_pickup_where(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_step_head(model, ui, commands, Text::pickup_where_title);
  if (!draw_state(model, ui, commands, model.areas)) return;
  auto form = ui.landmark(kit::Landmark::form, text(Text::pickup_where_title));
  draw_area(model, ui, commands);
  draw_village(model, ui, commands);
  draw_address(model, ui, commands);
  draw_step_buttons(model, ui, commands);
}

}  // namespace wufei::views
