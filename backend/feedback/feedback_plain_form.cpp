#include "feedback/feedback_plain_form.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/own/mine_routes.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::FieldError;
using contract::Text;
using Errors = std::vector<FieldError>;

constexpr std::string_view kPhotoPointer = "/photos/";

// The name of the field that an error is about, "" for the whole: "/photos/1" is about photos.
std::string field_of(const FieldError& error) {
  if (error.pointer.empty()) return {};
  return error.pointer.substr(1, error.pointer.find('/', 1) - 1);
}

std::string error_words(const FieldError& error) {
  std::string said = contract::rule_text(error.rule, error.limit);
  if (error.pointer.rfind(kPhotoPointer, 0) != 0) return said;
  const int index = std::atoi(error.pointer.c_str() + kPhotoPointer.size());
  return contract::text(Text::server_form_photo_error,
                        {{"number", std::to_string(index + 1)}, {"error", said}});
}

constexpr std::pair<std::string_view, Text> kLabels[] = {{"kind", Text::server_form_kind},
                                                         {"topic", Text::server_form_topic},
                                                         {"area", Text::server_form_area},
                                                         {"text", Text::server_form_text},
                                                         {kFormPhotos, Text::server_form_photos_name},
                                                         {"page", Text::server_form_page},
                                                         {"contact_name", Text::server_form_name},
                                                         {"phone", Text::server_form_phone},
                                                         {"reference", Text::server_form_reference},
                                                         {"secret", Text::server_form_secret}};

// In the page's order.
std::vector<FormFault> faults_of(const Errors& errors) {
  std::vector<FormFault> faults;
  for (const auto& [name, label] : kLabels)
    for (const FieldError& error : errors)
      if (field_of(error) == name) faults.push_back({std::string(name), words(label), error_words(error)});
  const auto is_named = [](const FieldError& error) {
    return std::any_of(std::begin(kLabels), std::end(kLabels),
                       [&](const auto& named) { return named.first == field_of(error); });
  };
  for (const FieldError& error : errors)
    if (!is_named(error)) faults.push_back({{}, field_of(error), error_words(error)});
  return faults;
}

std::string label_of(std::string_view name) {
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels),
                                   [name](const auto& named) { return named.first == name; });
  return words(found->second);
}

template <class Rows, class Value>
void write_select(FormParts& parts, const char* name, const Rows& rows, const Value& value_of,
                  const FormFields& values) {
  SelectField::Group group{{}, {{"", words(Text::server_form_choose)}}};
  for (const auto& row : rows) group.choices.push_back({value_of(row), row.name});
  parts.select_field({name, label_of(name), {}, std::string(field_value(values, name)), {std::move(group)}});
}

// The browser may fill in what it knows of its owner (WCAG 1.3.5).
void write_input(FormParts& parts, const char* name, std::string_view value, std::string_view type = "text",
                 std::string_view autocomplete = "off") {
  parts.text_field({.name = name,
                    .label = label_of(name),
                    .hint = {},
                    .value = std::string(value),
                    .type = type,
                    .autocomplete = autocomplete});
}

std::string about_of(const contract::FeedbackKind& kind) {
  if (kind.working_days == 0) return kind.about + words(Text::feedback_no_deadline);
  return kind.about + contract::text(Text::feedback_days, {{"days", std::to_string(kind.working_days)}});
}

// The first one has the name that the summary of what is wrong leads to.
void write_kind(HtmlWriter& out, FormParts& parts, const contract::FeedbackKind& kind, bool first,
                bool chosen) {
  const std::string id = first ? "kind" : "kind-" + kind.id;
  out.open("label", {{"class", "slot choice"}, {"for", id}});
  out.open("input", {{"type", "radio"},
                     {"name", "kind"},
                     {"id", id},
                     {"value", kind.id},
                     {"checked", chosen ? "checked" : kNoAttribute},
                     {"aria-invalid", parts.is_wrong("kind") ? "true" : kNoAttribute},
                     {"autofocus", first ? parts.focus("kind") : kNoAttribute}});
  write_icon(out, kind.icon);
  out.open("span").element("strong", kind.name).element("small", about_of(kind)).close("span");
  out.close("label");
}

