#include "pickup/plain/slip_page.hpp"

#include <cstdint>
#include <vector>

#include "county/county_content.hpp"
#include "county/site/routes.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/picture/qr_svg.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/choice_form.hpp"
#include "pickup/plain/ticket_page.hpp"

namespace wufei::http {
namespace {

using contract::Pickup;
using contract::Text;
using service::ContentSet;

const contract::Site& slip_site(const ContentSet& content) {
  return content.get<service::CountyContent>().site;
}

std::string slip_window(const ContentSet& content, const contract::Slot& slot) {
  const auto key = contract::parse_slot_id(slot.id);
  const contract::Window* window =
      key ? contract::find_window(content.get<service::PickupContent>().rules, key->window) : nullptr;
  return window ? window->name : std::string();
}

std::string slip_town(const ContentSet& content, const Pickup& pickup) {
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, pickup.area);
  return area ? area->name : std::string();
}

bool is_over(const Pickup& pickup, contract::UtcSeconds now) {
  return now >= contract::china_instant(pickup.slot.date, pickup.slot.end_minute);
}

void write_slip_head(HtmlWriter& out, const contract::Site& site) {
  out.open("div", {{"class", "slip-head"}});
  out.open("p").raw(site_mark()).element("strong", site.portal_name).close("p");
  out.element("h1", contract::text(Text::server_slip_title));
  out.open("p").element("span", site.county_name);
  if (contract::is_on_trial(site)) out.raw(" ").element("span", contract::text(Text::frame_trial));
  out.close("p").close("div");
}

void write_slip_code(HtmlWriter& out, const SlipView& view) {
  const std::string address = slip_address(view.public_url, view.pickup.reference);
  if (address.empty()) return;
  out.open("div", {{"class", "slip-code"}}).raw(qr_svg(address));
  out.element("p", contract::text(Text::server_slip_scan));
  out.element("p", contract::text(Text::server_slip_scan_how)).close("div");
}

void write_slip_top(HtmlWriter& out, const ContentSet& content, const SlipView& view) {
  const contract::Slot& slot = view.pickup.slot;
  out.open("div", {{"class", "slip-top"}}).open("dl");
  out.element("dt", contract::text(Text::pickup_check_when));
  out.open("dd").element("strong", service::day_text(slot.date) + slip_window(content, slot));
  out.element("span", contract::text(Text::date_window, {{"name", ""},
                                                         {"start", contract::format_clock(slot.start_minute)},
                                                         {"end", contract::format_clock(slot.end_minute)}}));
  out.close("dd").element("dt", contract::text(Text::pickup_reference));
  out.open("dd").element("strong", view.pickup.reference).close("dd").close("dl");
  write_slip_code(out, view);
  out.close("div");
}

// Why nobody comes any more; "" while somebody does.
std::string slip_over_text(const SlipView& view) {
  if (view.pickup.status == contract::PickupStatus::cancelled) return words(Text::server_slip_cancelled);
  if (!contract::is_open(view.pickup.status) || is_over(view.pickup, view.now))
    return words(Text::server_slip_past);
  if (view.pickup.slot.closed.empty()) return {};
  return contract::text(Text::server_ticket_closed, {{"reason", view.pickup.slot.closed}});
}

// With the number of the booking on the same sheet, the last four digits would open it for whoever finds the
// paper.
std::string proxy_on_paper(std::optional<contract::PickupProxy> proxy) {
  if (proxy) proxy->phone = contract::paper_phone(proxy->phone);
  return contract::proxy_text(proxy);
}

void write_slip_facts(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  const auto own = contract::own_phones(pickup.phone, pickup.proxy);
  out.open("dl", {{"class", "slip-facts"}});
  const auto fact = [&](Text label, std::string_view value) {
    if (!value.empty()) out.element("dt", contract::text(label)).element("dd", value);
  };
  const auto said = [&](Text label, std::string_view value) {
    fact(label, contract::with_paper_phones(value, own));
  };
  said(Text::pickup_check_what,
       service::items_text(content.get<service::PickupContent>().catalogue, pickup.items));
  said(Text::pickup_check_where, service::place_text(content, pickup.area, pickup.village, pickup.address));
  fact(Text::pickup_check_who,
       contract::text(Text::server_slip_person,
                      {{"name", pickup.contact_name}, {"phone", contract::paper_phone(pickup.phone)}}));
  fact(Text::pickup_check_proxy, proxy_on_paper(pickup.proxy));
  said(Text::pickup_check_note, pickup.note);
  if (contract::is_open(pickup.status))
    fact(Text::server_slip_change,
         pickup.changeable
             ? contract::text(Text::server_slip_change_until, {{"until", moment_text(pickup.change_until)}})
             : unchangeable_text(content, pickup));
  out.close("dl");
}

void write_slip_ticks(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  out.element("h2", contract::text(Text::pickup_prepare)).open("ul", {{"class", "slip-ticks"}});
  for (const std::string& line :
       service::prepare_texts(content.get<service::PickupContent>().catalogue, pickup.items))
    out.element("li", line);
  out.element("li", contract::text(Text::pickup_next_2)).close("ul");
}

struct SlipLabel {
  std::string name;   // of the thing
  std::string piece;  // which of several; "" = the only one
};

// One for each piece; which were left out shows in their number.
std::vector<SlipLabel> slip_labels(const contract::Catalogue& catalogue, const Pickup& pickup) {
  std::vector<SlipLabel> labels;
  for (const contract::PickupItem& row : pickup.items) {
    const contract::CatalogueItem* item = contract::find_item(catalogue, row.item);
    for (int piece = 1; piece <= row.quantity && labels.size() < kMostLabels; ++piece) {
      SlipLabel label{item ? item->name : row.item, {}};
      if (row.quantity > 1)
        label.piece = contract::text(Text::server_slip_piece, {{"number", std::to_string(piece)},
                                                               {"count", std::to_string(row.quantity)},
                                                               {"unit", item ? item->unit : std::string()}});
      labels.push_back(std::move(label));
    }
  }
  return labels;
}

void write_slip_labels(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  const contract::YearMonthDay day = contract::year_month_day(pickup.slot.date);
  const std::string when = contract::text(
      Text::date_day, {{"month", std::to_string(day.month)}, {"day", std::to_string(day.day)}});
  const std::string where = contract::text(
      Text::server_slip_label_place,
      {{"when", when + slip_window(content, pickup.slot)}, {"town", slip_town(content, pickup)}});
  out.element("h2", contract::text(Text::server_slip_cut), {{"class", "slip-cut"}});
  out.open("ul", {{"class", "slip-labels"}});
  const auto labels = slip_labels(content.get<service::PickupContent>().catalogue, pickup);
  for (const SlipLabel& label : labels) {
    out.open("li").element("strong", label.name).element("strong", pickup.reference);
    out.element("span", where);
    if (!label.piece.empty()) out.element("span", label.piece);
    out.close("li");
  }
  out.close("ul");
  std::int64_t pieces = 0;
  for (const contract::PickupItem& row : pickup.items) pieces += row.quantity;
  if (pieces > static_cast<std::int64_t>(labels.size()))
    out.element("p", contract::text(Text::server_slip_more, {{"count", std::to_string(labels.size())}}));
}

// "https://host" without what every address begins with, as people write it.
std::string_view host_of(std::string_view public_url) {
  const auto at = public_url.find("://");
  return at == std::string_view::npos ? public_url : public_url.substr(at + 3);
}

void write_slip_foot(HtmlWriter& out, const contract::Site& site, const SlipView& view) {
  out.open("div", {{"class", "slip-foot"}});
  out.element("p", contract::text(Text::server_slip_foot, {{"portal", site.portal_name},
                                                           {"service", site.service_name},
                                                           {"line", site.service_number}}));
  out.open("p").element("span", view.public_url.empty() ? contract::text(Text::server_slip_no_address)
                                                        : host_of(view.public_url));
  out.raw(" ").element("span",
                       contract::text(Text::server_slip_printed,
                                      {{"date", contract::format_date(contract::china_date(view.now))}}));
  out.close("p").close("div");
}

}  // namespace

