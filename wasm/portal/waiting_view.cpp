// What was submitted and is not at the server: bookings as a ticket without a number, feedback by its
// beginning.
#include "lib/base/utf8.hpp"
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/booking_look.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

// What is said of both kinds.
struct Waiting {
  bool there = false;    // submitted, and the server has not answered
  bool busy = false;     // being sent
  bool pressed = false;  // because the person asked for it
  contract::UtcSeconds since = 0;
  std::string_view refused;  // why the server did not take it
};

Waiting waiting_of(const Model& model, bool feedback) {
  if (feedback) {
    const model::FeedbackForm& form = model.feedback.form;
    return {!form.body.empty(), form.busy, form.pressed, form.saved_at, form.refused};
  }
  const model::Booking& booking = model.booking;
  return {!booking.draft.body.empty(), booking.busy, booking.pressed, booking.draft.saved_at,
          booking.draft.refused};
}

// A device that keeps nothing promises nothing.
std::string kept_text(const Model& model, const Waiting& waiting) {
  if (!model.waits_kept) return std::string(text(Text::failure_offline_text));
  return text(Text::outbox_text, {{"until", moment_text(waiting.since + model::kDraftLifetime)}});
}

void draw_drop(kit::Ui& ui, Commands& commands, bool feedback, bool busy) {
  if (ui.button(model::drop_key(feedback), text(Text::outbox_drop),
                {.kind = kit::ButtonKind::danger, .enabled = !busy, .full_width = false}))
    commands.push_back(model::AskDrop{feedback});
}

void draw_acts(const Waiting& waiting, kit::Ui& ui, Commands& commands, bool feedback) {
  auto row = ui.row();
  if (waiting.there && ui.button("send", text(waiting.busy ? Text::pickup_submitting : Text::outbox_send),
                                 {.busy = waiting.busy, .full_width = false}))
    commands.push_back(model::SendWaiting{feedback});
  draw_drop(ui, commands, feedback, waiting.busy);
}

void draw_booking_ticket(const Model& model, const Waiting& waiting, kit::Ui& ui, Commands& commands) {
  const contract::PickupRequest request = model::request_of(model);
  kit::Ticket ticket;
  ticket.key = "ticket";
  put_ticket_date(model, ticket, request.slot);
  ticket.category = category_in_short(model, request.category);
  ticket.state = text(waiting.there ? Text::outbox_state : Text::outbox_refused);
  ticket.tone = waiting.there ? kit::Tone::warning : kit::Tone::danger;
  ticket.text = items_text(model, request.items);
  ticket.place = place_text(model, request.area, request.village, request.address);
  const std::string path = contract::page_path({PageKind::pickup_check, {}});
  if (!waiting.busy) ticket.links.push_back({text(Text::booking_change_short), path});
  if (kit::ticket(ui, ticket) >= 0) go(commands, path);
}

// The first line of what was written.
std::string beginning(std::string_view whole) {
  constexpr int kMost = 28;  // code points
  std::size_t at = 0;
  for (int count = 0; at < whole.size() && count < kMost; ++count) contract::next_code_point(whole, at);
  return std::string(whole.substr(0, at)).append(at < whole.size() ? text(Text::feedback_ellipsis) : "");
}

void draw_feedback_row(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string path = contract::page_path({PageKind::feedback_new, {}});
  auto item = ui.list_item();
  if (ui.link_card("form", text(Text::feedback_new_title), path,
                   {.description = beginning(model.feedback.form.request.text), .icon = "note-pencil"}))
    go(commands, path);
}

void draw_one(const Model& model, kit::Ui& ui, Commands& commands, bool feedback) {
  const Waiting waiting = waiting_of(model, feedback);
  if (!waiting.there && waiting.refused.empty()) return;
  const auto keys = ui.push_key(feedback ? "waiting_feedback" : "waiting_booking");
  const std::string_view name = text(waiting.there ? Text::outbox_state : Text::outbox_refused);
  ui.heading(2, name);
  {
    auto list = ui.list(name);
    if (feedback)
      draw_feedback_row(model, ui, commands);
    else
      draw_booking_ticket(model, waiting, ui, commands);
  }
  ui.text(waiting.there ? kept_text(model, waiting) : std::string(waiting.refused), kit::Tone::muted);
  draw_acts(waiting, ui, commands, feedback);
}

}  // namespace

void draw_waiting_box(const Model& model, kit::Ui& ui, Commands& commands, bool feedback) {
  const Waiting waiting = waiting_of(model, feedback);
  if (!waiting.there || (waiting.busy && waiting.pressed)) return;
  ui.alert(kit::AlertKind::warning, text(Text::outbox_state), kept_text(model, waiting));
  draw_drop(ui, commands, feedback, waiting.busy);
}

void draw_drop_question(kit::Ui& ui, Commands& commands) {
  auto dialog = kit::dialog(ui, text(Text::draft_drop_title));
  ui.text(text(Text::draft_drop_text));
  const auto row = row_when_wide(ui);
  if (kit::escape_button(ui, "drop_keep", text(Text::draft_keep), {.kind = kit::ButtonKind::secondary}))
    commands.push_back(model::DismissDrop{});
  if (ui.button("drop_confirm", text(Text::draft_drop_confirm), {.kind = kit::ButtonKind::danger}))
    commands.push_back(model::ConfirmDrop{});
}

void draw_waiting_list(const Model& model, kit::Ui& ui, Commands& commands) {
  draw_one(model, ui, commands, false);
  draw_one(model, ui, commands, true);
}

}  // namespace wufei::views
