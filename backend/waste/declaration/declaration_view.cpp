#include "waste/declaration/declaration_view.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/moment.hpp"
#include "waste/declaration/declaration_lines.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/paper/uncounted_view.hpp"

namespace wufei::http {
namespace {

using contract::DeclaredLine;
using contract::DeclareState;
using contract::Text;
using service::DeclareAction;
using service::LineWish;

constexpr std::size_t kMostLines = 60, kSpareLines = 2;

constexpr std::array kAmountWords{Text::server_declare_opening,  Text::server_declare_generated,
                                  Text::server_declare_received, Text::server_declare_self_used,
                                  Text::server_declare_disposed, Text::server_declare_handed_out,
                                  Text::server_declare_lost,     Text::server_declare_closing};

std::string field_name(std::size_t line, std::string_view name) {
  return "l" + std::to_string(line) + "-" + std::string(name);
}

LineWish wish_of(const DeclaredLine& line, std::string_view unit) {
  LineWish wish{line.code, {}, line.note};
  for (std::size_t i = 0; i < contract::kAmounts; ++i)
    wish.amounts[i] = contract::format_amount(line.grams[i], unit);
  return wish;
}

bool may(const DeclarationView& view, DeclareAction action) {
  return std::find(view.file.actions.begin(), view.file.actions.end(), action) != view.file.actions.end();
}

std::string code_words(const contract::WasteField& field, const std::string& code) {
  const contract::WasteCode* known = field.find_code(code);
  return known ? code + " " + known->name : code;
}

std::string here_words(const DeclarationView& view, const std::string& code, std::size_t amount) {
  const auto* known = contract::find_by(&DeclaredLine::code, view.file.here, code);
  if (!known) return {};
  return contract::text(
      Text::server_declare_here,
      {{"amount", contract::format_amount(known->grams[amount], view.field.unit) + " " + view.field.unit}});
}

// ---- Read only

void write_line(HtmlWriter& out, const DeclarationView& view, const DeclaredLine& line) {
  out.open("tr").element("th", code_words(view.field, line.code), {{"scope", "row"}});
  for (const std::int64_t grams : line.grams)
    write_figure(out, contract::format_amount(grams, view.field.unit));
  out.element("td", line.note).close("tr");
}

void write_lines(HtmlWriter& out, const DeclarationView& view) {
  if (view.file.declaration.lines.empty()) {
    out.element("p", contract::text(Text::server_declare_nothing), {{"class", "empty"}});
    return;
  }
  open_figures(out, contract::text(Text::server_declare_lines, {{"unit", view.field.unit}}),
               {{Text::server_waste_codes, false},
                {Text::server_declare_opening, true},
                {Text::server_declare_generated, true},
                {Text::server_declare_received, true},
                {Text::server_declare_self_used, true},
                {Text::server_declare_disposed, true},
                {Text::server_declare_handed_out, true},
                {Text::server_declare_lost, true},
                {Text::server_declare_closing, true},
                {Text::server_declare_note, false}});
  for (const DeclaredLine& line : view.file.declaration.lines) write_line(out, view, line);
  close_figures(out);
}

// Ways to those before and after.
void write_versions(HtmlWriter& out, const DeclarationView& view) {
  if (view.file.latest < 2) return;
  out.open("p").text(contract::text(Text::server_declare_version));
  for (int version = 1; version <= view.file.latest; ++version) {
    const std::string number = std::to_string(version);
    out.text(" ");
    if (version == view.file.declaration.version)
      out.text(number);
    else
      out.link(view.path + "?version=" + number, number);
  }
  out.close("p");
}

// ---- The form

void write_line_fields(HtmlWriter& out, FormParts& parts, const DeclarationView& view, std::size_t index,
                       const LineWish& wish) {
  SelectField::Group codes;
  codes.choices.push_back({"", words(Text::server_waste_choose)});
  for (const contract::WasteCode& code : view.field.codes)
    codes.choices.push_back({code.code, code.code + " " + code.name});
  for (const DeclaredLine& known : view.file.here)  // of a code that the field has no more
    if (!view.field.find_code(known.code)) codes.choices.push_back({known.code, known.code});
  out.open("fieldset")
      .element("legend", contract::text(Text::server_declare_line, {{"number", std::to_string(index + 1)}}));
  parts.select_field({field_name(index, "code"), words(Text::server_waste_codes), {}, wish.code, {codes}});
  for (std::size_t i = 0; i < contract::kAmounts; ++i)
    parts.text_field({.name = field_name(index, service::amount_name(i)),
                      .label = words(kAmountWords[i]) + " (" + view.field.unit + ")",
                      .hint = here_words(view, wish.code, i),
                      .value = wish.amounts[i],
                      .inputmode = "decimal",
                      .limit = 20});
  parts.text_field({.name = field_name(index, "note"),
                    .label = words(Text::server_declare_note),
                    .hint = words(Text::server_declare_note_hint),
                    .value = wish.note,
                    .limit = 100});
  out.close("fieldset");
}

std::vector<LineWish> wishes_of(const DeclarationView& view) {
  std::vector<LineWish> lines;
  for (const DeclaredLine& line : view.file.declaration.lines)
    lines.push_back(wish_of(line, view.field.unit));
  return lines;
}

// One column of lines by code, "SW01 12.5 t, SW02 3 t": the same however it was typed. Nothing is 0.
template <class Of>
std::string column_words(std::vector<LineWish> lines, Of of) {
  std::sort(lines.begin(), lines.end(), [](const LineWish& a, const LineWish& b) { return a.code < b.code; });
  std::vector<std::string> parts;
  for (const LineWish& line : lines)
    if (const std::string said = of(line); !line.code.empty() && !said.empty())
      parts.push_back(said == line.code ? said : line.code + " " + said);
  return contract::joined(parts);
}

// What was typed over another version, and what stands there now.
void write_lines_meanwhile(HtmlWriter& out, const DeclarationView& view) {
  std::vector<FieldMeanwhile> columns;
  const auto add = [&](Text label, auto of) {
    columns.push_back({label, column_words(*view.typed, of), column_words(wishes_of(view), of)});
  };
  add(Text::server_waste_codes, [](const LineWish& line) { return line.code; });
  for (std::size_t i = 0; i < contract::kAmounts; ++i)
    add(kAmountWords[i], [&view, i](const LineWish& line) {
      const auto grams = contract::parse_amount(line.amounts[i], view.field.unit);
      if (grams == 0) return std::string();
      return grams ? contract::format_amount(*grams, view.field.unit) + " " + view.field.unit
                   : line.amounts[i];
    });
  add(Text::server_declare_note, [](const LineWish& line) { return line.note; });
  write_meanwhile(out, columns);
}

void write_form(HtmlWriter& out, FormParts& parts, const DeclarationView& view) {
  std::vector<LineWish> lines = view.typed ? *view.typed : wishes_of(view);
  if (view.stale && view.typed) write_lines_meanwhile(out, view);
  lines.resize(lines.size() + (view.typed ? 1 : kSpareLines));
  out.element("p", contract::text(Text::server_declare_about), {{"class", "note"}});
  open_desk_form(out, view.caller.staff, view.path);
  parts.hidden(kVersion, std::to_string(view.file.declaration.edits));
  for (std::size_t i = 0; i < lines.size(); ++i) write_line_fields(out, parts, view, i, lines[i]);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_declare_submit), "action", "submit");
  parts.button(contract::text(Text::server_declare_save), "action", "save", "second");
  out.close("div").close("form");
}