std::string slip_address(std::string_view public_url, std::string_view reference) {
  if (public_url.empty()) return {};
  return std::string(public_url) +
         contract::page_path({contract::PageKind::pickup_booking, std::string(reference)});
}

bool has_labels(const Pickup& pickup, contract::UtcSeconds now) {
  return contract::is_open(pickup.status) && !is_over(pickup, now) && pickup.slot.closed.empty();
}

std::string slip_html(const ContentSet& content, const SlipView& view) {
  const contract::Site& site = slip_site(content);
  const bool comes = has_labels(view.pickup, view.now);
  HtmlWriter out;
  out.open("article", {{"class", "slip"}});
  write_slip_head(out, site);
  if (!comes) out.element("p", slip_over_text(view), {{"class", "slip-over"}});
  write_slip_top(out, content, view);
  write_slip_facts(out, content, view.pickup);
  if (comes) write_slip_ticks(out, content, view.pickup);
  if (!site.price_note.empty()) out.element("p", site.price_note);
  if (comes) write_slip_labels(out, content, view.pickup);
  write_slip_foot(out, site, view);
  out.close("article");
  return out.take();
}

std::string slip_page_html(const ContentSet& content, const SlipView& view) {
  HtmlWriter out;
  out.open("p").link(ticket_path(view.pickup.reference), contract::text(Text::pickup_view_booking));
  out.close("p").element("p", contract::text(Text::server_slip_how));
  return out.raw(slip_html(content, view)).take();
}

Response slip_reply(const ContentSet& content, const SlipView& view) {
  Response response = text_response(200, "text/html; charset=utf-8", slip_html(content, view));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace wufei::http
