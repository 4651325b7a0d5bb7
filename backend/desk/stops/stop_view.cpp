#include "desk/stops/stop_view.hpp"

#include <algorithm>

#include "desk/kept_form.hpp"
#include "desk/stops/outcome_fields.hpp"
#include "desk/stops/stop_form.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::PickupStatus;
using contract::Text;

// No position is known of an address: the phone's own map looks for its words (RFC 5870; "q" is Android's).
std::string map_link(std::string_view place) {
  std::string link = "geo:0,0?q=";
  contract::append_percent_encoded(link, place);
  return link;
}

struct Place {
  std::string title;  // as the crew says it
  std::string whole;  // as a map finds it
};

Place place_of(const service::RunSheetRow& row) {
  return {row.village_name.empty() ? row.address : row.village_name + " " + row.address,
          row.area_name + row.village_name + row.address};
}

void write_buttons(HtmlWriter& out, const contract::StaffCaller& caller, std::string_view reference,
                   const Place& place) {
  out.open("div", {{"class", "pair"}});
  open_desk_form(out, caller, stop_path(reference, "/phone"));
  FormParts(out, {}).button(contract::text(Text::server_work_call), {}, {}, "second", "phone-call");
  out.close("form").open("a", {{"class", "second"}, {"href", map_link(place.whole)}});
  write_icon(out, "map-pin");
  out.text(contract::text(Text::server_work_map)).close("a").close("div");
}

void open_stop(HtmlWriter& out, const StopView& view) {
  const contract::Pickup& pickup = view.stop.pickup;
  const auto& asked = view.content.get<service::PickupContent>().outcomes.asked_back_grams;
  const auto limit = asked.find(pickup.category);
  out.open("div",
           {{"class", "crew"},
            {"data-crew", std::to_string(view.caller.account.id)},
            {"data-now", std::to_string(view.now)},
            {"data-until", std::to_string(kept_until(view.caller, view.now))},
            {"data-reference", pickup.reference},
            {"data-version", std::to_string(pickup.version)},
            {"data-most", std::to_string(contract::kMostStopGrams)},
            {"data-asked", std::to_string(limit == asked.end() ? contract::kMostStopGrams : limit->second)}});
}

bool is_finished(const service::SheetLine& line) {
  return !contract::is_open(line.row.status);
}

void write_progress(HtmlWriter& out, const std::vector<service::SheetLine>& lines) {
  out.open("p", {{"class", "cells"}, {"aria-hidden", "true"}});
  for (const service::SheetLine& line : lines)
    out.element("b", "", {{"class", is_finished(line) ? "on" : kNoAttribute}});
  out.close("p");
}

// What residents wrote, their own numbers among it, which are not printed.
void write_said(HtmlWriter& out, std::string_view tag, std::string_view text,
                const std::vector<std::string>& own, std::string_view look = kNoAttribute) {
  out.open(tag, {{"class", look}});
  write_own_text(out, text, own);
  out.close(tag);
}

void write_next(HtmlWriter& out, const StopsView& view, const service::SheetLine& line, std::size_t number) {
  const Place place = place_of(line.row);
  out.open("section", {{"class", "next"}});
  out.element("p", contract::text(Text::server_work_next_stop, {{"number", std::to_string(number)}}));
  const auto own = contract::own_phones(line.row.phone, line.row.proxy);
  write_said(out, "h2", place.title, own);
  write_said(out, "p", line.row.items, own);
  if (!line.row.note.empty())
    write_said(out, "p", contract::text(Text::server_work_note_said, {{"note", line.row.note}}), own,
               "quiet");
  write_buttons(out, view.caller, line.row.reference, place);
  out.element("a", contract::text(Text::server_work_arrived),
              {{"class", "main tall"}, {"href", stop_path(line.row.reference)}});
  out.close("section");
}

void write_stop(HtmlWriter& out, const service::SheetLine& line, std::size_t number, bool next) {
  const bool finished = is_finished(line);
  out.open("li", {{"class", finished ? "over" : next ? "now" : kNoAttribute}});
  out.open("a", {{"href", stop_path(line.row.reference)},
                 {"data-version", finished ? std::string() : std::to_string(line.row.version)}});
  out.open("b", {{"aria-hidden", "true"}});
  if (line.row.status == PickupStatus::completed)
    write_icon(out, "check");
  else
    out.text(std::to_string(number));
  const auto own = contract::own_phones(line.row.phone, line.row.proxy);
  out.close("b").open("span");
  write_said(out, "strong", place_of(line.row).title, own);
  write_said(out, "small", line.row.items, own);
  out.close("span");
  if (finished) write_status(out, line.row.status);
  if (line.change == service::StopChange::added)
    write_tag(out, contract::text(Text::server_work_added), Tone::warn);
  if (line.change == service::StopChange::changed)
    write_tag(out, contract::text(Text::server_work_changed), Tone::warn);
  if (line.change == service::StopChange::removed)
    write_tag(out, contract::text(Text::server_work_removed), Tone::bad);
  out.close("a").close("li");
}

const FormFields& typed_in(const StopView& view) {
  static const FormFields kNothing;
  return view.typed ? *view.typed : kNothing;
}

