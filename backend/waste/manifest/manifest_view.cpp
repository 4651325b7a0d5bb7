#include "waste/manifest/manifest_view.hpp"

#include <algorithm>

#include "desk/desk_parts.hpp"
#include "desk/kept_form.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/paper/paper_view.hpp"
#include "waste/ticket/ticket_pages.hpp"

namespace wufei::http {
namespace {

using contract::ManifestAction;
using contract::Text;

// ---- One record

void write_party_facts(HtmlWriter& out, const ManifestPageView& page) {
  const contract::Manifest& manifest = page.view.record.manifest;
  const service::PartyNames& names = page.view.names;
  write_fact(out, Text::server_manifest_f_code, code_words(manifest, page.field));
  write_fact(out, Text::server_manifest_f_generator, party_words(manifest.generator, names));
  write_fact(out, Text::server_manifest_f_transporter, party_words(manifest.transporter, names));
  write_fact(out, Text::server_manifest_f_next_transporter, party_words(manifest.next_transporter, names));
  write_fact(out, Text::server_manifest_f_receiver, party_words(manifest.receiver, names));
  write_fact(out, Text::server_manifest_f_vehicle, manifest.vehicle);
  write_fact(out, Text::server_manifest_f_driver, manifest.driver);
}

void write_amount_facts(HtmlWriter& out, const ManifestPageView& page) {
  const contract::Manifest& manifest = page.view.record.manifest;
  for (const std::string_view name : {"planned", "loaded", "received", "accepted", "refused"}) {
    const std::string grams = contract::find_manifest_field(name)->get(manifest);
    const bool weighed = name == "refused" && manifest.accepted_at != 0;
    if (grams != "0" || weighed)
      write_fact(out, field_label(name), value_words(name, grams, page.field, page.view.names));
  }
}

void write_other_facts(HtmlWriter& out, const ManifestPageView& page) {
  const contract::Manifest& manifest = page.view.record.manifest;
  for (const std::string_view name : {"planned_start", "planned_arrival"})
    if (const std::string at = contract::find_manifest_field(name)->get(manifest); at != "0")
      write_fact(out, field_label(name), value_words(name, at, page.field, page.view.names));
  for (const std::string_view name :
       {"packaging", "route", "national", "estimate_reason", "refusal_reason", "operation"})
    write_fact(out, field_label(name), contract::find_manifest_field(name)->get(manifest));
  if (manifest.national_pending)
    write_fact(out, Text::server_manifest_f_national_pending, contract::text(Text::server_manifest_yes));
}

void write_facts(HtmlWriter& out, const ManifestPageView& page) {
  out.open("dl", {{"class", "facts"}});
  write_party_facts(out, page);
  write_amount_facts(out, page);
  write_other_facts(out, page);
  const std::string& parent = page.view.record.manifest.parent;
  if (!parent.empty()) {
    out.open("div").element("dt", contract::text(Text::server_manifest_f_parent)).open("dd");
    out.link(manifest_path(parent), parent).close("dd").close("div");
  }
  out.close("dl");
}

void write_children(HtmlWriter& out, const ManifestPageView& page) {
  std::vector<const contract::Manifest*> seen;
  for (const contract::Manifest& child : page.view.record.children) seen.push_back(&child);
  if (seen.empty()) return;
  out.element("h2", contract::text(Text::server_manifest_children)).open("ul");
  for (const contract::Manifest* child : seen) {
    out.open("li").link(manifest_path(child->number), child->number).text(" ");
    write_tag(out, state_words(child->state), tone_of(child->state));
    out.close("li");
  }
  out.close("ul");
}

void write_signatures(HtmlWriter& out, const ManifestPageView& page) {
  if (page.view.record.signatures.empty()) return;
  const std::string_view title = contract::text(Text::server_manifest_signatures);
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", title}});
  out.open("table", {{"class", "stack signed"}}).element("caption", title).open("thead").open("tr");
  for (const Text column : {Text::server_manifest_signatures, Text::server_manifest_who,
                            Text::server_manifest_at, Text::server_manifest_hash})
    out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const contract::ManifestSignature& one : page.view.record.signatures) {
    out.open("tr").element("th", signature_words(one.kind), {{"scope", "row"}});
    out.element("td", signatory_words(one, page.view.names),
                {{"data-label", contract::text(Text::server_manifest_who)}});
    out.element("td", signed_words(one), {{"data-label", contract::text(Text::server_manifest_at)}});
    out.open("td", {{"data-label", contract::text(Text::server_manifest_hash)}})
        .element("code", one.hash.substr(0, 16))
        .close("td")
        .close("tr");
  }
  close_figures(out);
}

// What somebody wrote is shown as it is, never as what changed.
bool is_written(std::string_view action) {
  return action == contract::action_name(ManifestAction::dispute) ||
         action == contract::action_name(ManifestAction::revoke) ||
         action == contract::action_name(ManifestAction::cancel) ||
         action == contract::action_name(ManifestAction::discard) || action == contract::kPaperEvent ||
         action == contract::kTicketBackEvent || action == contract::kKeptApartEvent;
}

std::string event_detail(const ManifestPageView& page, const contract::ManifestEvent& event) {
  if (is_written(event.action)) return event.detail;
  const auto json = contract::parse_json(event.detail);
  if (!json || !json->is_object()) return event.detail;
  std::vector<std::string> parts;
  for (const auto& [name, pair] : json->items()) {
    if (!pair.is_array() || pair.size() != 2 || !pair[1].is_string()) continue;
    parts.push_back(words(field_label(name)) + " " +
                    value_words(name, pair[1].get<std::string>(), page.field, page.view.names));
  }
  return contract::joined(parts);
}

void write_events(HtmlWriter& out, const ManifestPageView& page) {
  out.element("h2", contract::text(Text::server_manifest_history));
  std::vector<HistoryLine> lines;
  for (const contract::ManifestEvent& event : page.view.events)
    lines.push_back({event.at, std::string(action_words(event.action)), event_detail(page, event),
                     party_words(event.party, page.view.names)});
  write_history(out, lines);
}

std::string revision_words(const ManifestPageView& page, const contract::ManifestRevision& revision) {
  using contract::RevisionState;
  if (revision.state == RevisionState::approved) return words(Text::server_manifest_revision_approved);
  if (revision.state == RevisionState::refused) return words(Text::server_manifest_revision_refused);
  if (revision.state == RevisionState::withdrawn) return words(Text::server_manifest_revision_withdrawn);
  std::vector<std::string> parties;
  for (const std::int64_t party : page.view.record.missing(revision))
    parties.push_back(party_words(party, page.view.names));
  return contract::text(Text::server_manifest_revision_open, {{"parties", contract::joined(parties)}});
}

void write_revisions(HtmlWriter& out, const ManifestPageView& page) {
  if (page.view.record.revisions.empty()) return;
  out.element("h2", contract::text(Text::server_manifest_revision)).open("ul");
  for (const contract::ManifestRevision& revision : page.view.record.revisions) {
    out.open("li").element("strong", party_words(revision.party, page.view.names));
    if (revision.cancels) out.text(" ").text(contract::text(Text::server_manifest_revision_cancels));
    for (const contract::RevisionChange& change : revision.changes)
      out.element("p",
                  words(field_label(change.field)) + " " +
                      contract::text(
                          Text::server_manifest_becomes,
                          {{"before", value_words(change.field, change.before, page.field, page.view.names)},
                           {"after", value_words(change.field, change.after, page.field, page.view.names)}}));
    out.element("p", revision.reason).element("p", revision_words(page, revision)).close("li");
  }
  out.close("ul");
}

// ---- What can be done

bool has(const std::vector<ManifestAction>& actions, ManifestAction action) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

struct StepForm {
  const ManifestPageView& page;
  HtmlWriter& out;
  FormParts& parts;
  std::int64_t party;  // acted for, 0 = the caller's own

