#include "pickup/plain/manage_form.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_look.hpp"
#include "pickup/own/mine_routes.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/choice_form.hpp"
#include "pickup/plain/ticket_page.hpp"

namespace wufei::http {
namespace {

using contract::Rule;
using contract::Text;

void open_form(HtmlWriter& out, std::string_view action) {
  out.open("form", {{"class", "stacked plain"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", action},
                    {"accept-charset", "utf-8"},
                    {"novalidate", "novalidate"}});
}

void write_forgot(HtmlWriter& out, const contract::Site& site) {
  if (site.service_number.empty()) return;
  out.open("section").element("h2", contract::text(Text::lookup_forgot_title));
  out.element("p", contract::text(Text::lookup_forgot_text,
                                  {{"name", site.service_name}, {"line", site.service_number}}));
  out.close("section");
}

void write_texts(FormParts& parts, const FormFields& values) {
  parts.text_field({.name = "address",
                    .label = words(Text::pickup_address),
                    .hint = words(Text::pickup_address_hint),
                    .value = std::string(field_value(values, "address")),
                    .autocomplete = "street-address",
                    .limit = contract::kAddressLimits.max});
  parts.text_field({.name = "note",
                    .label = words(Text::pickup_note) + words(Text::common_optional),
                    .hint = words(Text::pickup_note_hint),
                    .value = std::string(field_value(values, "note")),
                    .type = "area",
                    .limit = contract::kNoteLimits.max});
}

// Without numbers: what a device knows is the client's.
void write_own_chips(HtmlWriter& out) {
  out.open("ul", {{"class", "chips mine"}}).open("li");
  out.element("a", contract::text(Text::lookup_chip_bookings),
              {{"href", "/pickup/lookup"}, {"aria-current", "true"}});
  out.close("li").open("li").link("/feedback", contract::text(Text::lookup_chip_feedback)).close("li");
  out.open("li")
      .link("/pickup/lookup#settings", contract::text(Text::settings_title))
      .close("li")
      .close("ul");
}

void write_typed(HtmlWriter& out, std::string_view typed) {
  if (typed.empty()) return;
  out.element("h2", contract::text(Text::server_case_typed));
  while (!typed.empty()) {
    const std::size_t end = std::min(typed.find('\n'), typed.size());
    if (end > 0) out.element("p", typed.substr(0, end));
    typed.remove_prefix(std::min(end + 1, typed.size()));
  }
}

}  // namespace

void write_booked_items(HtmlWriter& out, FormParts& parts, const contract::Category& category,
                        const FormFields& values) {
  std::vector<contract::CatalogueItem> first = category.items, rest;
  const auto is_first = [&](const contract::CatalogueItem& item) {
    const std::string name = std::string(kItemField) + item.id;
    const std::string_view typed = field_value(values, name);
    return parts.is_wrong(name) || (!typed.empty() && typed != "0");
  };
  const auto middle = std::stable_partition(first.begin(), first.end(), is_first);
  rest.assign(middle, first.end());
  first.erase(middle, first.end());
  const bool wrong = parts.is_wrong(kItems);
  out.open("div", {{"class", wrong ? "q things-of wrong" : "q things-of"},
                   {"id", kItems},
                   {"tabindex", wrong ? "-1" : kNoAttribute},
                   {"autofocus", parts.focus(kItems)}});
  parts.faults_of(kItems);
  out.element("p", contract::text(Text::pickup_what_limit, {{"count", std::to_string(category.max_items)}}));
  write_items(out, parts, first, values);
  out.open("details", {{"open", wrong ? "open" : kNoAttribute}});
  out.element("summary",
              contract::text(Text::pickup_all_items, {{"count", std::to_string(category.items.size())}}));
  write_items(out, parts, rest, values);
  out.close("details").close("div");
}

std::string lookup_page_html(const service::ContentSet& content, LookupPage page) {
  HtmlWriter out;
  FormParts parts(out, std::move(page.faults));
  parts.summary();
  if (page.own) write_own_chips(out);
  out.element("h1", page.title).element("p", page.lead);
  open_form(out, kPickupFind);
  parts.text_field({.name = "reference",
                    .label = words(Text::lookup_reference),
                    .hint = words(Text::lookup_reference_hint),
                    .value = std::move(page.reference)});
  parts.text_field({.name = "phone_tail",
                    .label = words(Text::lookup_phone_tail),
                    .hint = words(Text::lookup_phone_tail_hint),
                    .value = {},
                    .inputmode = "numeric"});
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::lookup_submit), {}, {}, kNoAttribute, "magnifying-glass");
  out.close("div").close("form");
  write_typed(out, page.typed);
  out.open("p", {{"class", "links"}}).link(kPickupMine, contract::text(Text::mine_way)).close("p");
  write_forgot(out, content.get<service::CountyContent>().site);
  return out.take();
}

std::vector<FormFault> lookup_faults(const FormFields& fields) {
  std::vector<FormFault> faults;
  const auto check = [&](const char* name, Text label, Rule rule, bool sound) {
    if (sound) return;
    if (field_value(fields, name).empty()) rule = Rule::required;
    faults.push_back({name, words(label), contract::rule_text(rule)});
  };
  check(
      "reference", Text::lookup_reference, Rule::reference_format,
      contract::normalised_reference(field_value(fields, "reference"), contract::kPickupPrefix).has_value());
  check("phone_tail", Text::lookup_phone_tail, Rule::phone_tail_format,
        contract::normalised_phone_secret(field_value(fields, "phone_tail")).has_value());
  return faults;
}

std::string change_page_html(const service::ContentSet& content, ChangePage page) {
  const auto& pickup = content.get<service::PickupContent>();
  const std::string& line = content.get<service::CountyContent>().site.service_number;
  HtmlWriter out;
  FormParts parts(out, std::move(page.faults));
  parts.summary();
  out.element("h1", contract::text(Text::change_title)).element("p", contract::text(Text::change_lead));
  open_form(out, ticket_path(page.booked.reference, "/change"));
  parts.hidden(kProofField, page.proof);
  parts.hidden(kVersionField, std::to_string(page.booked.version));
  out.element("h2", contract::text(Text::change_when));
  const contract::Slot& kept = page.booked.slot;
  write_slots(out, parts,
              {.rules = pickup.rules,
               .slots = page.slots.value_or(std::vector<contract::Slot>{}),
               .nearest = std::move(page.nearest),
               .chosen = field_value(page.values, kSlot),
               .kept = kept.id.empty() ? nullptr : &kept,
               .unread = !page.slots});
  out.element("h2", contract::text(Text::change_items));
  if (const auto* category = contract::find_category(pickup.catalogue, page.booked.category))
    write_booked_items(out, parts, *category, page.values);
  out.element("h2", contract::text(Text::change_place));
  write_texts(parts, page.values);
  if (!line.empty()) out.element("p", contract::text(Text::change_fixed, {{"line", line}}));
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::change_submit));
  out.element("a", contract::text(Text::change_back),
              {{"href", ticket_path(page.booked.reference)}, {"class", "second"}});
  out.close("div").close("form");
  return out.take();
}

}  // namespace wufei::http