void write_collected(HtmlWriter& out, FormParts& parts, const StopView& view) {
  const contract::Pickup& pickup = view.stop.pickup;
  open_desk_form(out, view.caller, stop_path(pickup.reference, "/collected"), true);
  write_collected_questions(
      out, parts, {view.content.get<service::PickupContent>(), pickup.items, typed_in(view), view.ask_again});
  write_photo_fields(out, parts, 1, view.photos_lost && !typed_in(view).contains(kReason));
  parts.button(contract::text(Text::server_work_collected), {}, {}, "main tall", "check");
  out.close("form");
}

void write_missed(HtmlWriter& out, FormParts& parts, const StopView& view) {
  constexpr int kFirstPhoto = kMostFormPhotos + 1;
  auto groups = reason_groups(view.content.get<service::PickupContent>().outcomes);
  groups.insert(groups.begin(), {{}, {{"", words(Text::common_choose)}}});
  const SelectField reasons{std::string(kReason),
                            words(Text::server_work_why),
                            {},
                            std::string(field_value(typed_in(view), kReason)),
                            std::move(groups)};
  const bool open = parts.is_wrong(kReason) || typed_in(view).contains(kReason);
  out.open("details", {{"class", "missed"}, {"open", open ? "open" : kNoAttribute}});
  out.element("summary", contract::text(Text::server_work_missed));
  open_desk_form(out, view.caller, stop_path(view.stop.pickup.reference, "/missed"), true);
  parts.select_field(reasons);
  out.element("p", contract::text(Text::server_work_why_told), {{"class", "quiet"}});
  write_photo_fields(out, parts, kFirstPhoto, view.photos_lost && open);
  parts.button(contract::text(Text::server_work_missed_save), {}, {}, "danger tall");
  out.close("form").close("details");
}

void write_call(HtmlWriter& out, const StopView& view) {
  const contract::Pickup& pickup = view.stop.pickup;
  out.open("p", {{"class", "call"}}).open("a", {{"class", "main tall"}, {"href", "tel:" + pickup.phone}});
  write_icon(out, "phone-call");
  out.text(contract::dialled_phone(pickup.phone)).close("a").close("p");
  if (pickup.proxy)
    out.open("p")
        .text(words(Text::server_work_proxy) + " ")
        .element("a", pickup.proxy->name + " " + contract::dialled_phone(pickup.proxy->phone),
                 {{"href", "tel:" + pickup.proxy->phone}})
        .close("p");
}

}  // namespace

std::string stop_path(std::string_view reference, std::string_view below) {
  return "/desk/stops/" + std::string(reference) + std::string(below);
}

std::string stops_html(const StopsView& view) {
  const auto& lines = view.sheet.lines;
  const auto finished = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is_finished));
  const auto next = std::find_if_not(lines.begin(), lines.end(), is_finished);
  HtmlWriter out;
  out.open("div", {{"class", "crew"},
                   {"data-crew", std::to_string(view.caller.account.id)},
                   {"data-now", std::to_string(view.now)},
                   {"data-until", std::to_string(kept_until(view.caller, view.now))}});
  write_title(out, service::day_text(view.sheet.date));
  write_done(out, view.done);
  out.element("p", contract::text(Text::server_work_crew_day, {{"crew", view.crew},
                                                               {"count", std::to_string(lines.size())},
                                                               {"finished", std::to_string(finished)}}));
  if (lines.empty()) out.element("p", contract::text(Text::server_work_no_stops), {{"class", "empty"}});
  write_progress(out, lines);
  if (next != lines.end()) write_next(out, view, *next, static_cast<std::size_t>(next - lines.begin()) + 1);
  out.open("ol", {{"class", "stops"}});
  for (std::size_t i = 0; i < lines.size(); ++i)
    write_stop(out, lines[i], i + 1, lines.begin() + static_cast<std::ptrdiff_t>(i) == next);
  out.close("ol").close("div");
  return out.take();
}

std::string stop_html(const StopView& view) {
  const contract::Pickup& pickup = view.stop.pickup;
  const auto& pickups = view.content.get<service::PickupContent>();
  const std::string place = service::place_text(view.content, pickup.area, pickup.village, pickup.address);
  HtmlWriter out;
  FormParts parts(out, view.faults);
  open_stop(out, view);
  out.open("p", {{"class", "back"}}).link("/desk/stops", contract::text(Text::server_work_today)).close("p");
  parts.summary();
  const auto own = contract::own_phones(pickup.phone, pickup.proxy);
  write_said(out, "h1", place, own);
  write_said(out, "p",
             service::items_text(pickups.catalogue, pickup.items) + " " +
                 clock_span(pickup.slot.start_minute, pickup.slot.end_minute),
             own);
  if (!pickup.note.empty())
    write_said(out, "p", contract::text(Text::server_work_note_said, {{"note", pickup.note}}), own);
  out.open("p");
  write_phone_text(out, pickup.contact_name + " " + (view.with_phone ? std::string() : pickup.phone));
  out.close("p");
  if (view.with_phone && !pickup.phone.empty())
    write_call(out, view);
  else
    write_buttons(out, view.caller, pickup.reference, {place, place});
  if (contract::is_open(pickup.status)) {
    write_collected(out, parts, view);
    write_missed(out, parts, view);
  } else {
    out.open("p");
    write_status(out, pickup.status);
    out.close("p").element("p", contract::text(Text::server_work_stop_over));
  }
  write_photo_links(out, stop_path(pickup.reference, "/photos/"), view.stop.photos);
  out.close("div");
  return out.take();
}

}  // namespace wufei::http
