// A booking changed at the desk: another time, other things, another address; no cut-off, the version that
// was shown decides.
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/pickups/booking_page.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/choice_form.hpp"
#include "pickup/plain/manage_form.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Pickup;
using contract::StaffCaller;
using contract::Text;
using service::KeptHours;

constexpr std::size_t kChangeForm = 32 * 1024;
constexpr std::string_view kNewHours = "new-hours";  // the window's hours of now are wanted
constexpr std::string_view kHours = "hours";         // hidden: which they were when the form was made

struct ChangeView {
  const StaffCaller& caller;
  const service::ContentSet& content;
  const Pickup& booked;
  const FormFields& values;
  std::vector<contract::Slot> slots;
  std::vector<FormFault> faults;
};

void write_texts(FormParts& parts, const FormFields& values) {
  parts.text_field({.name = "address",
                    .label = words(Text::pickup_address),
                    .hint = {},
                    .value = std::string(field_value(values, "address")),
                    .limit = contract::kAddressLimits.max});
  parts.text_field({.name = "note",
                    .label = words(Text::server_work_note),
                    .hint = {},
                    .value = std::string(field_value(values, "note")),
                    .type = "area",
                    .limit = contract::kNoteLimits.max});
}

// The hours of its window as they are now, when it was promised others; else "".
std::string hours_of_now(const Pickup& booked, const service::ContentSet& content) {
  const auto slot = contract::parse_slot_id(booked.slot.id);
  const contract::Window* window =
      slot ? contract::find_window(content.get<service::PickupContent>().rules, slot->window) : nullptr;
  if (window == nullptr ||
      (window->start_minute == booked.slot.start_minute && window->end_minute == booked.slot.end_minute))
    return {};
  return clock_span(window->start_minute, window->end_minute);
}

void write_hours(HtmlWriter& out, FormParts& parts, const ChangeView& view) {
  const std::string now = hours_of_now(view.booked, view.content);
  if (now.empty()) return;
  const std::string promised = clock_span(view.booked.slot.start_minute, view.booked.slot.end_minute);
  out.element("p", contract::text(Text::server_work_hours_promised, {{"promised", promised}, {"now", now}}),
              {{"class", "note"}});
  parts.hidden(kHours, now);
  const bool ticked = view.values.contains(kNewHours) && field_value(view.values, kHours) == now;
  parts.checkbox(std::string(kNewHours), contract::text(Text::server_work_hours_take, {{"now", now}}),
                 ticked);
}

constexpr std::string_view kWas = "was-";  // and a field's name: what the form showed

// What a colleague changed meanwhile, under what was changed in this form.
FormFields merged(const FormFields& typed, const Pickup& booked) {
  FormFields values = fields_of(booked);
  for (const auto& [name, value] : typed) {
    const auto was = typed.find(std::string(kWas) + name);
    const bool changed = was == typed.end() ? !value.empty() && value != "0" : was->second != value;
    if (changed && !name.starts_with(kWas)) values[name] = value;
  }
  return values;
}

std::string change_html(ChangeView view) {
  const auto& pickups = view.content.get<service::PickupContent>();
  HtmlWriter out;
  FormParts parts(out, std::move(view.faults));
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(booking_path(view.booked.reference), view.booked.reference)
      .close("p");
  write_title(out, contract::text(Text::server_work_change));
  open_desk_form(out, view.caller, booking_path(view.booked.reference, "/change"));
  parts.hidden(kVersion, std::to_string(view.booked.version));
  for (const auto& [name, value] : fields_of(view.booked)) parts.hidden(std::string(kWas) + name, value);
  out.open("div", {{"class", "split"}}).open("div").element("h2", contract::text(Text::server_work_time));
  out.element("p", contract::text(Text::server_work_phone_places));
  write_hours(out, parts, view);
  write_slots(out, parts,
              {pickups.rules, std::move(view.slots), {}, field_value(view.values, kSlot), &view.booked.slot});
  out.close("div").open("div").element("h2", contract::text(Text::server_work_items));
  if (const auto* category = contract::find_category(pickups.catalogue, view.booked.category))
    write_booked_items(out, parts, *category, view.values);
  out.element("h2", contract::text(Text::server_work_place));
  write_texts(parts, view.values);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_work_save));
  out.close("div").close("div").close("div").close("form");
  return out.take();
}