  void open(std::string_view step) {
    const contract::Manifest& manifest = page.view.record.manifest;
    out.open("div", {{"class", "panel"}});
    open_desk_form(out, page.caller, manifest_path(manifest.number, "/step"));
    parts.hidden("step", step);
    parts.hidden("version", std::to_string(manifest.version));
    if (party != 0) parts.hidden("as", std::to_string(party));
  }
  void fields(const std::vector<std::string_view>& names) {
    // A fresh form shows nothing of earlier legs but the planned vehicle.
    contract::Manifest blank;
    blank.vehicle = page.view.record.manifest.vehicle;
    blank.loaded = page.view.record.manifest.planned;
    const ManifestFormView view{page.caller, page.field, blank, page.choices, page.typed, {}};
    for (const std::string_view name : names) write_manifest_field(parts, view, name);
  }
  void close(std::string_view button, std::string_view look = kNoAttribute) {
    parts.button(button, {}, {}, look);
    out.close("form").close("div");
  }
};

void write_acceptance(StepForm& form) {
  const contract::Manifest& manifest = form.page.view.record.manifest;
  form.open("acceptance");
  form.out.element(
      "p", contract::text(Text::server_manifest_accept_hint,
                          {{"amount", contract::format_amount(manifest.received, form.page.field.unit)},
                           {"unit", form.page.field.unit}}));
  form.fields({"accepted", "refused", "refusal_reason"});
  form.close(contract::text(Text::server_manifest_act_acceptance));
}

bool has_moved_child(const ManifestPageView& page) {
  const auto& children = page.view.record.children;
  return std::any_of(children.begin(), children.end(), contract::has_moved);
}

// Under which record the children go on.
void write_successor(StepForm& form) {
  form.parts.text_field(
      {.name = "successor",
       .label = words(Text::server_manifest_successor),
       .hint = words(Text::server_manifest_successor_hint),
       .value = form.page.typed ? std::string(field_value(*form.page.typed, "successor")) : std::string(),
       .limit = 40});
}

// Staff alone: where no record is right for what is done.
void write_keeping(StepForm& form) {
  const bool typed = form.page.typed != nullptr && form.page.typed->contains("keeps_children");
  form.parts.checkbox("keeps_children", contract::text(Text::server_manifest_keeps_children), typed);
}

void write_reason(StepForm& form, ManifestAction action) {
  form.open(contract::action_name(action));
  const std::string typed =
      form.page.typed ? std::string(field_value(*form.page.typed, "reason")) : std::string();
  form.parts.text_field({.name = "reason",
                         .label = words(Text::server_manifest_reason),
                         .hint = words(Text::server_manifest_reason_hint),
                         .value = typed,
                         .limit = 150});
  if (action == ManifestAction::revoke && has_moved_child(form.page)) write_successor(form);
  if (action == ManifestAction::revoke && form.party != 0 && contract::has_done_child(form.page.view.record))
    write_keeping(form);
  form.close(action_words(contract::action_name(action)), "second");
}

bool is_quiet(ManifestAction action) {
  return action == ManifestAction::discard || action == ManifestAction::cancel ||
         action == ManifestAction::decline || action == ManifestAction::withdraw;
}

// Links to pages of their own.
void write_links(HtmlWriter& out, const ManifestPageView& page, const std::vector<ManifestAction>& actions) {
  const std::string& number = page.view.record.manifest.number;
  out.open("p", {{"class", "bar"}});
  if (has(actions, ManifestAction::edit)) out.link(manifest_path(number, "/edit"), action_words("edit"));
  if (has(actions, ManifestAction::ask_change))
    out.text(" ").link(manifest_path(number, "/revise"), action_words("ask_change"));
  out.text(" ").link(manifest_path(number, "/pdf"), contract::text(Text::server_manifest_pdf)).close("p");
}

void write_steps(StepForm& form, const std::vector<ManifestAction>& actions) {
  bool weighed = false;
  for (const ManifestAction action : actions) {
    using A = ManifestAction;
    if (action == A::edit || action == A::ask_change) continue;
    if (action == A::ask_cancel) {
      if (form.party == 0) write_reason(form, action);
      continue;
    }
    if (action == A::dispute || action == A::revoke) {
      write_reason(form, action);
      continue;
    }
    if (action == A::accept || action == A::accept_part || action == A::refuse) {
      if (!weighed) write_acceptance(form);
      weighed = true;
      continue;
    }
    form.open(contract::action_name(action));
    form.fields(contract::fields_of(action));
    write_odometer_field(form.parts, form.page.view.record.manifest, action, form.page.typed);
    if (action == A::arrive && form.page.ask_again)
      form.parts.checkbox("sure", contract::text(Text::server_work_weight_sure), false);
    form.close(action_words(contract::action_name(action)), is_quiet(action) ? "second" : kNoAttribute);
  }
}

void write_all_steps(HtmlWriter& out, FormParts& parts, const ManifestPageView& page) {
  StepForm own{page, out, parts, 0};
  out.element("h2", contract::text(Text::server_manifest_actions));
  const auto& actions = page.view.actions;
  if (std::none_of(actions.begin(), actions.end(), contract::moves_on) && page.view.on_behalf.empty())
    out.element("p", contract::text(Text::server_manifest_no_actions));
  write_steps(own, actions);
  if (!page.view.on_behalf.empty())
    out.element("p", contract::text(Text::server_manifest_on_behalf_note), {{"class", "note"}});
  for (const std::int64_t party : page.view.answer_themselves)
    out.element("p",
                contract::text(Text::server_manifest_answers_itself,
                               {{"party", party_words(party, page.view.names)}}),
                {{"class", "note"}});
  for (const auto& [party, possible] : page.view.on_behalf) {
    out.element("h3", contract::text(Text::server_manifest_on_behalf,
                                     {{"party", party_words(party, page.view.names)}}));
    StepForm theirs{page, out, parts, party};
    write_steps(theirs, possible);
  }
}

void write_head(HtmlWriter& out, FormParts& parts, const ManifestPageView& page) {
  const contract::Manifest& manifest = page.view.record.manifest;
  out.open("p", {{"class", "back"}})
      .link(page.brief ? kManifestRoad : kManifests,
            contract::text(page.brief ? Text::server_manifest_road : Text::server_manifest_title))
      .close("p");
  if (page.done)
    out.element("p", contract::text(Text::server_manifest_done), {{"class", "done"}, {"role", "status"}});
  parts.summary();
  out.open("h1").text(page.field.name + " ").element("span", manifest.number).close("h1").open("p");
  write_tag(out, state_words(manifest.state), tone_of(manifest.state));
  write_paper_tags(out, manifest);
  out.close("p").element("p", page.content.boundary, {{"class", "note boundary"}});
  if (page.field.mirrored)
    out.element("p", contract::text(Text::server_manifest_mirror), {{"class", "note"}});
}

// What the script of the road knows the record by.
void open_kept_record(HtmlWriter& out, const ManifestPageView& page) {
  out.open("div", {{"class", "crew"},
                   {"data-crew", std::to_string(page.caller.account.id)},
                   {"data-now", std::to_string(page.now)},
                   {"data-until", std::to_string(kept_until(page.caller, page.now))},
                   {"data-reference", page.view.record.manifest.number},
                   {"data-version", std::to_string(page.view.record.manifest.version)}});
}

}  // namespace

