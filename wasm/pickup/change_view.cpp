#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::FieldError;
using contract::PageKind;
using model::Field;
using model::Form;

void draw_when(const Model& model, kit::Ui& ui, Commands& commands, const std::vector<FieldError>& errors) {
  const contract::Slot& booked = model.open.pickup.value.slot;
  auto card = ui.card();
  ui.heading(2, text(Text::change_when));
  ui.text(text(Text::change_now, {{"slot", slot_text(model, booked)}}), kit::Tone::muted);
  if (model.change.slot != booked.id &&
      ui.button("keep_slot", text(Text::change_keep_slot),
                {.kind = kit::ButtonKind::quiet, .icon = "arrow-left", .full_width = false}))
    commands.push_back(model::ChooseSlot{Form::change, booked.id});
  draw_slot_picker(model, ui, commands, Form::change, model.change.slot, model::error_at(errors, "/slot"));
}

void draw_booked_items(const Model& model, kit::Ui& ui, Commands& commands,
                       const std::vector<FieldError>& errors) {
  auto card = ui.card();
  ui.heading(2, text(Text::change_items));
  if (!draw_state(model, ui, commands, model.catalogue)) return;
  const auto* category =
      contract::find_category(model.catalogue.value.catalogue, model.open.pickup.value.category);
  std::string error = model::error_at(errors, "/items");
  if (error.empty()) error = model::error_at(errors, "/items/");
  if (!error.empty()) ui.alert(kit::AlertKind::error, text(Text::change_items), error);
  if (category != nullptr) draw_item_list(model, ui, commands, Form::change, *category, model.change.items);
}

void draw_place(const Model& model, kit::Ui& ui, Commands& commands, const std::vector<FieldError>& errors) {
  auto card = ui.card();
  ui.heading(2, text(Text::change_place));
  const std::string address_error = model::error_at(errors, "/address");
  const std::string note_error = model::error_at(errors, "/note");
  const kit::FieldOptions address{.kind = kit::FieldKind::address,
                                  .hint = text(Text::pickup_address_hint),
                                  .error = address_error,
                                  .required = true,
                                  .max_length = static_cast<int>(contract::kAddressLimits.max)};
  if (const auto typed = ui.field("address", text(Text::pickup_address), model.change.address, address))
    commands.push_back(model::SetField{Form::change, Field::address, *typed});
  const kit::FieldOptions note{.kind = kit::FieldKind::multi_line,
                               .hint = text(Text::pickup_note_hint),
                               .error = note_error,
                               .max_length = static_cast<int>(contract::kNoteLimits.max)};
  if (const auto typed = ui.field("note", text(Text::pickup_note), model.change.note, note))
    commands.push_back(model::SetField{Form::change, Field::note, *typed});
}

void draw_save(const Model& model, kit::Ui& ui, Commands& commands, const std::vector<FieldError>& errors) {
  const std::string whole = model::error_at(errors, "");
  if (!whole.empty()) ui.alert(kit::AlertKind::warning, text(Text::change_title), whole);
  if (model.change.failure) draw_failure(model, ui, *model.change.failure);
  const auto row = row_when_wide(ui);
  if (ui.button("save", text(model.change.busy ? Text::pickup_submitting : Text::change_submit),
                {.icon = "check", .busy = model.change.busy || model.change.verifying}))
    commands.push_back(model::SubmitChange{});
  page_button(ui, commands, "back", text(Text::change_back), {PageKind::pickup_booking, model.open.reference},
              {.kind = kit::ButtonKind::quiet});
}

void draw_form(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto errors = model.change.show_errors ? model::change_errors(model) : std::vector<FieldError>{};
  auto form = ui.landmark(kit::Landmark::form, text(Text::change_title));
  draw_when(model, ui, commands, errors);
  draw_booked_items(model, ui, commands, errors);
  draw_place(model, ui, commands, errors);
  const std::string& line = model.site.value.service_number;
  if (!line.empty()) ui.text(text(Text::change_fixed, {{"line", line}}), kit::Tone::muted);
  draw_save(model, ui, commands, errors);
}

// Why the booking can not be changed any more, and what to do instead.
void draw_unchangeable(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::Pickup& pickup = model.open.pickup.value;
  const bool cancelled = pickup.status == contract::PickupStatus::cancelled;
  std::string why(text(cancelled ? Text::change_cancelled_text : Text::change_finished_text));
  if (contract::is_open(pickup.status))
    why = text(Text::booking_closed_text, {{"line", model.site.value.service_number}});
  ui.alert(kit::AlertKind::warning, text(Text::change_not_changeable_title), why);
  const auto row = row_when_wide(ui);
  if (cancelled)
    page_button(ui, commands, "another", text(Text::pickup_book_another), {PageKind::pickup_what, {}});
  page_button(ui, commands, "back", text(Text::pickup_view_booking),
              {PageKind::pickup_booking, pickup.reference}, {.kind = kit::ButtonKind::secondary});
}

}  // namespace

void draw_change(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool locked = model.open.needs_lookup;
  if (locked && model.lookup.show_errors) draw_faults(ui, model::lookup_errors(model));
  if (!locked && model.change.show_errors) draw_faults(ui, model::change_errors(model));
  ui.heading(1, text(Text::change_title));
  if (locked) {
    ui.alert(kit::AlertKind::info, text(Text::booking_verify_title), text(Text::booking_verify_text));
    return draw_lookup_form(model, ui, commands);
  }
  if (!draw_state(model, ui, commands, model.open.pickup)) return;
  if (model.open.pickup.value.changeable) {
    ui.text(text(Text::change_lead), kit::Tone::muted);
    return draw_form(model, ui, commands);
  }
  draw_unchangeable(model, ui, commands);
}

}  // namespace wufei::views
