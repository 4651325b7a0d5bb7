#include "lib/page/form_parts.hpp"

#include <algorithm>

#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/page/box_html.hpp"

namespace wufei::http {
namespace {

using contract::Text;

std::string_view given(std::string_view value, bool when) {
  return when ? value : kNoAttribute;
}

// As an input of type date takes it; what is no day as it was typed.
std::string shown_day(const std::string& typed) {
  const auto day = contract::entered_date(typed);
  return day ? contract::format_date(*day) : typed;
}

void write_options(HtmlWriter& out, const SelectField::Group& group, std::string_view value) {
  for (const contract::Choice& choice : group.choices)
    out.element("option", choice.label,
                {{"value", choice.value}, {"selected", given("selected", choice.value == value)}});
}

}  // namespace

void FormParts::summary() {
  if (faults_.empty()) return;
  const std::string count = std::to_string(faults_.size());
  out_.open("div", {{"id", "errors"}, {"role", "alert"}});
  out_.element("h2", contract::text(Text::server_form_faults, {{"count", count}})).open("ul");
  for (const FormFault& fault : faults_) {
    const std::string said =
        fault.label.empty()
            ? fault.text
            : contract::text(Text::server_form_error, {{"label", fault.label}, {"error", fault.text}});
    out_.open("li");
    if (fault.field.empty() && fault.href.empty())
      out_.text(said);
    else
      out_.link(fault.href.empty() ? "#" + fault.field : fault.href, said);
    out_.close("li");
  }
  out_.close("ul").close("div");
}

bool FormParts::is_wrong(std::string_view name) const {
  return std::any_of(faults_.begin(), faults_.end(),
                     [name](const FormFault& fault) { return fault.field == name; });
}

std::string_view FormParts::focus(std::string_view name) const {
  return given("autofocus", !faults_.empty() && faults_.front().field == name);
}

void FormParts::faults_of(std::string_view name) {
  if (!is_wrong(name)) return;
  out_.open("div", {{"class", "fault"}, {"id", std::string(name) + "-fault"}});
  for (const FormFault& fault : faults_)
    if (fault.field == name) out_.open("strong").text(fault.text).close("strong");
  out_.close("div");
}

std::string FormParts::described_by(const std::string& name, std::string_view hint) const {
  std::string ids = hint.empty() ? std::string() : name + "-hint";
  if (is_wrong(name)) ids += (ids.empty() ? "" : " ") + name + "-fault";
  return ids;
}

void FormParts::open_question(const std::string& name, std::string_view label, std::string_view hint) {
  out_.open("div", {{"class", is_wrong(name) ? "q wrong" : "q"}}).element("label", label, {{"for", name}});
  if (!hint.empty()) out_.element("small", hint, {{"id", name + "-hint"}});
  faults_of(name);
}

void FormParts::text_field(const TextField& field) {
  open_question(field.name, field.label, field.hint);
  const std::string ids = described_by(field.name, field.hint), most = std::to_string(field.limit),
                    rows = std::to_string(field.rows),
                    value = field.type == "date" ? shown_day(field.value) : field.value;
  const std::string_view described = given(ids, !ids.empty()), limit = given(most, field.limit > 0),
                         invalid = given("true", is_wrong(field.name));
  if (field.type == "area")
    out_.element("textarea", field.value,
                 {{"id", field.name},
                  {"name", field.name},
                  {"rows", rows},
                  {"maxlength", limit},
                  {"aria-describedby", described},
                  {"aria-invalid", invalid},
                  {"autofocus", focus(field.name)}});
  else
    out_.open("input", {{"id", field.name},
                        {"name", field.name},
                        {"type", field.type},
                        {"value", given(value, field.type != "file")},
                        {"min", given(field.min, !field.min.empty())},
                        {"max", given(field.max, !field.max.empty())},
                        {"maxlength", limit},
                        {"accept", field.accept},
                        {"capture", field.capture},
                        {"multiple", given("multiple", field.type == "file" && field.capture.empty())},
                        {"inputmode", field.inputmode},
                        {"aria-describedby", described},
                        {"aria-invalid", invalid},
                        {"autofocus", focus(field.name)},
                        {"autocomplete", field.autocomplete}});
  out_.close("div");
}

void FormParts::select_field(const SelectField& field) {
  open_question(field.name, field.label, field.hint);
  const std::string ids = described_by(field.name, field.hint);
  out_.open("select", {{"id", field.name},
                       {"name", field.name},
                       {"aria-describedby", given(ids, !ids.empty())},
                       {"aria-invalid", given("true", is_wrong(field.name))},
                       {"autofocus", focus(field.name)}});
  for (const SelectField::Group& group : field.groups) {
    if (!group.label.empty()) out_.open("optgroup", {{"label", group.label}});
    write_options(out_, group, field.value);
    if (!group.label.empty()) out_.close("optgroup");
  }
  out_.close("select").close("div");
}

void FormParts::checkbox(const std::string& name, std::string_view label, bool checked) {
  const std::string ids = described_by(name, {});
  out_.open("div", {{"class", is_wrong(name) ? "q tick wrong" : "q tick"}});
  faults_of(name);
  out_.open("input", {{"id", name},
                      {"name", name},
                      {"type", "checkbox"},
                      {"checked", given("checked", checked)},
                      {"aria-describedby", given(ids, !ids.empty())},
                      {"aria-invalid", given("true", is_wrong(name))},
                      {"autofocus", focus(name)}});
  out_.element("label", label, {{"for", name}}).close("div");
}

void FormParts::hidden(std::string_view name, std::string_view value) {
  out_.open("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

void FormParts::button(std::string_view text, std::string_view name, std::string_view value,
                       std::string_view look, std::string_view icon) {
  out_.open("button", {{"type", "submit"},
                       {"class", look},
                       {"name", given(name, !name.empty())},
                       {"value", given(value, !name.empty())}});
  write_icon(out_, icon);
  out_.text(text).close("button");
}

}  // namespace wufei::http
