#include "pickup/plain/booking_plain_form.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/page_look.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/choice_form.hpp"
#include "pickup/plain/question_answers.hpp"

namespace wufei::http {
namespace {

using contract::Category;
using contract::Text;

constexpr std::string_view kOfTimes[] = {kSlot,        "contact_name", "phone",
                                         "proxy_name", "proxy_phone",  "proxy_consent",
                                         "note",       "consent",      kKeyField};
constexpr std::string_view kOfPlace[] = {"area", "village", "address"};

// The client asks the same five questions, each on a page of its own.
std::string step_words(std::string_view step) {
  return contract::text(Text::frame_step, {{"step", step}, {"count", "5"}});
}

// The way out and the step stand in the bar (the style sheet), as the client has them.
void write_head(HtmlWriter& out, FormParts& parts, std::string_view step, Text title) {
  const std::string look = "step s" + std::string(step);
  out.element("a", contract::text(Text::frame_exit), {{"class", "exit"}, {"href", "/pickup"}});
  parts.summary();
  out.element("p", step_words(step), {{"class", look}}).element("h1", contract::text(title));
}

void write_part(HtmlWriter& out, std::string_view step, Text title) {
  out.element("p", step_words(step), {{"class", "step-of"}});
  out.element("h2", contract::text(title), {{"id", "step-" + std::string(step)}});
}

// On phones, while the first question is in sight.
void write_onward(HtmlWriter& out) {
  const std::string words =
      contract::text(Text::pickup_next_step, {{"step", contract::text(Text::pickup_step_where)}});
  out.open("div", {{"class", "buttons onward"}}).link("#step-2", words).close("div");
}

bool has_any(const FormFields& values, const FormParts& parts, const Category& category) {
  return std::any_of(category.items.begin(), category.items.end(), [&](const contract::CatalogueItem& item) {
    const std::string name = std::string(kItemField) + item.id;
    const std::string_view typed = field_value(values, name);
    return parts.is_wrong(name) || (!typed.empty() && typed != "0");
  });
}

void open_things(HtmlWriter& out, FormParts& parts) {
  const bool wrong = parts.is_wrong(kItems);
  out.open("div", {{"class", wrong ? "q things-of wrong" : "q things-of"},
                   {"id", kItems},
                   {"role", "group"},
                   {"aria-label", contract::text(Text::pickup_items)},
                   {"tabindex", wrong ? "-1" : kNoAttribute},
                   {"autofocus", parts.focus(kItems)}});
  parts.faults_of(kItems);
}

void write_most(HtmlWriter& out, const Category& category) {
  out.element("p", contract::text(Text::pickup_what_limit, {{"count", std::to_string(category.max_items)}}));
}

void write_category(HtmlWriter& out, FormParts& parts, const Category& category, const FormFields& values) {
  const bool open = has_any(values, parts, category) || field_value(values, "category") == category.id;
  out.open("details", {{"class", "pick"}, {"open", open ? "open" : kNoAttribute}}).open("summary");
  write_icon(out, category.icon);
  out.element("span", category.name).element("small", category.summary).close("summary");
  write_most(out, category);
  write_items(out, parts, category.items, values);
  out.close("details");
}

void carry(FormParts& parts, const FormFields& values, std::string_view name) {
  if (const auto found = values.find(name); found != values.end()) parts.hidden(name, found->second);
}

// Open where something of it was filled in.
void write_proxy(HtmlWriter& out, FormParts& parts, const FormFields& values) {
  const auto value = [&](std::string_view name) { return std::string(field_value(values, name)); };
  const bool agreed = values.find("proxy_consent") != values.end();
  const bool open = agreed || !value("proxy_name").empty() || !value("proxy_phone").empty();
  out.open("details", {{"class", "fields"}, {"open", open ? "open" : kNoAttribute}}).open("summary");
  write_icon(out, "users");
  out.element("span", contract::text(Text::pickup_for_other));
  out.element("small", contract::text(Text::pickup_for_other_about)).close("summary");
  out.element("p", contract::text(Text::server_booking_for_other));
  parts.text_field({.name = "proxy_name",
                    .label = words(Text::pickup_proxy_name),
                    .hint = {},
                    .value = value("proxy_name"),
                    .limit = contract::kNameLimits.max});
  parts.text_field({.name = "proxy_phone",
                    .label = words(Text::pickup_proxy_phone),
                    .hint = words(Text::pickup_proxy_phone_hint),
                    .value = value("proxy_phone"),
                    .type = "tel"});
  parts.checkbox("proxy_consent", contract::text(Text::pickup_proxy_consent), agreed);
  out.close("details");
}

// The first button is what the Enter key presses.
void write_buttons(HtmlWriter& out, FormParts& parts) {
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::pickup_submit), kStepField, kSend);
  parts.button(contract::text(Text::server_booking_back), kStepField, kToThings, "second");
  out.close("div");
}

}  // namespace