void write_decision(HtmlWriter& out, FormParts& parts, const DeclarationView& view) {
  open_desk_form(out, view.caller.staff, view.path);
  parts.hidden(kVersion, std::to_string(view.file.declaration.edits));
  parts.text_field({.name = "reason",
                    .label = words(Text::server_waste_reason),
                    .hint = words(Text::server_declare_reason_hint),
                    .value = view.reason,
                    .type = "area",
                    .limit = 200,
                    .rows = 2});
  out.open("div", {{"class", "buttons"}});
  if (may(view, DeclareAction::accept))
    parts.button(contract::text(Text::server_declare_accept), "action", "accept");
  if (may(view, DeclareAction::send_back))
    parts.button(contract::text(Text::server_declare_send_back), "action", "send_back", "second");
  if (may(view, DeclareAction::correct))
    parts.button(contract::text(Text::server_declare_correct), "action", "correct", "second");
  out.close("div").close("form");
}

}  // namespace

std::string_view declare_state_words(std::optional<DeclareState> state) {
  constexpr std::array kWords{Text::server_declare_state_draft, Text::server_declare_state_submitted,
                              Text::server_declare_state_returned, Text::server_declare_state_accepted,
                              Text::server_declare_state_superseded};
  return contract::text(state ? kWords[static_cast<std::size_t>(*state)] : Text::server_declare_state_none);
}

