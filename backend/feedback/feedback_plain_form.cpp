#include "feedback/feedback_plain_form.hpp"

#include "county/county_content.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "lib/page/html.hpp"

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

void write_errors(HtmlWriter& out, std::string_view field, const Errors& errors) {
  for (const FieldError& error : errors)
    if (field_of(error) == field) out.open("strong").text(error_words(error)).close("strong");
}

std::string label_of(const std::string& field) {
  constexpr std::pair<std::string_view, Text> kLabels[] = {
      {"kind", Text::server_form_kind},           {"topic", Text::server_form_topic},
      {"area", Text::server_form_area},           {"text", Text::server_form_text},
      {"page", Text::server_form_page},           {"contact_name", Text::server_form_name},
      {"phone", Text::server_form_phone},         {kFormPhotos, Text::server_form_photos_name},
      {"reference", Text::server_form_reference}, {"secret", Text::server_form_secret}};
  for (const auto& [name, label] : kLabels)
    if (name == field) return words(label);
  return field;
}

// All that is wrong, above the form: each leads to its field.
void write_summary(HtmlWriter& out, const Errors& errors) {
  if (errors.empty()) return;
  out.open("div", {{"id", "errors"}, {"role", "alert"}}).open("ul");
  for (const FieldError& error : errors) {
    const std::string field = field_of(error);
    out.open("li");
    if (field.empty())
      out.text(error_words(error));
    else
      out.link("#" + field, contract::text(Text::server_form_error,
                                           {{"label", label_of(field)}, {"error", error_words(error)}}));
    out.close("li");
  }
  out.close("ul").close("div");
}

// <p><label for=name>...</label> control [error]</p>; `control` writes the control.
template <class Control>
void write_field(HtmlWriter& out, const std::string& name, std::string_view label, const Errors& errors,
                 const Control& control) {
  out.open("p").element("label", label, {{"for", name}}).open("br");
  control();
  write_errors(out, name, errors);
  out.close("p");
}

void write_option(HtmlWriter& out, const std::string& value, const std::string& label, bool chosen) {
  if (chosen)
    out.element("option", label, {{"value", value}, {"selected", "selected"}});
  else
    out.element("option", label, {{"value", value}});
}

template <class Rows, class Value>
void write_select(HtmlWriter& out, const std::string& name, const Rows& rows, const Value& value_of,
                  const FormState& state) {
  write_field(out, name, label_of(name), state.errors, [&] {
    out.open("select", {{"id", name}, {"name", name}});
    write_option(out, "", words(Text::server_form_choose), field_value(state.values, name).empty());
    for (const auto& row : rows)
      write_option(out, value_of(row), row.name, field_value(state.values, name) == value_of(row));
    out.close("select");
  });
}

// What the browser may fill in for its owner (WCAG 1.3.5).
std::string_view autocomplete_of(std::string_view name) {
  return name == "contact_name" ? "name" : name == "phone" ? "tel" : "off";
}

void write_input(HtmlWriter& out, const std::string& name, std::string_view type, std::string_view value,
                 const Errors& errors) {
  write_field(out, name, label_of(name), errors, [&] {
    out.open("input", {{"id", name},
                       {"name", name},
                       {"type", type},
                       {"value", value},
                       {"autocomplete", autocomplete_of(name)}});
  });
}

void write_checkbox(HtmlWriter& out, const std::string& name, Text label, const FormFields& values) {
  out.open("p");
  if (values.find(name) != values.end())
    out.open("input", {{"id", name}, {"name", name}, {"type", "checkbox"}, {"checked", "checked"}});
  else
    out.open("input", {{"id", name}, {"name", name}, {"type", "checkbox"}});
  out.element("label", contract::text(label), {{"for", name}}).close("p");
}

void write_photos(HtmlWriter& out, int most, const FormState& state) {
  const std::string name(kFormPhotos);
  const std::string label = contract::text(Text::server_form_photos, {{"count", std::to_string(most)}});
  write_field(out, name, label, state.errors, [&] {
    out.open("input", {{"id", name},
                       {"name", name},
                       {"type", "file"},
                       {"accept", "image/jpeg,image/png,image/webp"},
                       {"multiple", "multiple"}});
  });
  if (state.had_photos)
    out.open("p").element("strong", contract::text(Text::server_form_photos_again)).close("p");
  out.element("p", contract::text(Text::server_form_photos_note));
}

}  // namespace

std::string feedback_form_html(const service::ContentSet& content, const FormState& state) {
  const auto& rules = content.get<service::FeedbackContent>();
  const auto id_of = [](const auto& row) { return row.id; };
  const auto code_of = [](const contract::Area& area) { return area.code; };
  const auto value = [&](const char* name) { return field_value(state.values, name); };
  HtmlWriter out;
  write_summary(out, state.errors);
  out.open("form", {{"class", "stacked"},
                    {"method", "post"},
                    {"action", kFormSubmit},
                    {"enctype", "multipart/form-data"},
                    {"accept-charset", "utf-8"}});
  write_select(out, "kind", rules.kinds, id_of, state);
  write_select(out, "topic", rules.topics, id_of, state);
  write_select(out, "area", content.get<service::CountyContent>().areas, code_of, state);
  write_field(out, "text", label_of("text"), state.errors, [&] {
    out.open("textarea", {{"id", "text"},
                          {"name", "text"},
                          {"rows", "8"},
                          {"cols", "40"},
                          {"maxlength", std::to_string(rules.text_limit)}});
    out.text(value("text")).close("textarea");
  });
  write_photos(out, rules.photo_limit, state);
  write_input(out, "page", "text", value("page"), state.errors);
  out.element("p", contract::text(Text::server_form_anonymous_note));
  write_checkbox(out, "anonymous", Text::server_form_anonymous, state.values);
  write_input(out, "contact_name", "text", value("contact_name"), state.errors);
  write_input(out, "phone", "tel", value("phone"), state.errors);
  write_checkbox(out, "publish_consent", Text::server_form_consent, state.values);
  out.open("p").element("button", contract::text(Text::server_form_send), {{"type", "submit"}}).close("p");
  out.close("form");
  return out.take();
}

std::string feedback_lookup_form_html(const Errors& errors) {
  HtmlWriter out;
  write_summary(out, errors);
  out.open("form",
           {{"class", "stacked"}, {"method", "post"}, {"action", kFormFind}, {"accept-charset", "utf-8"}});
  write_input(out, "reference", "text", "", errors);
  write_input(out, "secret", "text", "", errors);
  out.open("p").element("button", contract::text(Text::server_form_find), {{"type", "submit"}}).close("p");
  out.close("form");
  return out.take();
}

}  // namespace wufei::http