void open_booking_form(HtmlWriter& out) {
  out.open("form", {{"class", "stacked plain"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", kBookSubmit},
                    {"accept-charset", "utf-8"},
                    {"novalidate", "novalidate"}});
}

void write_trial(HtmlWriter& out, const contract::PickupRules& rules) {
  if (rules.confirmed) return;
  out.open("div", {{"class", "note info"}});
  out.open("p").element("strong", contract::text(Text::pickup_pending_title)).close("p");
  out.element("p", contract::text(Text::pickup_pending_text)).close("div");
}

void write_booker(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                  const FormFields& values) {
  const auto value = [&](std::string_view name) { return std::string(field_value(values, name)); };
  parts.text_field({.name = "contact_name",
                    .label = words(Text::pickup_contact_name),
                    .hint = words(Text::pickup_contact_name_hint),
                    .value = value("contact_name"),
                    .autocomplete = "name",
                    .limit = contract::kNameLimits.max});
  parts.text_field({.name = "phone",
                    .label = words(Text::pickup_phone),
                    .hint = words(Text::pickup_phone_hint),
                    .value = value("phone"),
                    .type = "tel",
                    .autocomplete = "tel"});
  write_proxy(out, parts, values);
  parts.text_field({.name = "note",
                    .label = words(Text::pickup_note) + words(Text::common_optional),
                    .hint = words(Text::pickup_note_hint),
                    .value = value("note"),
                    .type = "area",
                    .limit = contract::kNoteLimits.max});
  out.element("p", content.get<service::CountyContent>().site.privacy_summary);
  out.open("p").element("a", contract::text(Text::pickup_privacy_link),
                        {{"href", "/privacy"}, {"target", "_blank"}, {"rel", "noopener"}});
  out.close("p");
}

void write_things(HtmlWriter& out, FormParts& parts, const contract::Catalogue& catalogue,
                  const FormFields& values) {
  open_things(out, parts);
  for (const Category& category : catalogue.categories) write_category(out, parts, category, values);
  out.element("p", contract::text(Text::server_booking_what_hint));
  out.close("div");
}

void write_things_of(HtmlWriter& out, FormParts& parts, const Category& category, const FormFields& values) {
  open_things(out, parts);
  write_most(out, category);
  write_items(out, parts, category.items, values);
  out.close("div");
}

void write_place(FormParts& parts, const contract::Areas& areas, const FormFields& values) {
  SelectField::Group towns{{}, {{"", words(Text::common_choose)}}};
  std::vector<SelectField::Group> villages{{{}, {{"", words(Text::pickup_village_unknown)}}}};
  for (const contract::Area& area : areas) {
    towns.choices.push_back({area.code, area.name});
    if (area.villages.empty()) continue;
    SelectField::Group& group = villages.emplace_back(SelectField::Group{area.name, {}});
    for (const contract::Village& village : area.villages)
      group.choices.push_back({village.code, village.name});
  }
  const auto value = [&](std::string_view name) { return std::string(field_value(values, name)); };
  parts.select_field({"area", words(Text::pickup_area), {}, value("area"), {std::move(towns)}});
  parts.select_field({"village", words(Text::pickup_village), words(Text::pickup_village_hint),
                      value("village"), std::move(villages)});
  parts.text_field({.name = "address",
                    .label = words(Text::pickup_address),
                    .hint = words(Text::pickup_address_hint),
                    .value = value("address"),
                    .autocomplete = "street-address",
                    .limit = contract::kAddressLimits.max});
}

void carry_things(FormParts& parts, const FormFields& values) {
  for (const auto& [name, value] : values)
    if (name.starts_with(kItemField) && value != "0") parts.hidden(name, value);
  for (const std::string_view name : kOfPlace) carry(parts, values, name);
}

void write_chosen(HtmlWriter& out, const service::ContentSet& content,
                  const contract::PickupRequest& request) {
  const auto& catalogue = content.get<service::PickupContent>().catalogue;
  out.open("dl");
  const auto fact = [&](Text label, std::string_view value) {
    out.element("dt", contract::text(label)).element("dd", value);
  };
  if (const Category* category = contract::find_category(catalogue, request.category))
    fact(Text::pickup_category_label, category->name);
  fact(Text::pickup_check_what, service::items_text(catalogue, request.items));
  fact(Text::pickup_check_where,
       service::place_text(content, request.area, request.village, request.address));
  out.close("dl");
}

std::string things_page_html(const service::ContentSet& content, const FormFields& values,
                             std::vector<FormFault> faults) {
  const auto& pickup = content.get<service::PickupContent>();
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  write_head(out, parts, "1", Text::pickup_what_title);
  write_trial(out, pickup.rules);
  open_booking_form(out);
  out.open("div");
  write_things(out, parts, pickup.catalogue, values);
  out.open("p", {{"class", "own"}}).link("/pickup", contract::text(Text::pickup_refused_link)).close("p");
  write_onward(out);
  out.close("div");
  write_part(out, "2", Text::pickup_where_title);
  write_place(parts, content.get<service::CountyContent>().areas, values);
  for (const std::string_view name : kOfTimes) carry(parts, values, name);
  parts.hidden(kAtField, kToThings);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_booking_to_times), kStepField, kToTimes);
  out.close("div").close("form");
  return out.take();
}

std::string times_page_html(const service::ContentSet& content, TimesPage page) {
  const auto& rules = content.get<service::PickupContent>().rules;
  const contract::PickupRequest request = request_of(page.values, content);
  HtmlWriter out;
  FormParts parts(out, std::move(page.faults));
  write_head(out, parts, "3", Text::pickup_when_title);
  open_booking_form(out);
  carry_things(parts, page.values);
  parts.hidden(kKeyField, page.key);
  parts.hidden(kAtField, kToTimes);
  out.element("h2", contract::text(Text::pickup_days));
  out.element("p", contract::text(Text::pickup_days_shared));
  write_slots(out, parts, {rules, std::move(page.slots), std::move(page.nearest), request.slot, nullptr});
  write_part(out, "4", Text::pickup_who_title);
  write_booker(out, parts, content, page.values);
  write_part(out, "5", Text::pickup_check_title);
  write_chosen(out, content, request);
  if (const std::string& price = content.get<service::CountyContent>().site.price_note; !price.empty())
    out.element("p", price);
  parts.checkbox("consent", contract::text(Text::pickup_consent),
                 page.values.find("consent") != page.values.end());
  write_buttons(out, parts);
  out.close("form");
  return out.take();
}

}  // namespace wufei::http
