#include "waste/paper/paper_view.hpp"

#include <algorithm>
#include <array>

#include "desk/desk_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ManifestState;
using contract::SignatureKind;
using contract::SlipState;
using contract::Text;

constexpr int kPaperSignatures = 5;

std::string signature_field(SignatureKind kind, std::string_view what) {
  return std::string(contract::signature_name(kind)) + std::string(what);
}

std::string signature_label(SignatureKind kind, Text text) {
  return contract::text(text, {{"what", signature_words(kind)}});
}

std::string paper_label(const std::string& name) {
  if (name == "slip") return words(Text::server_paper_slip);
  if (name == "reason") return words(Text::server_paper_reason);
  if (name == "shows") return words(Text::server_paper_shows);
  for (int i = 0; i < kPaperSignatures; ++i) {
    const auto kind = static_cast<SignatureKind>(i);
    if (name == signature_field(kind, "_at")) return signature_label(kind, Text::server_paper_at);
    if (name == signature_field(kind, "_name")) return signature_label(kind, Text::server_paper_name);
  }
  return contract::find_manifest_field(name) != nullptr ? words(field_label(name)) : std::string();
}

// ---- The form

struct PaperWriter {
  const PaperFormView& view;
  HtmlWriter& out;
  FormParts& parts;

  [[nodiscard]] std::string typed(const std::string& name) const {
    return view.typed == nullptr ? std::string() : std::string(field_value(*view.typed, name));
  }
  void text(const std::string& name, Text hint, std::size_t limit) {
    parts.text_field({.name = name,
                      .label = paper_label(name),
                      .hint = words(hint),
                      .value = typed(name),
                      .limit = limit});
  }
  void fields(const std::vector<std::string_view>& names) {
    const contract::Manifest blank;
    const ManifestFormView form{view.caller, view.field, blank, view.choices, view.typed, {}};
    for (const std::string_view name : names) write_manifest_field(parts, form, name);
  }
  void signature(SignatureKind kind, const std::vector<std::string_view>& names) {
    out.element("h2", signature_words(kind));
    parts.text_field({.name = signature_field(kind, "_at"),
                      .label = signature_label(kind, Text::server_paper_at),
                      .hint = {},
                      .value = typed(signature_field(kind, "_at")),
                      .type = "datetime-local"});
    parts.text_field({.name = signature_field(kind, "_name"),
                      .label = signature_label(kind, Text::server_paper_name),
                      .hint = {},
                      .value = typed(signature_field(kind, "_name")),
                      .limit = service::kLongestSigner});
    fields(names);
  }
};

void write_shows(PaperWriter& form) {
  std::vector<contract::Choice> choices;
  for (const ManifestState state :
       {ManifestState::in_transit, ManifestState::arrived, ManifestState::accepted, ManifestState::done}) {
    if (state == ManifestState::in_transit && !form.view.field.transported) continue;
    choices.push_back({std::string(contract::manifest_state_name(state)),
                       state == ManifestState::accepted ? words(Text::server_paper_shows_accepted)
                                                        : std::string(state_words(state))});
  }
  form.parts.select_field({.name = "shows",
                           .label = words(Text::server_paper_shows),
                           .hint = words(Text::server_paper_shows_hint),
                           .value = form.typed("shows"),
                           .groups = {{{}, choices}}});
}

void write_paper_plan(PaperWriter& form) {
  const contract::WasteField& field = form.view.field;
  form.out.element("h2", contract::text(Text::server_paper_fields));
  form.fields({"code", "planned", "packaging"});
  form.fields({form.view.receives ? "generator" : "receiver"});
  if (field.transported) form.fields({"transporter"});
  form.fields({form.view.receives ? "receiver_facility" : "facility"});
  form.out.element("p", contract::text(Text::server_paper_planned_hint), {{"class", "note"}});
  form.fields({"planned_start", "planned_arrival", "route"});
  if (field.mirrored) form.fields({"national", "national_pending"});
}

void write_paper_signatures(PaperWriter& form) {
  form.signature(SignatureKind::emission, {});
  if (form.view.field.transported) form.signature(SignatureKind::transport, {"vehicle", "driver", "loaded"});
  form.signature(SignatureKind::reception, {"received", "estimate_reason"});
  if (form.view.ask_again)
    form.parts.checkbox("sure", contract::text(Text::server_work_weight_sure),
                        form.view.typed != nullptr && form.view.typed->contains("sure"));
  form.signature(SignatureKind::acceptance, {"accepted", "refused", "refusal_reason"});
  form.signature(SignatureKind::operation, {"operation"});
}

// ---- What it says

constexpr std::array<std::string_view, 21> kPaperFields{
    "code",     "planned",        "packaging",       "facility", "receiver_facility", "transporter",
    "receiver", "planned_start",  "planned_arrival", "route",    "national",          "national_pending",
    "vehicle",  "driver",         "loaded",          "received", "estimate_reason",   "accepted",
    "refused",  "refusal_reason", "operation"};

std::string upper_symbols(std::string_view text) {
  std::string symbols = contract::entered_symbols(text);
  for (char& c : symbols)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return symbols;
}

