#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_look.hpp"
#include "wasm/pickup/outcome/outcome_view.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

using contract::PageKind;
using contract::Pickup;
using contract::PickupStatus;

StatusLook look_of(PickupStatus status) {
  switch (status) {
    case PickupStatus::booked:
      return {Text::booking_status_booked, kit::Tone::accent};
    case PickupStatus::assigned:
      return {Text::booking_status_assigned, kit::Tone::success};
    case PickupStatus::completed:
      return {Text::booking_status_completed, kit::Tone::muted};
    case PickupStatus::partly_collected:
      return {Text::booking_status_partly_collected, kit::Tone::warning};
    case PickupStatus::not_presented:
      return {Text::booking_status_not_presented, kit::Tone::warning};
    case PickupStatus::non_conforming:
      return {Text::booking_status_non_conforming, kit::Tone::warning};
    case PickupStatus::no_access:
      return {Text::booking_status_no_access, kit::Tone::warning};
    case PickupStatus::cancelled:
      break;
  }
  return {Text::booking_status_cancelled, kit::Tone::muted};
}

namespace {

void draw_history(const Pickup& pickup, kit::Ui& ui) {
  if (pickup.history.empty()) return;
  std::vector<std::string> lines;
  for (const contract::HistoryEvent& event : pickup.history)
    lines.push_back(event_text(event.at, contract::pickup_event_text(event.kind), event.detail));
  auto card = ui.card();
  ui.heading(2, text(Text::booking_history));
  draw_text_list(ui, text(Text::booking_history), lines, "clock");
}

void draw_change_buttons(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  if (!pickup.changeable) {
    const std::string& line = model.site.value.service_number;
    if (contract::is_open(pickup.status) && !line.empty())
      ui.text(text(Text::booking_closed_text, {{"line", line}}), kit::Tone::muted);
    const bool done = pickup.status == PickupStatus::completed;
    if (!contract::is_open(pickup.status) && !done)
      page_button(ui, commands, "another", text(Text::pickup_book_another), {PageKind::pickup_what, {}});
    return;
  }
  ui.text(text(Text::booking_until, {{"until", moment_text(pickup.change_until)}}), kit::Tone::muted);
  const auto row = row_when_wide(ui);
  page_button(ui, commands, "change", text(Text::booking_change), {PageKind::pickup_change, pickup.reference},
              {.icon = "pencil-simple"});
  if (ui.button("cancel", text(Text::booking_cancel),
                {.kind = kit::ButtonKind::secondary, .icon = "x-circle"}))
    commands.push_back(model::AskCancel{});
}

// Done: what people think of it is asked in a survey whose answers know nothing of the booking.
void draw_invitation(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string& survey = model.catalogue.value.rules.rating_survey;
  if (!contract::is_collected(model.open.pickup.value.status) || survey.empty()) return;
  auto card = ui.card();
  ui.text(text(Text::booking_rate_lead), kit::Tone::muted);
  if (model.open.failure) draw_failure(model, ui, *model.open.failure);
  if (ui.button("rate", text(Text::booking_rate),
                {.kind = kit::ButtonKind::secondary, .busy = model.open.inviting}))
    commands.push_back(model::RateBooking{});
}

void draw_summary(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  auto card = ui.card();
  ui.code(text(Text::pickup_reference), pickup.reference);
  const StatusLook look = look_of(pickup.status);
  ui.badge(text(look.label), look.tone);
  ui.space(8);
  draw_pickup_facts(model, ui, pickup);
  draw_change_buttons(model, ui, commands);
}

void draw_beside(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  if (contract::is_open(pickup.status)) {
    const auto lines = prepare_texts(model, pickup.items);
    if (!lines.empty()) {
      auto card = ui.card();
      ui.heading(2, text(Text::pickup_prepare));
      draw_text_list(ui, text(Text::pickup_prepare), lines, "package");
    }
  }
  draw_history(pickup, ui);
  draw_looks(ui, pickup.looks, Text::booking_looks_none, Text::booking_looks_lists);
  auto card = ui.card();
  ui.heading(2, text(Text::booking_actions));
  draw_pickup_tools(model, ui, commands);
  // A page of the server: it asks for the whole number, which the client does not know.
  ui.link("mine", text(Text::mine_title), "/mine/pickup/" + pickup.reference);
}

}  // namespace

void draw_cancel_question(const Model& model, kit::Ui& ui, Commands& commands) {
  const Pickup& pickup = model.open.pickup.value;
  auto dialog = kit::dialog(ui, text(Text::booking_cancel_title));
  ui.text(text(Text::booking_cancel_text,
               {{"slot", slot_text(model, pickup.slot)}, {"items", items_text(model, pickup.items)}}));
  if (model.open.failure) draw_failure(model, ui, *model.open.failure);
  const auto row = row_when_wide(ui);
  if (kit::escape_button(ui, "cancel_keep", text(Text::booking_cancel_keep),
                         {.kind = kit::ButtonKind::secondary, .enabled = !model.open.cancelling}))
    commands.push_back(model::DismissCancel{});
  if (ui.button("cancel_confirm",
                text(model.open.cancelling ? Text::pickup_submitting : Text::booking_cancel_confirm),
                {.kind = kit::ButtonKind::danger, .busy = model.open.cancelling}))
    commands.push_back(model::ConfirmCancel{});
}

void draw_booking(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.open.needs_lookup && model.lookup.show_errors) draw_faults(ui, model::lookup_errors(model));
  ui.heading(1, text(Text::booking_title));
  if (model.open.needs_lookup) {
    ui.alert(kit::AlertKind::info, text(Text::booking_verify_title), text(Text::booking_verify_text));
    return draw_lookup_form(model, ui, commands);
  }
  if (!draw_state(model, ui, commands, model.open.pickup)) return;
  auto columns = ui.columns(2);
  draw_summary(model, ui, commands);
  draw_outcome(model, ui, commands);
  draw_invitation(model, ui, commands);
  ui.next_column();
  draw_beside(model, ui, commands);
}

}  // namespace wufei::views