std::string manifest_page_html(const ManifestPageView& page) {
  HtmlWriter out;
  if (page.brief) open_kept_record(out, page);
  FormParts parts(out, page.faults);
  write_head(out, parts, page);
  if (page.brief) write_all_steps(out, parts, page);
  write_facts(out, page);
  write_paper_facts(out, page.view);
  write_mileage_facts(out, page.view);
  if (!page.brief) write_odometer_forms(out, parts, page);
  if (!page.brief) write_ticket_part(out, parts, page);
  write_children(out, page);
  write_revisions(out, page);
  if (!page.brief) {
    write_links(out, page, page.view.actions);
    write_all_steps(out, parts, page);
  }
  write_signatures(out, page);
  write_events(out, page);
  if (page.brief) out.close("div");
  return out.take();
}

std::string revision_form_html(const ManifestPageView& page) {
  HtmlWriter out;
  FormParts parts(out, page.faults);
  const contract::Manifest& manifest = page.view.record.manifest;
  out.open("p", {{"class", "back"}}).link(manifest_path(manifest.number), manifest.number).close("p");
  parts.summary();
  write_title(out, action_words("ask_change"));
  out.element("p", contract::text(Text::server_manifest_revise_lead));
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, page.caller, manifest_path(manifest.number, "/revise"));
  parts.hidden("version", std::to_string(manifest.version));
  const ManifestFormView view{page.caller, page.field, manifest, page.choices, page.typed, {}};
  for (const contract::ManifestField& field : contract::manifest_fields()) {
    const bool weighed = field.name == "received" && manifest.accepted_at != 0;
    const bool national = field.name.starts_with("national") && !page.field.mirrored;
    if (field.revisable && !weighed && !national &&
        contract::is_sealed(field.sealed_by, page.view.record.signatures))
      write_manifest_field(parts, view, field.name);
  }
  parts.text_field({.name = "reason",
                    .label = words(Text::server_manifest_reason),
                    .hint = words(Text::server_manifest_reason_hint),
                    .value = page.typed ? std::string(field_value(*page.typed, "reason")) : std::string(),
                    .limit = 150});
  parts.button(contract::text(Text::server_manifest_send));
  out.close("form").close("div");
  return out.take();
}

}  // namespace wufei::http