Tone declare_state_tone(std::optional<DeclareState> state) {
  constexpr std::array kStateTones{Tone::quiet, Tone::warn, Tone::bad, Tone::good, Tone::quiet};
  return state ? kStateTones[static_cast<std::size_t>(*state)] : Tone::quiet;
}

std::string declaration_html(const PartyRoom& room, const DeclarationView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  const contract::Declaration& row = view.file.declaration;
  out.open("p", {{"class", "back"}}).link(view.back, contract::text(Text::server_declare_title)).close("p");
  parts.summary();
  write_title(out, view.field.name + " " + view.file.period.name);
  out.open("p").text(view.file.party.name).text(" ");
  write_tag(out, declare_state_words(row.edits > 0 ? std::optional(row.state) : std::nullopt),
            declare_state_tone(row.edits > 0 ? std::optional(row.state) : std::nullopt));
  out.close("p");
  write_boundary(out, room);
  out.open("dl", {{"class", "facts wide"}});
  write_fact(out, Text::server_declare_due, contract::format_date(view.file.period.due));
  write_fact(out, Text::server_declare_version, std::to_string(row.version));
  write_fact(out, Text::server_waste_reason_said, row.reason);
  if (row.submitted_at > 0)
    write_fact(out, Text::server_declare_submitted_at, moment_words(row.submitted_at));
  out.close("dl");
  write_versions(out, view);
  if (!view.file.actions.empty())
    write_uncounted(out, view.file.uncounted,
                    uncounted_path(view.file.party.id, view.file.period.until, view.field.id));
  if (may(view, DeclareAction::save)) {
    write_form(out, parts, view);
    return out.take();
  }
  write_lines(out, view);
  if (!view.file.actions.empty()) write_decision(out, parts, view);
  return out.take();
}

std::vector<LineWish> lines_in(const FormFields& fields) {
  std::vector<LineWish> lines;
  for (std::size_t i = 0; i < kMostLines && fields.count(field_name(i, "code")) > 0; ++i) {
    LineWish wish{entered(fields, field_name(i, "code")), {}, entered(fields, field_name(i, "note"))};
    for (std::size_t amount = 0; amount < contract::kAmounts; ++amount)
      wish.amounts[amount] = entered(fields, field_name(i, service::amount_name(amount)));
    lines.push_back(std::move(wish));
  }
  return lines;
}

std::vector<FormFault> declaration_faults(const contract::Error& error) {
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    const std::size_t slash = field.pointer.find('/', 1);
    if (slash == std::string::npos) continue;
    const std::string line = field.pointer.substr(1, slash - 1);
    faults.push_back(
        {"l" + line + "-" + field.pointer.substr(slash + 1),
         contract::text(Text::server_declare_line, {{"number", std::to_string(std::atoi(line.c_str()) + 1)}}),
         contract::rule_text(field.rule, field.limit)});
  }
  return faults.empty() ? desk_faults(error, {{"/reason", "reason", Text::server_waste_reason}}) : faults;
}

}  // namespace wufei::http
