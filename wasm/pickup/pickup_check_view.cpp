#include "lib/base/phone.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;
using contract::PickupRequest;
using model::Step;

struct Line {
  Text label;
  std::string value;
};

// One card per step: what was entered, and the way back to it.
void draw_part(kit::Ui& ui, Commands& commands, Step step, Text title, Text edit,
               std::initializer_list<Line> lines) {
  auto card = ui.card();
  {
    auto facts = ui.facts(text(title));
    for (const Line& line : lines)
      if (!line.value.empty()) ui.fact(text(line.label), line.value);
  }
  const contract::Page page{model::page_of(step), {}};
  page_link(ui, commands, "edit" + std::to_string(static_cast<int>(step)), text(edit), page, "pencil-simple");
}

void draw_parts(const Model& model, kit::Ui& ui, Commands& commands) {
  const PickupRequest request = model::request_of(model);
  draw_part(ui, commands, Step::what, Text::pickup_check_what, Text::pickup_edit_what,
            {{Text::pickup_category_label, std::string(category_name(model, request.category))},
             {Text::pickup_check_what, items_text(model, request.items)}});
  draw_part(ui, commands, Step::where, Text::pickup_check_where, Text::pickup_edit_where,
            {{Text::pickup_check_where, place_text(model, request.area, request.village, request.address)}});
  draw_part(ui, commands, Step::when, Text::pickup_check_when, Text::pickup_edit_when,
            {{Text::pickup_check_when, slot_text(model, request.slot)}});
  draw_part(ui, commands, Step::who, Text::pickup_check_who, Text::pickup_edit_who,
            {{Text::pickup_check_who, request.contact_name},
             {Text::pickup_check_phone, contract::normalised_phone(request.phone).value_or(request.phone)},
             {Text::pickup_check_proxy, contract::proxy_text(request.proxy)},
             {Text::pickup_check_note, request.note}});
}

void draw_refused(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.booking.failure) return;
  if (model::is_offline(*model.booking.failure) && !model.booking.draft.body.empty()) return;  // said above
  if (!model::has_rule(*model.booking.failure, contract::Rule::open_booking_exists))
    return draw_failure(model, ui, *model.booking.failure);
  ui.alert(kit::AlertKind::warning, text(Text::failure_open_booking_title),
           text(Text::failure_open_booking_text));
  page_link(ui, commands, "find_open", text(Text::pickup_find_open), {PageKind::pickup_lookup, {}},
            "magnifying-glass");
}

}  // namespace

void draw_pickup_check(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_step_head(model, ui, commands, Text::pickup_check_title);
  draw_unconfirmed(model, ui);
  const bool places = draw_state(model, ui, commands, model.areas);
  if (!places || !draw_state(model, ui, commands, model.catalogue)) return;
  draw_parts(model, ui, commands);
  const PickupRequest request = model::request_of(model);
  draw_read_aloud(model, ui, commands,
                  {items_text(model, request.items), slot_text(model, request.slot),
                   place_text(model, request.area, request.village, request.address), request.contact_name,
                   contract::normalised_phone(request.phone).value_or(request.phone),
                   contract::proxy_text(request.proxy), request.note});
  if (!model.site.value.price_note.empty()) ui.icon_text("info", model.site.value.price_note);
  draw_refused(model, ui, commands);
  draw_step_buttons(model, ui, commands);
}

}  // namespace wufei::views
