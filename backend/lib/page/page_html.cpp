#include "lib/page/page_html.hpp"

#include "county/county_content.hpp"
#include "feedback/feedback_form.hpp"
#include "lib/base/text.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::PageKind;
using contract::Site;
using contract::Text;

void write_news(HtmlWriter& out, const Site& site) {
  if (site.news.empty()) return;
  out.open("section").element("h2", contract::text(Text::server_page_news));
  for (const contract::NewsItem& item : site.news) {
    out.open("article").element("h3", item.title);
    out.open("p").element("time", item.date, {{"datetime", item.date}}).close("p").element("p", item.text);
    out.close("article");
  }
  out.close("section");
}

void write_home(HtmlWriter& out, const Site& site) {
  out.element("h1", site.portal_name).element("p", site.tagline);
  out.open("section").element("h2", contract::text(Text::server_page_services)).open("ul");
  out.open("li").link("/pickup", contract::text(Text::server_page_book));
  out.element("p", contract::text(Text::server_page_book_about)).close("li");
  out.open("li").link("/pickup/lookup", contract::text(Text::server_page_lookup));
  out.element("p", contract::text(Text::server_page_lookup_about)).close("li").close("ul").close("section");
  write_news(out, site);
  write_service_line(out, site);
}

void write_steps(HtmlWriter& out) {
  out.open("section").element("h2", contract::text(Text::server_page_how)).open("ol");
  for (const Text step : {Text::server_page_how_1, Text::server_page_how_2, Text::server_page_how_3,
                          Text::server_page_how_4, Text::server_page_how_5})
    out.element("li", contract::text(step));
  out.close("ol");
  out.open("p").link("/pickup/new/what", contract::text(Text::server_page_start)).close("p").close("section");
}

void write_table_head(HtmlWriter& out, std::initializer_list<Text> titles) {
  out.open("table").open("thead").open("tr");
  for (const Text title : titles) out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? std::string() : std::string(separator)) + part;
  return out;
}

void write_category(HtmlWriter& out, const contract::Category& category) {
  const std::string limit = std::to_string(category.max_items);
  out.element("h3", category.name).element("p", category.summary);
  out.element("p", contract::text(Text::server_page_limit, {{"count", limit}}));
  write_table_head(
      out, {Text::server_page_column_item, Text::server_page_column_max, Text::server_page_column_prepare});
  for (const contract::CatalogueItem& item : category.items) {
    const std::string count = std::to_string(item.max_quantity);
    out.open("tr").element("th", item.name, {{"scope", "row"}});
    out.element("td", contract::text(Text::server_unit_each, {{"count", count}, {"unit", item.unit}}));
    out.element("td", joined(item.prepare, " ")).close("tr");
  }
  out.close("tbody").close("table");
}

void write_refusals(HtmlWriter& out, const contract::Catalogue& catalogue) {
  out.open("section").element("h2", contract::text(Text::server_page_refused));
  write_table_head(out, {Text::server_page_column_refused, Text::server_page_column_reason,
                         Text::server_page_column_pointer});
  for (const contract::Refusal& refusal : catalogue.refusals) {
    out.open("tr").open("th", {{"scope", "row"}}).text(refusal.name).open("br");
    out.element("small", joined(refusal.examples, contract::text(Text::server_separator))).close("th");
    out.element("td", refusal.reason).element("td", refusal.pointer).close("tr");
  }
  out.close("tbody").close("table").close("section");
}

std::string windows_text(const contract::PickupRules& rules) {
  std::vector<std::string> windows;
  for (const contract::Window& window : rules.windows)
    windows.push_back(
        contract::text(Text::server_window, {{"name", window.name},
                                             {"start", contract::format_clock(window.start_minute)},
                                             {"end", contract::format_clock(window.end_minute)}}));
  return joined(windows, contract::text(Text::server_separator));
}

std::string closed_text(const contract::PickupRules& rules) {
  constexpr Text kWeekdays[] = {Text::server_weekday_1, Text::server_weekday_2, Text::server_weekday_3,
                                Text::server_weekday_4, Text::server_weekday_5, Text::server_weekday_6,
                                Text::server_weekday_7};
  std::vector<std::string> days;
  for (const int weekday : rules.closed_weekdays)
    if (weekday >= 1 && weekday <= 7) days.emplace_back(contract::text(kWeekdays[weekday - 1]));
  if (rules.closed_on_public_holidays) days.emplace_back(contract::text(Text::server_public_holidays));
  return joined(days, contract::text(Text::server_separator));
}

void write_rules(HtmlWriter& out, const contract::PickupRules& rules, const Site& site) {
  out.open("section").element("h2", contract::text(Text::server_page_rules)).open("ul");
  const auto line = [&out](Text key, contract::TextParameters values) {
    out.element("li", contract::text(key, values));
  };
  const std::string lead = std::to_string(rules.lead_days), horizon = std::to_string(rules.horizon_days);
  const std::string cutoff = std::to_string(rules.cutoff_days_before),
                    share = std::to_string(rules.phone_share_percent);
  line(Text::server_page_rule_windows, {{"windows", windows_text(rules)}});
  line(Text::server_page_rule_lead,
       {{"days", lead}, {"until", contract::format_clock(rules.lead_until_minute)}});
  line(Text::server_page_rule_horizon, {{"days", horizon}});
  line(Text::server_page_rule_cutoff,
       {{"days", cutoff}, {"time", contract::format_clock(rules.cutoff_minute)}});
  const std::string closed = closed_text(rules);
  if (!closed.empty()) line(Text::server_page_rule_closed, {{"days", closed}});
  if (rules.phone_share_percent > 0) line(Text::server_page_rule_phone_share, {{"percent", share}});
  line(Text::server_page_rule_price, {{"note", site.price_note}});
  out.close("ul");
  if (!rules.confirmed) out.element("p", contract::text(Text::server_page_rule_pending));
  out.close("section");
}