void write_kinds(HtmlWriter& out, FormParts& parts, const contract::FeedbackRules& rules,
                 std::string_view chosen) {
  const bool wrong = parts.is_wrong("kind");
  out.element("h2", label_of("kind"), {{"id", "kinds"}});
  out.open(
      "div",
      {{"class", wrong ? "kinds wrong" : "kinds"}, {"role", "radiogroup"}, {"aria-labelledby", "kinds"}});
  parts.faults_of("kind");
  for (const contract::FeedbackKind& kind : rules.kinds)
    write_kind(out, parts, kind, &kind == &rules.kinds.front(), kind.id == chosen);
  out.close("div");
}

void write_photos(HtmlWriter& out, FormParts& parts, int most, bool again) {
  parts.text_field({.name = std::string(kFormPhotos),
                    .label = contract::text(Text::server_form_photos, {{"count", std::to_string(most)}}),
                    .hint = words(Text::server_form_photos_note),
                    .value = {},
                    .type = "file",
                    .accept = "image/jpeg,image/png,image/webp"});
  if (again) out.open("p").element("strong", contract::text(Text::server_form_photos_again)).close("p");
}

void write_line(HtmlWriter& out, const contract::Site& site) {
  if (site.service_number.empty()) return;
  out.open("p", {{"class", "line"}})
      .link("tel:" + site.service_number,
            contract::text(Text::frame_line, {{"name", site.service_name}, {"line", site.service_number}}))
      .close("p");
}

void open_form(HtmlWriter& out, std::string_view action, std::string_view encoding) {
  out.open("form", {{"class", "stacked"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", action},
                    {"enctype", encoding},
                    {"accept-charset", "utf-8"}});
}

}  // namespace

std::string feedback_form_html(const service::ContentSet& content, const FormState& state) {
  const auto& rules = content.get<service::FeedbackContent>();
  const auto id_of = [](const auto& row) { return row.id; };
  const contract::Site& site = content.get<service::CountyContent>().site;
  const auto code_of = [](const contract::Area& area) { return area.code; };
  const auto value = [&](const char* name) { return field_value(state.values, name); };
  const auto is_ticked = [&](const char* name) { return state.values.find(name) != state.values.end(); };
  HtmlWriter out;
  FormParts parts(out, faults_of(state.errors));
  parts.summary();
  write_line(out, site);
  open_form(out, kFormSubmit, "multipart/form-data");
  out.open("section");
  write_kinds(out, parts, rules, value("kind"));
  write_select(parts, "topic", rules.topics, id_of, state.values);
  write_select(parts, "area", content.get<service::CountyContent>().areas, code_of, state.values);
  out.close("section").open("section").element("h2", contract::text(Text::feedback_what));
  parts.text_field({.name = "text",
                    .label = label_of("text"),
                    .hint = {},
                    .value = std::string(value("text")),
                    .type = "area",
                    .limit = static_cast<std::size_t>(rules.text_limit)});
  write_input(parts, "page", value("page"));
  out.close("section").open("section").element("h2", contract::text(Text::feedback_photos));
  write_photos(out, parts, rules.photo_limit, state.had_photos);
  out.close("section").open("section").element("h2", contract::text(Text::feedback_who));
  out.element("p", contract::text(Text::server_form_anonymous_note));
  parts.checkbox("anonymous", contract::text(Text::server_form_anonymous), is_ticked("anonymous"));
  write_input(parts, "contact_name", value("contact_name"), "text", "name");
  write_input(parts, "phone", value("phone"), "tel", "tel");
  out.close("section").open("section");
  parts.checkbox("publish_consent", contract::text(Text::server_form_consent), is_ticked("publish_consent"));
  out.element("p", contract::text(Text::server_form_note)).open("p");
  parts.button(contract::text(Text::server_form_send));
  out.close("p").close("section").close("form");
  return out.take();
}

std::string feedback_lookup_form_html(const Errors& errors, std::string_view reference) {
  HtmlWriter out;
  FormParts parts(out, faults_of(errors));
  parts.summary();
  open_form(out, kFormFind, kNoAttribute);
  write_input(parts, "reference", reference);
  write_input(parts, "secret", {});
  out.open("p");
  parts.button(contract::text(Text::server_form_find));
  out.close("p").close("form");
  out.open("p", {{"class", "own"}}).link(kFeedbackMine, contract::text(Text::mine_way)).close("p");
  return out.take();
}

}  // namespace wufei::http