struct ChangeAgain {
  std::vector<FormFault> faults = {};
  int status = 200;
};

Response change_reply(const DeskGround& desk, const StaffCaller& caller, const Pickup& booked,
                      const FormFields& values, ChangeAgain again) {
  auto slots = desk.pickups.list_phone_slots(booked.area, booked.category);
  const auto content = desk.content.current();
  return desk.door.show(caller, {std::string(kBoard), words(Text::server_work_change),
                                 change_html({caller, *content, booked, values,
                                              slots ? std::move(*slots) : std::vector<contract::Slot>{},
                                              std::move(again.faults)}),
                                 again.status});
}

// The form again; over what it showed when a colleague changed it meanwhile.
Response change_again(const DeskGround& desk, const StaffCaller& caller, const Pickup& booked,
                      const FormFields& typed, ChangeAgain again) {
  const bool stale = number_field(typed, kVersion) != booked.version;
  if (!stale) return change_reply(desk, caller, booked, typed, std::move(again));
  if (again.status == 400) again.faults.push_back({{}, {}, words(Text::server_work_stale)});
  const FormFields values = merged(typed, booked);
  return change_reply(desk, caller, booked, values, std::move(again));
}

Response show_change(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto booking = desk.pickups.show(booking_reference(request), false, caller.actor());
  if (!booking) return desk.door.refusal(request, caller, booking.error());
  return change_reply(desk, caller, booking->pickup, fields_of(booking->pickup), {});
}

// Errors: precondition (the hours that were ticked are no longer those of now).
contract::Result<KeptHours> new_hours(const FormFields& fields, const contract::PickupChange& wanted,
                                      std::string_view now) {
  if (now.empty() || wanted.slot || !fields.contains(kNewHours)) return KeptHours::promised;
  if (field_value(fields, kHours) == now) return KeptHours::of_now;
  return contract::make_error(contract::ErrorCode::precondition, "the hours were changed meanwhile");
}

Response take_change(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto booking = desk.pickups.show(booking_reference(request), false, caller.actor());
  if (!booking) return desk.door.refusal(request, caller, booking.error());
  const auto content = desk.content.current();
  const Pickup& booked = booking->pickup;
  const auto version = static_cast<int>(number_field(fields, kVersion));
  contract::PickupChange wanted = change_of(fields, booked, *content);
  const auto anew = new_hours(fields, wanted, hours_of_now(booked, *content));
  if (!anew)
    return change_again(desk, caller, booked, fields,
                        {{{std::string(kNewHours), {}, words(Text::server_work_stale)}}, 412});
  if (*anew == KeptHours::of_now) wanted.slot = booked.slot.id;
  const std::string after = with_query(booking_path(booked.reference), {{"done", "changed"}});
  const bool nothing = !wanted.slot && !wanted.items && !wanted.address && !wanted.note;
  if (nothing) return StaffDoor::see_other(after);  // or sent twice
  if (auto faults = change_faults(wanted, booked, *content); !faults.empty())
    return change_again(desk, caller, booked, fields, {std::move(faults), 400});
  const auto parsed = contract::parse_pickup_change(contract::pickup_change_to_json(wanted));
  if (!parsed)
    return change_again(desk, caller, booked, fields, {faults_of(parsed.error(), {}, *content), 400});
  const auto done = desk.pickups.change_by_staff(booked.reference, version, *parsed, caller.actor(), *anew);
  if (done) return StaffDoor::see_other(after);
  const contract::Error& error = done.error();
  auto faults = error.fields.empty() ? desk_faults(error)
                                     : faults_of(error, parsed->items.value_or(booked.items), *content);
  return change_again(desk, caller, booked, fields, {std::move(faults), again_status(error)});
}

}  // namespace

void add_change_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string change = booking_path("{reference}", "/change");
  desk->door.page(change, "desk_change", Permission::plan_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_change(*desk, request, caller);
                  });
  desk->door.form(
      change, "desk_take_change", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return take_change(*desk, request, caller, fields);
      },
      kChangeForm);
}

}  // namespace wufei::http
