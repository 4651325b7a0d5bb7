// What was booked, as a ticket on the band; what comes next, and what else one may want to do.
#include "wasm/kit/parts.hpp"
#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {
namespace {

using contract::PageKind;

kit::Stub stub_of(const Model& model, const contract::Pickup& pickup) {
  kit::Stub stub;
  const contract::Window* window = nullptr;
  if (const auto key = contract::parse_slot_id(pickup.slot.id))
    window = contract::find_window(model.catalogue.value.rules, key->window);
  stub.when = day_text(pickup.slot.date);
  if (window != nullptr) stub.when += window->name;
  stub.hours = contract::format_clock(pickup.slot.start_minute) + "\xE2\x80\x93" +
               contract::format_clock(pickup.slot.end_minute);
  stub.items = items_text(model, pickup.items);
  stub.place = place_text(model, pickup.area, pickup.village, pickup.address);
  stub.label = text(Text::pickup_reference);
  stub.reference = pickup.reference;
  stub.copy = text(model.copied_reference.empty() ? Text::pickup_copy : Text::notice_copied);
  return stub;
}

void draw_next(const contract::Pickup& pickup, kit::Ui& ui) {
  ui.heading(2, text(Text::pickup_next_title));
  const std::string until = text(Text::pickup_next_3, {{"until", moment_text(pickup.change_until)}});
  kit::numbered(ui, text(Text::pickup_next_title),
                {std::string(text(Text::pickup_next_1)), std::string(text(Text::pickup_next_2)), until});
}

void draw_prepare(const Model& model, const contract::Pickup& pickup, kit::Ui& ui) {
  const auto lines = prepare_texts(model, pickup.items);
  if (lines.empty()) return;
  ui.heading(2, text(Text::pickup_prepare));
  draw_text_list(ui, text(Text::pickup_prepare), lines, "package");
}

void draw_tools(kit::Ui& ui, Commands& commands) {
  const bool beside = ui.wide() && !ui.elder();
  auto tools = beside ? ui.row(12) : ui.grid(ui.elder() ? 1 : 2, 2, 10);
  if (!beside) ui.next_cell();
  if (ui.button("calendar", text(Text::pickup_calendar),
                {.kind = kit::ButtonKind::secondary, .icon = "calendar-plus"}))
    commands.push_back(model::DownloadCalendar{});
  if (!beside) ui.next_cell();
  if (ui.button("print", text(Text::pickup_print), {.kind = kit::ButtonKind::secondary, .icon = "printer"}))
    commands.push_back(model::PrintPage{});
}

void draw_ways_on(const Model& model, const contract::Pickup& pickup, kit::Ui& ui, Commands& commands) {
  auto rows = ui.rows(text(Text::booking_actions));
  const std::string view = contract::page_path({PageKind::pickup_booking, pickup.reference});
  const std::string again = contract::page_path({PageKind::pickup_what, {}});
  if (model.booking.last) {
    auto item = ui.list_item();
    if (ui.row_link("again", text(Text::pickup_again), again,
                    {.description = text(Text::pickup_again_about), .icon = "plus"}))
      commands.push_back(model::BookAgain{});
  }
  if (model.booking.last) {
    auto item = ui.list_item();
    if (ui.row_link("neighbour", text(Text::pickup_for_neighbour), again,
                    {.description = text(Text::pickup_for_neighbour_about), .icon = "users"}))
      commands.push_back(model::BookAgain{.neighbour = true});
  }
  auto item = ui.list_item();
  if (ui.row_link("view", text(Text::pickup_view_booking), view, {.icon = "eye"})) go(commands, view);
}

}  // namespace

void draw_done_hero(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.booking.created) return;
  auto width = ui.page_width(contract::page_facts(PageKind::pickup_done).width);
  kit::signed_heading(ui, "check-circle", text(Text::pickup_done_title));
  if (kit::stub(ui, stub_of(model, *model.booking.created))) commands.push_back(model::CopyReference{});
  ui.text(text(Text::pickup_done_lead), kit::Tone::on_brand);
}

void draw_pickup_done(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.booking.created) return;
  const contract::Pickup& pickup = *model.booking.created;
  const kit::Stub stub = stub_of(model, pickup);
  draw_read_aloud(model, ui, commands,
                  {std::string(text(Text::pickup_done_title)), stub.when + stub.hours, stub.items, stub.place,
                   std::string(stub.label), std::string(stub.reference)});
  draw_next(pickup, ui);
  draw_tools(ui, commands);
  draw_ways_on(model, pickup, ui, commands);
  draw_prepare(model, pickup, ui);
}

}  // namespace wufei::views
