#include "desk/pickups/booking_view.hpp"

#include "county/county_content.hpp"
#include "desk/kept_time.hpp"
#include "desk/pickups/board_view.hpp"
#include "desk/pickups/booking_page.hpp"
#include "desk/stops/outcome_fields.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Pickup;
using contract::Text;

std::string kilograms(std::int64_t grams) {
  return contract::text(Text::server_work_kilograms, {{"count", contract::kilograms_text(grams)}});
}

void write_head(HtmlWriter& out, const BookingView& view) {
  const Pickup& pickup = view.booking.pickup;
  BoardFilter day;
  day.date = pickup.slot.date;
  out.open("p", {{"class", "back"}});
  out.element("a", contract::text(Text::server_work_back_to_day, {{"day", service::day_text(day.date)}}),
              {{"href", board_path(day)}});
  out.close("p").open("div", {{"class", "bar"}});
  write_title(out, pickup.reference);
  write_status(out, pickup.status);
  out.close("div");
}

// A record that a phone kept and sent later has two times.
void write_late(HtmlWriter& out, const Pickup& pickup) {
  const auto& outcome = pickup.aftermath.outcome;
  if (!outcome || outcome->revision > 1) return;
  for (const contract::HistoryEvent& event : pickup.history)
    if (event.kind == contract::status_name(pickup.status) && event.at - outcome->at > contract::kLateSeconds)
      write_fact(out, Text::server_crew_outcome_at,
                 contract::text(Text::server_crew_late,
                                {{"at", short_moment(outcome->at)}, {"sent", short_moment(event.at)}}));
}

void write_facts(HtmlWriter& out, const BookingView& view) {
  const auto& pickups = view.content.get<service::PickupContent>();
  const Pickup& pickup = view.booking.pickup;
  const contract::Category* category = contract::find_category(pickups.catalogue, pickup.category);
  const auto slot = contract::parse_slot_id(pickup.slot.id);
  const auto own = contract::own_phones(pickup.phone, pickup.proxy);
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_work_time,
             service::slot_text(pickups.rules, slot.value_or(contract::SlotKey{}), pickup.slot.start_minute,
                                pickup.slot.end_minute));
  write_fact(out, Text::server_work_category, category ? category->name : pickup.category);
  write_own_fact(out, Text::server_work_items, service::items_text(pickups.catalogue, pickup.items), own);
  write_own_fact(out, Text::server_work_place,
                 service::place_text(view.content, pickup.area, pickup.village, pickup.address), own);
  write_fact(out, Text::server_work_person, pickup.contact_name);
  write_desk_phone(out, view.caller,
                   {pickup.phone, view.with_phone, booking_path(pickup.reference, "/phone")});
  if (pickup.proxy)
    write_phone_fact(out, Text::server_work_proxy,
                     pickup.proxy->name + " " + contract::dialled_phone(pickup.proxy->phone));
  write_own_fact(out, Text::server_work_note, pickup.note, own);
  write_fact(out, Text::server_work_crew, view.booking.crew);
  if (view.booking.collected_grams > 0)
    write_fact(out, Text::server_work_weight, kilograms(view.booking.collected_grams));
  write_late(out, pickup);
  write_fact(out, Text::server_work_channel,
             contract::text(view.booking.channel == "phone" ? Text::server_work_channel_phone
                                                            : Text::server_work_channel_web));
  out.close("dl");
}

void write_past(HtmlWriter& out, const BookingView& view) {
  std::vector<HistoryLine> lines;
  const auto& history = view.booking.pickup.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    lines.push_back({history[i].at, std::string(contract::pickup_event_text(history[i].kind)),
                     history[i].detail,
                     i < view.booking.actors.size() ? view.names.of(view.booking.actors[i]) : ""});
    if (history[i].kind == "corrected" && closed_month(view.booking, history[i].at))
      lines.back().words += words(Text::server_fix_late_mark);
  }
  out.element("h2", contract::text(Text::server_work_history));
  write_history(out, lines);
}

void open_action(HtmlWriter& out, FormParts& parts, const BookingView& view, std::string_view below) {
  open_desk_form(out, view.caller, booking_path(view.booking.pickup.reference, below));
  parts.hidden(kVersion, std::to_string(view.booking.pickup.version));
}

void write_assign(HtmlWriter& out, FormParts& parts, const BookingView& view) {
  out.element("h2", contract::text(Text::server_work_assign_to));
  open_action(out, parts, view, "/assign");
  parts.text_field({.name = "crew",
                    .label = words(Text::server_work_crew_name),
                    .hint = {},
                    .value = typed_or(view.typed, "crew", view.booking.crew),
                    .limit = 60});
  parts.button(
      contract::text(view.booking.crew.empty() ? Text::server_work_assign : Text::server_work_assign_again));
  out.close("form");
}

void write_cancel(HtmlWriter& out, FormParts& parts, const BookingView& view) {
  out.open("details", {{"open", parts.is_wrong("reason") ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_cancel));
  open_action(out, parts, view, "/cancel");
  parts.text_field({.name = "reason",
                    .label = words(Text::server_work_reason),
                    .hint = words(Text::server_work_reason_told),
                    .value = typed_or(view.typed, "reason", {}),
                    .limit = 60});
  parts.button(contract::text(Text::server_work_cancel), {}, {}, "danger");
  out.close("form").close("details");
}

bool may_correct(const BookingView& view) {
  return view.caller.may(Permission::plan_pickups) &&
         is_correctable(view.booking, view.content.get<service::PickupContent>().outcomes, view.now);
}

void write_actions(HtmlWriter& out, FormParts& parts, const BookingView& view) {
  const Pickup& pickup = view.booking.pickup;
  out.open("aside", {{"class", "panel"}, {"aria-label", contract::text(Text::server_work_actions)}});
  if (contract::is_open(pickup.status) && view.caller.may(Permission::plan_pickups)) {
    write_assign(out, parts, view);
    out.open("p").element("a", contract::text(Text::server_work_change),
                          {{"class", "second"}, {"href", booking_path(pickup.reference, "/change")}});
    out.close("p");
    write_cancel(out, parts, view);
  } else if (may_correct(view)) {
    out.element("p", contract::text(Text::server_fix_about), {{"class", "quiet"}});
    out.open("p").element("a", contract::text(Text::server_fix_link),
                          {{"class", "second"}, {"href", booking_path(pickup.reference, "/outcome")}});
    out.close("p");
  } else {
    out.element("p", contract::text(Text::server_work_no_actions));
  }
  out.close("aside");
}

}  // namespace

std::string booking_html(const BookingView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_head(out, view);
  write_done(out, view.done);
  out.open("div", {{"class", "split"}}).open("div");
  write_facts(out, view);
  write_photo_links(out, booking_path(view.booking.pickup.reference, "/photos/"), view.booking.photos);
  write_past(out, view);
  out.close("div");
  write_actions(out, parts, view);
  out.close("div");
  return out.take();
}

}  // namespace wufei::http
