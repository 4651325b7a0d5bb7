// The bookings of this device as tickets, the nearest first.
#include "wasm/kit/parts.hpp"
#include "wasm/pickup/booking_look.hpp"
#include "wasm/pickup/kept_bookings.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

std::string path_of(PageKind kind, const std::string& reference) {
  return contract::page_path({kind, reference});
}

void put_known(const Model& model, kit::Ticket& ticket, const contract::Pickup& pickup) {
  const StatusLook look = look_of(pickup.status);
  ticket.state = text(look.label);
  ticket.tone = look.tone;
  ticket.when = slot_text(model, pickup.slot);  // the hours that were promised
  ticket.category = category_in_short(model, pickup.category);
  ticket.text = items_text(model, pickup.items);
  ticket.place = place_text(model, pickup.area, pickup.village, {});
  if (!ticket.place.empty()) ticket.place.pop_back();  // the gap before an address
  ticket.links.push_back({text(Text::booking_view), path_of(PageKind::pickup_booking, pickup.reference)});
  if (pickup.changeable)
    ticket.links.push_back(
        {text(Text::booking_change_short), path_of(PageKind::pickup_change, pickup.reference)});
}

void put_unknown(const Model& model, kit::Ticket& ticket, const model::KeptBooking& booking) {
  const bool locked = booking.locked;
  ticket.pending = !locked && !model.kept.failure;
  if (locked) ticket.state = text(Text::booking_locked);
  ticket.text = text(locked               ? Text::booking_locked_text
                     : model.kept.failure ? Text::failure_offline_title
                                          : Text::common_loading);
  ticket.links.push_back({text(locked ? Text::booking_unlock : Text::booking_view),
                          path_of(PageKind::pickup_booking, booking.reference)});
}

void draw_one(const Model& model, kit::Ui& ui, Commands& commands, const model::KeptBooking& booking) {
  kit::Ticket ticket;
  ticket.key = booking.reference;
  ticket.reference = booking.reference;
  ticket.past = model::is_past(model, booking);
  put_ticket_date(model, ticket, booking.slot);
  if (booking.pickup)
    put_known(model, ticket, *booking.pickup);
  else
    put_unknown(model, ticket, booking);
  if (ticket.category.empty()) ticket.category = text(Text::pickup_title);
  const int pressed = kit::ticket(ui, ticket);
  if (pressed >= 0) go(commands, ticket.links[static_cast<std::size_t>(pressed)].href);
}

}  // namespace

void put_ticket_date(const Model& model, kit::Ticket& ticket, const std::string& slot) {
  const auto key = contract::parse_slot_id(slot);
  if (!key) return;
  const contract::YearMonthDay civil = contract::year_month_day(key->date);
  const contract::Window* window = contract::find_window(model.catalogue.value.rules, key->window);
  const std::string_view half = window == nullptr ? std::string_view() : std::string_view(window->name);
  ticket.weekday = weekday_text(key->date);
  ticket.day = std::to_string(civil.day);
  ticket.month = text(Text::pickup_ticket_month, {{"month", std::to_string(civil.month)}, {"window", half}});
  ticket.when = slot_text(model, slot);
  ticket.category = category_in_short(model, key->category);
}

void draw_coming_booking(const Model& model, kit::Ui& ui, Commands& commands) {
  const model::KeptBooking* booking = model::coming(model);
  if (booking == nullptr) return;
  auto list = ui.list(text(Text::home_lookup));
  auto half = ui.wide() ? std::optional<kit::Scope>(ui.grid(2, 2, 16)) : std::nullopt;
  if (half) ui.next_cell();
  draw_one(model, ui, commands, *booking);
}

void draw_kept_bookings(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.kept.list.empty()) return;
  kit::under_heading(ui, text(Text::lookup_here));
  auto list = ui.list(text(Text::lookup_here));
  for (const model::KeptBooking* booking : model::kept_in_order(model))
    draw_one(model, ui, commands, *booking);
}

}  // namespace wufei::views
