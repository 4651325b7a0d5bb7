#include "lib/page/form_html.hpp"

#include "lib/base/find.hpp"
#include "lib/base/text.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::FieldKind;
using contract::FormField;
using contract::Text;

std::string label_of(const FormField& field) {
  return field.required ? contract::text(Text::server_form_required, {{"label", field.label}}) : field.label;
}

void write_help(HtmlWriter& out, const FormField& field) {
  if (!field.help.empty()) out.text(" ").element("small", field.help);
}

void write_choice(HtmlWriter& out, const FormField& field, const contract::Choice& choice) {
  const std::string id = "field-" + field.name + "-" + choice.value;
  const bool one = field.kind == FieldKind::one_of;
  const bool chosen = contract::is_among(field.chosen, choice.value);
  out.open("p").open("input", {{"type", one ? "radio" : "checkbox"},
                               {"name", field.name},
                               {"id", id},
                               {"value", choice.value},
                               {"required", one && field.required ? "required" : kNoAttribute},
                               {"checked", chosen ? "checked" : kNoAttribute}});
  out.text(" ").element("label", choice.label, {{"for", id}}).close("p");
}

void write_choices(HtmlWriter& out, const FormField& field) {
  out.open("fieldset").open("legend").text(label_of(field));
  write_help(out, field);
  out.close("legend");
  for (const contract::Choice& choice : field.choices) write_choice(out, field, choice);
  out.close("fieldset");
}

void write_text(HtmlWriter& out, const FormField& field) {
  const std::string id = "field-" + field.name, limit = std::to_string(field.limit);
  out.open("p").element("label", label_of(field), {{"for", id}});
  write_help(out, field);
  out.text(" ");
  if (field.kind == FieldKind::long_text)
    out.element("textarea", field.value,
                {{"name", field.name}, {"id", id}, {"rows", "4"}, {"maxlength", limit}});
  else
    out.open("input", {{"type", "text"},
                       {"name", field.name},
                       {"id", id},
                       {"value", field.value},
                       {"maxlength", limit},
                       {"autocomplete", "off"}});
  out.close("p");
}

void write_field(HtmlWriter& out, const FormField& field) {
  switch (field.kind) {
    case FieldKind::hidden:
      out.open("input", {{"type", "hidden"}, {"name", field.name}, {"value", field.value}});
      return;
    case FieldKind::one_of:
    case FieldKind::any_of:
      return write_choices(out, field);
    case FieldKind::text:
    case FieldKind::long_text:
      return write_text(out, field);
  }
}

}  // namespace

contract::Block written_form(std::string markup) {
  contract::Block block;
  block.kind = contract::BlockKind::form;
  block.text = std::move(markup);
  return block;
}

contract::Block written_page(std::string markup) {
  contract::Block block = written_form(std::move(markup));
  block.level = 1;
  return block;
}

void write_form(HtmlWriter& out, const contract::Block& block) {
  if (block.href.empty()) {  // written_form()
    out.raw(block.text);
    return;
  }
  out.open("form",
           {{"action", block.href}, {"method", "post"}, {"id", kEntriesForm}, {"aria-label", block.text}});
  for (const FormField& field : block.fields) write_field(out, field);
  out.open("p").element("button", contract::text(Text::server_form_submit), {{"type", "submit"}}).close("p");
  out.close("form");
}

}  // namespace wufei::http