void read_paper_signatures(const FormFields& fields, PaperRead& read) {
  for (int i = 0; i < kPaperSignatures; ++i) {
    const auto kind = static_cast<SignatureKind>(i);
    service::PaperSignature& one = read.entry.signatures[static_cast<std::size_t>(i)];
    one.name = contract::entered_text(field_value(fields, signature_field(kind, "_name")));
    const std::string name = signature_field(kind, "_at");
    const std::string typed = contract::entered_text(field_value(fields, name));
    if (typed.empty()) continue;
    const auto at = contract::entered_moment(typed);
    if (!at) read.faults.push_back({name, paper_label(name), words(Text::server_manifest_time_bad)});
    one.at = at.value_or(0);
  }
}

}  // namespace

void write_paper_tags(HtmlWriter& out, const contract::Manifest& manifest) {
  if (!manifest.paper) return;
  out.text(" ");
  write_tag(out, contract::text(Text::server_paper_mark), Tone::quiet);
  const auto said = [&out](SlipState state, const std::string& what) {
    if (state == SlipState::confirmed) return;
    out.text(" ");
    write_tag(out, what, state == SlipState::disputed ? Tone::bad : Tone::warn);
  };
  said(*manifest.paper, slip_state_words(*manifest.paper));
  if (manifest.paper_carrier) said(*manifest.paper_carrier, carrier_state_words(*manifest.paper_carrier));
}

void write_paper_facts(HtmlWriter& out, const service::ManifestView& view) {
  const auto& slip = view.record.slip;
  if (!slip) return;
  out.element("h2", contract::text(Text::server_paper_slip_part));
  out.element("p", contract::text(Text::server_paper_mark_long)).open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_paper_slip, slip->slip);
  std::string by = party_words(slip->party, view.names);
  if (slip->on_behalf) by += contract::text(Text::server_manifest_by_staff);
  write_fact(out, Text::server_paper_by, by);
  write_fact(out, Text::server_paper_entered_at, moment_words(slip->entered_at));
  write_fact(out, Text::server_paper_reason, slip->reason);
  const auto said = [&](Text label, std::int64_t party, const std::string& what) {
    if (!what.empty()) write_fact(out, label, party_words(party, view.names) + " " + what);
  };
  said(Text::server_paper_own_state, slip->party, word_words(slip->own));
  write_fact(out, Text::server_paper_own_dispute, slip->own.dispute);
  said(Text::server_paper_state, slip->other, word_words(slip->others));
  write_fact(out, Text::server_paper_dispute, slip->others.dispute);
  said(Text::server_paper_carrier_state, slip->carrier, word_words(slip->carriers, carrier_state_words));
  write_fact(out, Text::server_paper_carrier_dispute, slip->carriers.dispute);
  write_fact(out, Text::server_paper_ledgers,
             words(slip->posted ? Text::server_paper_ledgers_in : Text::server_paper_ledgers_out));
  out.close("dl");
  if (slip->carriers.state)
    out.element("p", contract::text(Text::server_paper_carrier_note), {{"class", "note"}});
  if (slip->posted && slip->state() != SlipState::confirmed)
    out.element("p", contract::text(Text::server_paper_ledgers_before), {{"class", "note"}});
}

std::string paper_form_html(const PaperFormView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kManifests, contract::text(Text::server_manifest_title)).close("p");
  parts.summary();
  out.element("h1", words(Text::server_paper_new) + " · " + view.field.name);
  out.element("p", contract::text(Text::server_paper_about));
  if (view.field.mirrored)
    out.element("p", contract::text(Text::server_manifest_mirror), {{"class", "note"}});
  if (view.as != 0) out.element("p", contract::text(Text::server_paper_by_staff_note), {{"class", "note"}});
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, view.caller, kPaper);
  parts.hidden("field", view.field.id);
  parts.hidden("side", view.receives ? "receiver" : "generator");
  if (view.as != 0) parts.hidden("as", std::to_string(view.as));
  PaperWriter form{view, out, parts};
  form.text("slip", Text::server_paper_slip_hint, service::kLongestSlip);
  form.text("reason", Text::server_paper_reason_hint, service::kLongestPaperReason);
  write_shows(form);
  write_paper_plan(form);
  write_paper_signatures(form);
  parts.button(contract::text(Text::server_paper_go));
  out.close("form").close("div");
  return out.take();
}

PaperRead read_paper_form(const FormFields& fields, const contract::WasteField& field, bool receives,
                          std::int64_t party) {
  PaperRead read;
  std::vector<std::string_view> names(kPaperFields.begin(), kPaperFields.end());
  if (!field.mirrored) std::erase(names, "national_pending");
  ReadInput input = read_input(fields, names, field);
  read.faults = std::move(input.faults);
  service::PaperEntry& entry = read.entry;
  entry.input = std::move(input.input);
  entry.slip = upper_symbols(field_value(fields, "slip"));
  entry.reason = contract::entered_text(field_value(fields, "reason"));
  entry.field = field.id;
  entry.shows = contract::manifest_state_from_name(field_value(fields, "shows"))
                    .value_or(ManifestState::draft);  // which is none of a paper
  entry.generator = receives ? number_field(fields, "generator") : party;
  if (receives) entry.input["receiver"] = std::to_string(party);
  entry.confirmed = fields.contains("sure");
  read_paper_signatures(fields, read);
  return read;
}

std::vector<FormFault> paper_faults(const contract::Error& error) {
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    const std::string name = field.pointer.empty() ? std::string() : field.pointer.substr(1);
    const std::string label = paper_label(name);
    const bool known = !label.empty();
    faults.push_back({known ? name : std::string(), label, contract::rule_text(field.rule, field.limit)});
  }
  if (faults.empty()) return {{{}, {}, std::string(contract::error_explanation(error.code))}};
  return faults;
}

}  // namespace wufei::http
