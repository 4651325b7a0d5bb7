#include "pickup/plain/ticket_page.hpp"

#include "county/county_content.hpp"
#include "journal/looks_html.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_parts.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/own/mine_routes.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/aftermath_page.hpp"
#include "pickup/plain/choice_form.hpp"

namespace wufei::http {
namespace {

using contract::Pickup;
using contract::PickupStatus;
using contract::Text;
using service::ContentSet;

const service::PickupContent& pickup_of(const ContentSet& content) {
  return content.get<service::PickupContent>();
}

void paragraph(HtmlWriter& out, std::string_view text, std::string_view look = kNoAttribute) {
  out.element("p", text, {{"class", look}});
}

void write_when(HtmlWriter& out, const contract::PickupRules& rules, const contract::Slot& slot) {
  const auto key = contract::parse_slot_id(slot.id);
  const contract::Window* window = key ? contract::find_window(rules, key->window) : nullptr;
  out.open("p", {{"class", "when"}});
  out.element("strong", service::day_text(slot.date) + (window ? window->name : std::string()));
  out.element("span", contract::text(Text::date_window, {{"name", ""},
                                                         {"start", contract::format_clock(slot.start_minute)},
                                                         {"end", contract::format_clock(slot.end_minute)}}));
  out.close("p");
}

void write_ticket(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  out.open("div", {{"class", contract::is_open(pickup.status) ? "ticket" : "ticket past"}});
  paragraph(out, contract::text(ticket_status(pickup.status)), "tag");
  write_when(out, pickup_of(content).rules, pickup.slot);
  const auto own = contract::own_phones(pickup.phone, pickup.proxy);
  out.open("p");
  write_own_text(out, service::items_text(pickup_of(content).catalogue, pickup.items), own);
  out.close("p").open("p", {{"class", "quiet"}});
  write_own_text(out, service::place_text(content, pickup.area, pickup.village, pickup.address), own);
  out.close("p");
  out.open("hr");
  paragraph(out, contract::text(Text::pickup_reference), "quiet");
  out.open("p", {{"class", "code"}}).element("strong", pickup.reference).close("p");
  out.close("div");
}

void write_list(HtmlWriter& out, Text title, const std::vector<std::string>& lines, std::string_view tag) {
  if (lines.empty()) return;
  out.element("h2", contract::text(title)).open(tag);
  for (const std::string& line : lines) out.element("li", line);
  out.close(tag);
}

void write_facts(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  const auto* category = contract::find_category(pickup_of(content).catalogue, pickup.category);
  out.open("dl");
  const auto fact = [&](Text label, std::string_view value) {
    if (value.empty()) return;
    write_phone_text(out.element("dt", contract::text(label)).open("dd"), value);
    out.close("dd");
  };
  fact(Text::pickup_category_label, category ? std::string_view(category->name) : std::string_view());
  fact(Text::pickup_check_who, pickup.contact_name);
  fact(Text::pickup_check_phone, pickup.phone);
  fact(Text::pickup_check_proxy, contract::proxy_text(pickup.proxy));
  if (!pickup.note.empty()) {
    out.element("dt", contract::text(Text::pickup_check_note)).open("dd");
    write_own_text(out, pickup.note, contract::own_phones(pickup.phone, pickup.proxy));
    out.close("dd");
  }
  out.close("dl");
}

void write_link_button(HtmlWriter& out, std::string_view href, Text text, std::string_view look) {
  out.element("a", contract::text(text), {{"href", href}, {"class", look}});
}

void write_rating(HtmlWriter& out, const ContentSet& content, const TicketView& view) {
  if (!contract::is_collected(view.pickup.status) || pickup_of(content).rules.rating_survey.empty()) return;
  paragraph(out, contract::text(Text::booking_rate_lead));
  FormParts parts(out, {});
  out.open("form", {{"method", "post"}, {"action", ticket_path(view.pickup.reference, "/rate")}});
  parts.hidden(kProofField, view.proof);
  parts.button(contract::text(Text::booking_rate));
  out.close("form");
}

void write_ways_on(HtmlWriter& out, const ContentSet& content, const TicketView& view) {
  const Pickup& pickup = view.pickup;
  if (pickup.changeable)
    paragraph(out, contract::text(Text::booking_until, {{"until", moment_text(pickup.change_until)}}));
  else if (contract::is_open(pickup.status))
    paragraph(out, unchangeable_text(content, pickup));
  write_rating(out, content, view);
  out.open("p", {{"class", "buttons"}});
  if (pickup.changeable) {
    write_link_button(out, ticket_path(pickup.reference, "/change"), Text::booking_change, "act");
    write_link_button(out, ticket_path(pickup.reference, "/cancel"), Text::booking_cancel, "second");
  }
  if (contract::is_open(pickup.status))
    write_link_button(out, ticket_path(pickup.reference, "/calendar.ics"), Text::pickup_calendar, "second");
  write_link_button(out, ticket_path(pickup.reference, "/slip"), Text::server_slip_print, "second");
  write_link_button(out, "/pickup/new", Text::pickup_book_another, "second");
  write_link_button(out, std::string(kPickupMine) + "/" + pickup.reference, Text::mine_title, "second");
  out.close("p");
}

std::vector<std::string> next_of(const Pickup& pickup) {
  return {words(Text::pickup_next_1), words(Text::pickup_next_2),
          contract::text(Text::pickup_next_3, {{"until", moment_text(pickup.change_until)}})};
}

std::vector<std::string> history_of(const Pickup& pickup) {
  std::vector<std::string> lines;
  for (const contract::HistoryEvent& event : pickup.history) {
    const std::string at = moment_text(event.at);
    const std::string_view name = contract::pickup_event_text(event.kind);
    lines.push_back(event.detail.empty()
                        ? contract::text(Text::booking_event_line, {{"at", at}, {"event", name}})
                        : contract::text(Text::booking_event_detail,
                                         {{"at", at}, {"event", name}, {"detail", event.detail}}));
  }
  return lines;
}

void write_done(HtmlWriter& out, Text title, Text text) {
  out.open("div", {{"class", "note success"}, {"role", "status"}});
  out.open("p").element("strong", contract::text(title)).close("p");
  out.element("p", contract::text(text)).close("div");
}

void write_just_done(HtmlWriter& out, const TicketView& view) {
  const contract::Aftermath& after = view.pickup.aftermath;
  if (view.done == JustDone::changed) write_done(out, Text::notice_changed_title, Text::notice_changed_text);
  if (view.done == JustDone::cancelled && view.pickup.status == PickupStatus::cancelled)
    write_done(out, Text::notice_cancelled_title, Text::notice_cancelled_text);
  if (view.done == JustDone::rated && after.rating)
    write_done(out, Text::outcome_rated_title, Text::outcome_rated_text);
  if (view.done == JustDone::reported && after.missed)
    write_done(out, Text::outcome_missed_done_title, Text::outcome_missed_done_text);
}

}  // namespace

Text ticket_status(PickupStatus status) {
  constexpr Text kTexts[] = {Text::booking_status_booked,        Text::booking_status_assigned,
                             Text::booking_status_completed,     Text::booking_status_partly_collected,
                             Text::booking_status_not_presented, Text::booking_status_non_conforming,
                             Text::booking_status_no_access,     Text::booking_status_cancelled};
  return kTexts[static_cast<std::size_t>(status)];
}

std::string ticket_path(std::string_view reference, std::string_view below) {
  return std::string("/pickup/ticket/").append(reference).append(below);
}

std::string unchangeable_text(const ContentSet& content, const Pickup& pickup) {
  if (contract::is_open(pickup.status))
    return contract::text(Text::booking_closed_text,
                          {{"line", content.get<service::CountyContent>().site.service_number}});
  return words(pickup.status == PickupStatus::cancelled ? Text::change_cancelled_text
                                                        : Text::change_finished_text);
}

std::string ticket_page_html(const ContentSet& content, const TicketView& view) {
  const Pickup& pickup = view.pickup;
  const bool open = contract::is_open(pickup.status), booked = open && view.done == JustDone::booked;
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_just_done(out, view);
  out.open("div", {{"class", "ticket-band"}});
  out.element("h1", contract::text(booked ? Text::server_booking_done_title : Text::booking_title));
  write_ticket(out, content, pickup);
  if (!pickup.slot.closed.empty())
    out.open("div", {{"class", "note warning"}, {"role", "alert"}})
        .element("p", contract::text(Text::server_ticket_closed, {{"reason", pickup.slot.closed}}))
        .close("div");
  else if (open)
    paragraph(out, contract::text(Text::pickup_done_lead));
  out.close("div");
  if (open) write_list(out, Text::pickup_next_title, next_of(pickup), "ol");
  write_aftermath(out, parts, content, view);
  write_ways_on(out, content, view);
  out.element("h2", contract::text(Text::booking_facts));
  write_facts(out, content, pickup);
  if (open)
    write_list(out, Text::pickup_prepare, service::prepare_texts(pickup_of(content).catalogue, pickup.items),
               "ul");
  write_list(out, Text::booking_history, history_of(pickup), "ul");
  write_looks(out, pickup.looks, {Text::booking_looks_none, Text::booking_looks_lists, moment_text});
  return out.take();
}

std::string cancel_page_html(const ContentSet& content, const TicketView& view, std::string_view note) {
  const Pickup& pickup = view.pickup;
  HtmlWriter out;
  out.element("h1", contract::text(pickup.changeable ? Text::booking_cancel_title
                                                     : Text::change_not_changeable_title));
  if (!note.empty())
    out.open("div", {{"class", "note warning"}, {"role", "alert"}}).element("p", note).close("div");
  paragraph(out, pickup.changeable ? words(Text::booking_cancel_text) : unchangeable_text(content, pickup));
  write_ticket(out, content, pickup);
  FormParts parts(out, {});
  out.open("form",
           {{"class", "plain"}, {"method", "post"}, {"action", ticket_path(pickup.reference, "/cancel")}});
  parts.hidden(kProofField, view.proof);
  parts.hidden(kVersionField, std::to_string(pickup.version));
  out.open("div", {{"class", "buttons"}});
  write_link_button(out, ticket_path(pickup.reference),
                    pickup.changeable ? Text::server_booking_keep : Text::pickup_view_booking, "act");
  if (pickup.changeable) parts.button(contract::text(Text::server_booking_cancel), {}, {}, "danger");
  out.close("div").close("form");
  return out.take();
}

}  // namespace wufei::http
