// A booking for somebody who telephoned, from the places held for that: things and place, then time and
// person, by the rules of the resident's own form.
#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/pickups/booking_page.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/booking_plain_form.hpp"
#include "pickup/plain/choice_form.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using Faults = std::vector<FormFault>;

constexpr std::string_view kNew = "/desk/pickups/new";
constexpr std::size_t kNewForm = 32 * 1024;
constexpr std::size_t kLongestKey = 64;
constexpr std::string_view kOfPerson[] = {"contact_name", "phone", "proxy_name",    "proxy_phone",
                                          "note",         kSlot,   "proxy_consent", kKeyField};

struct NewView {
  const StaffCaller& caller;
  const service::ContentSet& content;
  const FormFields& values;
  Faults faults;
  std::vector<contract::Slot> slots = {};
  std::string key = {};
};

std::string value_of(const NewView& view, std::string_view name) {
  return std::string(field_value(view.values, name));
}

std::string things_html(NewView view) {
  HtmlWriter out;
  FormParts parts(out, std::move(view.faults));
  parts.summary();
  write_title(out, contract::text(Text::server_work_new));
  out.element("p", contract::text(Text::server_work_new_things));
  open_desk_form(out, view.caller, kNew);
  out.open("div", {{"class", "split"}}).open("div").element("h2", contract::text(Text::server_work_items));
  write_things(out, parts, view.content.get<service::PickupContent>().catalogue, view.values);
  out.close("div").open("div").element("h2", contract::text(Text::server_work_place));
  write_place(parts, view.content.get<service::CountyContent>().areas, view.values);
  for (const std::string_view name : kOfPerson)
    if (const auto found = view.values.find(name); found != view.values.end())
      parts.hidden(name, found->second);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_booking_to_times), kStepField, kToTimes);
  out.close("div").close("div").close("div").close("form");
  return out.take();
}

void write_caller(HtmlWriter& out, FormParts& parts, const NewView& view) {
  out.element("h2", contract::text(Text::server_work_caller));
  out.element("p", contract::text(Text::server_work_caller_about));
  parts.text_field({.name = "proxy_name",
                    .label = words(Text::server_work_caller_name),
                    .hint = {},
                    .value = value_of(view, "proxy_name"),
                    .limit = contract::kNameLimits.max});
  parts.text_field({.name = "proxy_phone",
                    .label = words(Text::server_work_caller_phone),
                    .hint = {},
                    .value = value_of(view, "proxy_phone"),
                    .type = "tel"});
  parts.checkbox("proxy_consent", contract::text(Text::server_work_caller_consent),
                 view.values.find("proxy_consent") != view.values.end());
}

void write_person(HtmlWriter& out, FormParts& parts, const NewView& view) {
  out.element("h2", contract::text(Text::server_work_person));
  parts.text_field({.name = "contact_name",
                    .label = words(Text::pickup_contact_name),
                    .hint = {},
                    .value = value_of(view, "contact_name"),
                    .limit = contract::kNameLimits.max});
  parts.text_field({.name = "phone",
                    .label = words(Text::pickup_phone),
                    .hint = {},
                    .value = value_of(view, "phone"),
                    .type = "tel"});
  parts.text_field({.name = "note",
                    .label = words(Text::server_work_note),
                    .hint = {},
                    .value = value_of(view, "note"),
                    .type = "area",
                    .limit = contract::kNoteLimits.max});
  write_caller(out, parts, view);
  // What the desk reads out to the caller.
  out.element("p", view.content.get<service::CountyContent>().site.privacy_summary, {{"class", "note"}});
  parts.checkbox("consent", contract::text(Text::server_work_consent),
                 view.values.find("consent") != view.values.end());
}

std::string times_html(NewView view) {
  const contract::PickupRequest request = request_of(view.values, view.content);
  HtmlWriter out;
  FormParts parts(out, std::move(view.faults));
  parts.summary();
  write_title(out, contract::text(Text::server_work_new));
  open_desk_form(out, view.caller, kNew);
  carry_things(parts, view.values);
  parts.hidden(kKeyField, view.key);
  write_chosen(out, view.content, request);
  out.open("div", {{"class", "split"}}).open("div").element("h2", contract::text(Text::server_work_time));
  out.element("p", contract::text(Text::server_work_phone_places));
  write_slots(
      out, parts,
      {view.content.get<service::PickupContent>().rules, std::move(view.slots), {}, request.slot, nullptr});
  out.close("div").open("div");
  write_person(out, parts, view);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_work_book), kStepField, kSend);
  parts.button(contract::text(Text::server_booking_back), kStepField, kToThings, "second");
  out.close("div").close("div").close("div").close("form");
  return out.take();
}

