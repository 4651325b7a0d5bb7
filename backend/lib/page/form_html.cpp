#include "lib/page/form_html.hpp"

#include "lib/base/find.hpp"
#include "lib/base/text.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::FieldKind;
using contract::FormField;
using contract::Text;

std::string label_of(const FormField& field) {
  return field.required ? contract::text(Text::server_form_required, {{"label", field.label}}) : field.label;
}

// The control that the list of faults leads to.
std::string control_of(const FormField& field) {
  const std::string id = "field-" + field.name;
  return field.choices.empty() ? id : id + "-" + field.choices.front().value;
}

std::string fault_id(const FormField& field) {
  return "fault-" + field.name;
}

void write_fault(HtmlWriter& out, const FormField& field) {
  if (field.fault.empty()) return;
  out.open("span", {{"class", "fault"}, {"id", fault_id(field)}}).element("strong", field.fault);
  out.close("span");
}

void write_help(HtmlWriter& out, const FormField& field) {
  if (!field.help.empty()) out.text(" ").element("small", field.help);
}

void write_choice(HtmlWriter& out, const FormField& field, const contract::Choice& choice,
                  std::string_view focus) {
  const std::string id = "field-" + field.name + "-" + choice.value;
  const bool one = field.kind == FieldKind::one_of;
  const bool chosen = contract::is_among(field.chosen, choice.value);
  out.open("p").open("input", {{"type", one ? "radio" : "checkbox"},
                               {"name", field.name},
                               {"id", id},
                               {"value", choice.value},
                               {"required", one && field.required ? "required" : kNoAttribute},
                               {"autofocus", id == focus ? "autofocus" : kNoAttribute},
                               {"checked", chosen ? "checked" : kNoAttribute}});
  out.text(" ").element("label", choice.label, {{"for", id}}).close("p");
}

void write_choices(HtmlWriter& out, const FormField& field, std::string_view focus) {
  const std::string fault = fault_id(field);
  out.open("fieldset", {{"aria-describedby", field.fault.empty() ? kNoAttribute : fault}});
  out.open("legend").text(label_of(field));
  write_help(out, field);
  out.close("legend");
  write_fault(out, field);
  for (const contract::Choice& choice : field.choices) write_choice(out, field, choice, focus);
  out.close("fieldset");
}

void write_text(HtmlWriter& out, const FormField& field, std::string_view focus) {
  const std::string id = control_of(field), limit = std::to_string(field.limit), fault = fault_id(field);
  const bool wrong = !field.fault.empty();
  const std::string_view described = wrong ? fault : kNoAttribute, invalid = wrong ? "true" : kNoAttribute,
                         first = id == focus ? "autofocus" : kNoAttribute;
  out.open("p").element("label", label_of(field), {{"for", id}});
  write_help(out, field);
  write_fault(out, field);
  out.text(" ");
  if (field.kind == FieldKind::long_text)
    out.element("textarea", field.value,
                {{"name", field.name},
                 {"id", id},
                 {"rows", "4"},
                 {"maxlength", limit},
                 {"aria-describedby", described},
                 {"aria-invalid", invalid},
                 {"autofocus", first}});
  else
    out.open("input", {{"type", "text"},
                       {"name", field.name},
                       {"id", id},
                       {"value", field.value},
                       {"maxlength", limit},
                       {"aria-describedby", described},
                       {"aria-invalid", invalid},
                       {"autofocus", first},
                       {"autocomplete", "off"}});
  out.close("p");
}

void write_field(HtmlWriter& out, const FormField& field, std::string_view focus) {
  switch (field.kind) {
    case FieldKind::hidden:
      out.open("input", {{"type", "hidden"}, {"name", field.name}, {"value", field.value}});
      return;
    case FieldKind::one_of:
    case FieldKind::any_of:
      return write_choices(out, field, focus);
    case FieldKind::text:
    case FieldKind::long_text:
      return write_text(out, field, focus);
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
  std::vector<FormFault> faults;
  for (const FormField& field : block.fields)
    if (!field.fault.empty()) faults.push_back({control_of(field), field.label, field.fault});
  const std::string focus = faults.empty() ? std::string() : faults.front().field;
  FormParts(out, std::move(faults)).summary();
  out.open("form",
           {{"action", block.href}, {"method", "post"}, {"id", kEntriesForm}, {"aria-label", block.text}});
  for (const FormField& field : block.fields) write_field(out, field, focus);
  out.open("p").element("button", contract::text(Text::server_form_submit), {{"type", "submit"}}).close("p");
  out.close("form");
}

}  // namespace wufei::http