void write_pickup(HtmlWriter& out, const service::ContentSet& content) {
  out.element("h1", contract::text(Text::server_page_pickup_title));
  write_steps(out);
  out.open("section").element("h2", contract::text(Text::server_page_what));
  for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
    write_category(out, category);
  out.close("section");
  write_refusals(out, content.get<service::PickupContent>().catalogue);
  write_rules(out, content.get<service::PickupContent>().rules, content.get<service::CountyContent>().site);
  write_service_line(out, content.get<service::CountyContent>().site);
}

void write_privacy(HtmlWriter& out, const Site& site) {
  out.element("h1", contract::text(Text::server_page_privacy_title)).element("p", site.privacy_summary);
  for (const contract::NoticeSection& section : site.privacy)
    out.open("section").element("h2", section.heading).element("p", section.text).close("section");
}

void write_note(HtmlWriter& out, const Site& site, Text heading, Text note) {
  out.element("h1", contract::text(heading));
  out.element("p", contract::text(note, {{"line", site.service_number}}));
  write_service_line(out, site);
}

void write_feedback_new(HtmlWriter& out, const service::ContentSet& content, const FormFields& query) {
  out.element("h1", contract::text(Text::server_form_title));
  out.element("p", contract::text(Text::server_form_note));
  write_feedback_form(out, content, query, {});
  write_service_line(out, content.get<service::CountyContent>().site);
}

PageHtml head_of(const service::ContentSet& content, PageKind kind) {
  const Site& site = content.get<service::CountyContent>().site;
  const auto page = [&](Text title, Text description, bool indexed) {
    return PageHtml{contract::text(title, {{"portal", site.portal_name}}),
                    contract::text(description, {{"county", site.county_name},
                                                 {"portal", site.portal_name},
                                                 {"line", site.service_number}}),
                    {},
                    indexed,
                    kind == PageKind::unknown ? 404 : 200};
  };
  switch (kind) {
    case PageKind::home:
      return page(Text::server_page_home_title, Text::server_page_home_description, true);
    case PageKind::pickup:
      return page(Text::server_page_pickup_title, Text::server_page_pickup_description, true);
    case PageKind::privacy:
      return page(Text::server_page_privacy_title, Text::server_page_privacy_description, true);
    case PageKind::unknown:
      return page(Text::server_page_not_found, Text::server_page_other_description, false);
    case PageKind::pickup_lookup:
    case PageKind::pickup_booking:
    case PageKind::pickup_change:
      return page(Text::server_page_lookup, Text::server_page_other_description, false);
    case PageKind::feedback_new:
    case PageKind::feedback_done:
      return page(Text::server_form_title, Text::server_page_other_description, false);
    case PageKind::feedback_lookup:
    case PageKind::feedback_case:
      return page(Text::server_form_lookup_title, Text::server_page_other_description, false);
    default:
      return page(Text::server_page_book, Text::server_page_other_description, false);
  }
}

}  // namespace

PageHtml render_page(const service::ContentSet& content, PageKind kind, const FormFields& query) {
  PageHtml page = head_of(content, kind);
  if (kind != PageKind::home) page.title += " - " + content.get<service::CountyContent>().site.portal_name;
  HtmlWriter out;
  write_page_header(out, content.get<service::CountyContent>().site);
  out.open("main");
  switch (kind) {
    case PageKind::home:
      write_home(out, content.get<service::CountyContent>().site);
      break;
    case PageKind::pickup:
      write_pickup(out, content);
      break;
    case PageKind::privacy:
      write_privacy(out, content.get<service::CountyContent>().site);
      break;
    case PageKind::unknown:
      write_note(out, content.get<service::CountyContent>().site, Text::server_page_not_found,
                 Text::server_page_not_found_text);
      out.open("p").link("/", contract::text(Text::server_page_to_home)).close("p");
      break;
    case PageKind::pickup_lookup:
    case PageKind::pickup_booking:
    case PageKind::pickup_change:
      write_note(out, content.get<service::CountyContent>().site, Text::server_page_lookup,
                 Text::server_page_script_note);
      break;
    case PageKind::feedback_new:
    case PageKind::feedback_done:
      write_feedback_new(out, content, query);
      break;
    case PageKind::feedback_lookup:
    case PageKind::feedback_case:
      out.element("h1", contract::text(Text::server_form_lookup_title));
      write_feedback_lookup_form(out, {});
      write_service_line(out, content.get<service::CountyContent>().site);
      break;
    default:
      write_note(out, content.get<service::CountyContent>().site, Text::server_page_book,
                 Text::server_page_script_note);
  }
  out.close("main");
  write_page_footer(out, content.get<service::CountyContent>().site, contract::page_path(kind));
  page.body = out.take();
  return page;
}

}  // namespace wufei::http