Response page_reply(const DeskGround& desk, const StaffCaller& caller, std::string markup, int status) {
  return desk.door.show(caller,
                        {std::string(kBoard), words(Text::server_work_new), std::move(markup), status});
}

Response things_reply(const DeskGround& desk, const StaffCaller& caller, const FormFields& fields,
                      Faults faults) {
  const int status = faults.empty() ? 200 : 400;
  const auto content = desk.content.current();
  return page_reply(desk, caller, things_html({caller, *content, fields, std::move(faults)}), status);
}

struct NewAgain {
  Faults faults = {};
  int status = 200;
  bool fresh_key = false;
};

Response times_reply(const DeskGround& desk, const StaffCaller& caller, const FormFields& fields,
                     NewAgain again) {
  const auto content = desk.content.current();
  const contract::PickupRequest request = request_of(fields, *content);
  auto slots = desk.pickups.list_phone_slots(request.area, request.category);
  if (!slots) return things_reply(desk, caller, fields, faults_of(slots.error(), {}, *content));
  std::string key(field_value(fields, kKeyField));
  if (key.empty() || again.fresh_key) key = service::random_token(desk.ids);
  return page_reply(
      desk, caller,
      times_html({caller, *content, fields, std::move(again.faults), std::move(*slots), std::move(key)}),
      again.status);
}

// Shows the page on which the first fault stands.
Response again_reply(const DeskGround& desk, const StaffCaller& caller, const FormFields& fields,
                     NewAgain again) {
  for (const FormFault& fault : again.faults)
    if (is_on_first_page(fault.field)) return things_reply(desk, caller, fields, std::move(again.faults));
  return times_reply(desk, caller, fields, std::move(again));
}

// Of the form; a form without one is taken as it comes.
std::string key_of(const FormFields& fields) {
  const std::string_view key = field_value(fields, kKeyField);
  return key.empty() || key.size() > kLongestKey ? std::string() : "desk-" + std::string(key);
}

// A refusal of the service, with the way to the booking that stands already: by its reference, for an address
// may not hold a telephone number.
Faults refused(const DeskGround& desk, const contract::Error& error, const contract::PickupRequest& wanted,
               const service::ContentSet& content) {
  Faults faults = faults_of(error, wanted.items, content);
  for (FormFault& fault : faults) {
    if (fault.href.empty()) continue;
    const auto standing = desk.pickups.standing_booking(wanted);
    const bool found = standing && !standing->empty();
    fault = {{},
             {},
             words(Text::server_work_booked_already),
             found ? booking_path(*standing) : std::string(kBoard)};
  }
  return faults;
}

Response send(const DeskGround& desk, const StaffCaller& caller, const FormFields& fields) {
  const auto content = desk.content.current();
  if (Faults faults = booking_faults(fields, *content, false); !faults.empty())
    return again_reply(desk, caller, fields, {std::move(faults), 400});
  const auto wanted =
      contract::parse_pickup_request(contract::pickup_request_to_json(request_of(fields, *content)));
  if (!wanted) return again_reply(desk, caller, fields, {faults_of(wanted.error(), {}, *content), 400});
  const std::string body = contract::to_text(contract::pickup_request_to_json(*wanted));
  const auto pickup = desk.pickups.book_by_phone(*wanted, caller.actor(), key_of(fields), body);
  if (pickup) return StaffDoor::see_other(with_query(booking_path(pickup->reference), {{"done", "booked"}}));
  const contract::Error& error = pickup.error();
  if (error.code == ErrorCode::unprocessable)  // sent before, with other words: a way back was taken
    return times_reply(desk, caller, fields, {{{{}, {}, words(Text::server_booking_again)}}, 422, true});
  return again_reply(desk, caller, fields, {refused(desk, error, *wanted, *content), again_status(error)});
}

Response take_new(const DeskGround& desk, const StaffCaller& caller, const FormFields& fields) {
  const std::string_view step = field_value(fields, kStepField);
  if (step == kToThings) return things_reply(desk, caller, fields, {});
  if (step == kSend) return send(desk, caller, fields);
  Faults faults = booking_faults(fields, *desk.content.current(), true);
  if (!faults.empty()) return things_reply(desk, caller, fields, std::move(faults));
  return times_reply(desk, caller, fields, {});
}

}  // namespace

void add_new_booking_pages(const std::shared_ptr<const DeskGround>& desk) {
  desk->door.page(
      kNew, "desk_new_booking", Permission::plan_pickups,
      [desk](const Request&, const StaffCaller& caller) { return things_reply(*desk, caller, {}, {}); });
  desk->door.form(
      kNew, "desk_take_new_booking", Permission::plan_pickups,
      [desk](const Request&, const StaffCaller& caller, const FormFields& fields) {
        return take_new(*desk, caller, fields);
      },
      kNewForm);
}

}  // namespace wufei::http
