#include "publishing/form_kind.hpp"

#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Draft;
using service::DraftFaults;
using service::DraftField;
using service::FieldKind;
using service::Manuscript;

constexpr std::string_view kItemEnding = ".json";

bool has_field(const FormKind& kind, const std::string& item, const DraftField& field) {
  return !kind.has || kind.has(item, field.key);
}

Draft typed_in_form(const FormKind& kind, const FormFields& fields) {
  Draft draft;
  for (const DraftField& field : kind.fields) {
    const std::string_view typed = field_value(fields, field.key);
    const bool free = field.kind == FieldKind::line || field.kind == FieldKind::lines;
    draft[std::string(field.key)] = field.kind == FieldKind::day ? service::draft_day(typed)
                                    : free                       ? service::without_unseen(typed)
                                                                 : contract::entered_symbols(typed);
  }
  return draft;
}

// What keeps a version from being kept.
DraftFaults saving_faults(const FormKind& kind, const std::string& item, const Draft& draft) {
  if (!kind.unfinished) return kind.faults(item, draft);
  DraftFaults faults = service::typing_faults(kind.fields, draft);
  const DraftFaults missing = service::missing_faults(kind.fields.first(1), draft);
  faults.insert(faults.end(), missing.begin(), missing.end());
  return faults;
}

// ---- What it says

std::string shown_value(const FormKind& kind, const std::string& item, const DraftField& field,
                        std::string_view value) {
  if (field.kind == FieldKind::moment) {
    std::string moment(value);
    if (const auto at = moment.find('T'); at != std::string::npos) moment[at] = ' ';
    return moment;
  }
  if (field.kind != FieldKind::choice) return std::string(value);
  for (const SelectField::Group& group : kind.choices(item, field.key))
    for (const contract::Choice& choice : group.choices)
      if (choice.value == value) return choice.label;
  return std::string(value);
}

void write_lines(HtmlWriter& out, const std::string& value) {
  constexpr std::array<std::string_view, 1> kLineEnd{"\n"};
  const std::vector<std::string> lines = service::parts_between(value, kLineEnd);
  if (lines.size() == 1) out.text(lines.front());
  for (const std::string& line : lines)
    if (lines.size() > 1) out.element("p", line);
}

void write_thing_facts(HtmlWriter& out, const FormKind& kind, const std::string& item, const Draft& draft) {
  if (kind.facts_title) out.element("h2", contract::text(*kind.facts_title));
  out.open("dl", {{"class", "facts"}});
  for (const DraftField& field : kind.fields)
    if (const std::string_view value = service::draft_value(draft, field.key); !value.empty()) {
      out.open("div").element("dt", contract::text(field.label)).open("dd");
      write_lines(out, shown_value(kind, item, field, value));
      out.close("dd").close("div");
    }
  out.close("dl");
}

// ---- Its form

void write_form_field(FormParts& parts, const FormKind& kind, const std::string& item,
                      const DraftField& field, std::string value) {
  const std::string hint = kind.hint                   ? kind.hint(item, field)
                           : field.hint == field.label ? std::string()
                                                       : words(field.hint);
  if (field.kind == FieldKind::choice)
    return parts.select_field(
        {std::string(field.key), words(field.label), hint, std::move(value), kind.choices(item, field.key)});
  const bool day = field.kind == FieldKind::day, moment = field.kind == FieldKind::moment;
  parts.text_field({.name = std::string(field.key),
                    .label = words(field.label),
                    .hint = hint,
                    .value = std::move(value),
                    .type = day                              ? "date"
                            : moment                         ? "datetime-local"
                            : field.kind == FieldKind::lines ? "area"
                                                             : "text",
                    .limit = day || moment ? 0 : field.limit});
}

struct ThingForm {
  const FormKind& kind;
  const StaffCaller& caller;
  std::string item;  // "" = a new one
  std::string action;
  const Draft& draft;
  int seen = 0;  // the version that it is made from
};

void write_form_fields(FormParts& parts, const ThingForm& form, bool rare) {
  for (const DraftField& field : form.kind.fields)
    if (field.rare == rare && has_field(form.kind, form.item, field))
      write_form_field(parts, form.kind, form.item, field,
                       std::string(service::draft_value(form.draft, field.key)));
}

void write_thing_form(HtmlWriter& out, FormParts& parts, const ThingForm& form) {
  open_desk_form(out, form.caller, form.action);
  parts.hidden(kSeenVersion, std::to_string(form.seen));
  write_form_fields(parts, form, false);
  const auto rare = [&](const DraftField& field) { return field.rare; };
  const auto wrong = [&](const DraftField& field) { return field.rare && parts.is_wrong(field.key); };
  if (std::any_of(form.kind.fields.begin(), form.kind.fields.end(), rare)) {
    const bool open = std::any_of(form.kind.fields.begin(), form.kind.fields.end(), wrong);
    out.open("details", {{"open", open ? "open" : kNoAttribute}});
    out.element("summary", contract::text(Text::server_publishing_rare)).open("div");
    write_form_fields(parts, form, true);
    out.close("div").close("details");
  }
  parts.button(contract::text(Text::server_publishing_save));
  out.close("form");
}

// ---- One of them

bool is_empty(const Draft& draft) {
  return std::all_of(draft.begin(), draft.end(), [](const auto& one) { return one.second.empty(); });
}

// The form is folded while there is nothing to write.
void write_thing(HtmlWriter& out, FormParts& parts, const ThingForm& form, const EditorAgain& again) {
  const bool wrong = std::any_of(again.faults.begin(), again.faults.end(),
                                 [](const auto& one) { return !one.field.empty(); });
  const bool open = is_empty(form.draft) || again.typed != nullptr || wrong;
  out.open("details", {{"open", open ? "open" : kNoAttribute}});
  out.element("summary", contract::text(form.kind.form_title));
  write_thing_form(out, parts, form);
  out.close("details");
}

Response show_thing(const EditorGround& editor, const FormKind& kind, const Request& request,
                    const StaffCaller& caller, const EditorAgain& again) {
  const auto missing = contract::make_error(ErrorCode::not_found, "nothing is called so");
  const auto item = kind.flow.item(request);
  if (!item) return editor.door.refusal(request, caller, missing);
  const auto manuscript = editor.publishing.find(*item);
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const auto standing = kind.standing(*item);
  if (!standing && manuscript->version() == 0) return editor.door.refusal(request, caller, missing);
  const Draft draft = draft_of_thing(kind, *manuscript);
  const bool typed = again.typed != nullptr && again.typed->contains(std::string(kind.fields.front().key));
  const Draft in_form = typed ? typed_in_form(kind, *again.typed) : draft;
  EditorSheet sheet{kind.desk, kind.list, kind.title(*item, draft), kind.flow, caller, *manuscript};
  sheet.stands = standing && standing->stands;
  return editor_sheet(editor, request, sheet, again, [&](HtmlWriter& out, FormParts& parts) {
    if (!is_empty(draft)) write_thing_facts(out, kind, *item, draft);
    if (kind.beside) kind.beside(out, *item);
    if (caller.may(Permission::edit_content))
      write_thing(out, parts,
                  {kind, caller, *item, kind.flow.path(*item) + "/edit", in_form, manuscript->version()},
                  {again.faults, typed ? again.typed : nullptr});
  });
}

Response save_thing(const EditorGround& editor, const FormKind& kind, const Request& request,
                    const StaffCaller& caller, const FormFields& fields) {
  const auto item = kind.flow.item(request);
  if (!item) return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found));
  const Draft draft = typed_in_form(kind, fields);
  if (const DraftFaults faults = saving_faults(kind, *item, draft); !faults.empty())
    return kind.flow.show(request, caller, {form_faults(kind, faults), &fields, 400});
  const auto kept = editor.publishing.save(*item, whole_number(field_value(fields, kSeenVersion)),
                                           service::draft_text(kind.fields, draft), caller.actor());
  if (kept) return StaffDoor::see_other(kind.flow.path(*item) + "?done=saved");
  return kind.flow.show(request, caller,
                        {faults_in_words(kept.error()), &fields, contract::error_status(kept.error().code)});
}

// ---- A new one

Response new_thing_page(const EditorGround& editor, const FormKind& kind, const StaffCaller& caller,
                        const Draft& draft, std::vector<FormFault> faults) {
  HtmlWriter out;
  const int status = faults.empty() ? 200 : 400;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.open("p", {{"class", "back"}}).link(kind.desk, contract::text(kind.list)).close("p");
  out.element("h1", contract::text(kind.fresh));
  write_thing_form(out, parts, {kind, caller, {}, kind.desk + "/new", draft});
  return editor_reply(editor, caller, kind.desk, words(kind.fresh), out.take(), status);
}

// Keeps it under the first name that is free; the same words sent twice are one. Answers its item.
contract::Result<std::string> keep_new(const EditorGround& editor, const FormKind& kind, const Draft& draft,
                                       const contract::Actor& actor) {
  const std::string body = service::draft_text(kind.fields, draft);
  const auto latest = editor.publishing.list(kind.prefix);
  if (!latest) return latest.error();
  for (const storage::LatestStep& one : *latest) {
    const bool open = one.step.kind == storage::StepKind::saved;
    if (open && one.saved == body && one.step.actor == contract::actor_text(actor)) return one.item;
  }
  for (int number = 1;; ++number) {
    std::string item = kind.name(draft, number);
    if (item.empty()) return contract::make_error(ErrorCode::conflict, "no name is left");
    const auto taken = [&](const storage::LatestStep& one) { return one.item == item; };
    if (std::any_of(latest->begin(), latest->end(), taken) || kind.standing(item)) continue;
    const auto kept = editor.publishing.save(item, 0, body, actor);
    if (kept) return item;
    if (kept.error().code != ErrorCode::precondition) return kept.error();
  }
}

Response post_new_thing(const EditorGround& editor, const FormKind& kind, const Request& request,
                        const StaffCaller& caller, const FormFields& fields) {
  const Draft draft = typed_in_form(kind, fields);
  if (const DraftFaults faults = saving_faults(kind, {}, draft); !faults.empty())
    return new_thing_page(editor, kind, caller, draft, form_faults(kind, faults));
  const auto item = keep_new(editor, kind, draft, caller.actor());
  if (!item) return editor.door.refusal(request, caller, item.error());
  return StaffDoor::see_other(kind.flow.path(*item) + "?done=saved");
}

void add_new_thing(const EditorGroundPtr& editor, const FormKindPtr& kind) {
  const std::string fresh = kind->desk + "/new";
  editor->door.page(fresh, kind->flow.name + "_new", Permission::edit_content,
                    [editor, kind](const Request& request, const StaffCaller& caller) {
                      // What it is called may be in the address already.
                      const std::string key(kind->fields.front().key);
                      const Draft draft{{key, contract::entered_text(request.query_value(key))}};
                      return new_thing_page(*editor, *kind, caller, draft, {});
                    });
  editor->door.form(
      fresh, kind->flow.name + "_add", Permission::edit_content,
      [editor, kind](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return post_new_thing(*editor, *kind, request, caller, fields);
      });
}

}  // namespace

Draft draft_of_thing(const FormKind& kind, const Manuscript& manuscript) {
  const storage::PublishingStep* saved = manuscript.saved(manuscript.version());
  const auto standing = kind.standing(manuscript.item);
  if (saved != nullptr && (manuscript.is_unfinished() || !standing))
    return service::draft_from(kind.fields, saved->body);
  return standing ? standing->draft : Draft();
}

std::vector<FormFault> form_faults(const FormKind& kind, const DraftFaults& faults) {
  std::vector<FormFault> said;
  for (const service::DraftFault& fault : faults) {
    const auto field = std::find_if(kind.fields.begin(), kind.fields.end(),
                                    [&](const DraftField& one) { return one.key == fault.field; });
    const bool known = field != kind.fields.end();
    const auto same = [&](const FormFault& one) {
      return one.field == fault.field && one.text == fault.text;
    };
    if (std::none_of(said.begin(), said.end(), same))
      said.push_back(
          {known ? fault.field : std::string(), known ? words(field->label) : std::string(), fault.text});
  }
  return said;
}

std::string id_of_item(const FormKind& kind, std::string_view item) {
  item.remove_prefix(kind.prefix.size());
  return std::string(item.substr(0, item.size() - kItemEnding.size()));
}

std::string item_of_id(const FormKind& kind, std::string_view id) {
  return std::string(kind.prefix).append(id).append(kItemEnding);
}

void add_form_kind(const EditorGroundPtr& editor, const FormKindPtr& kind) {
  // They are asked through the kind, which the routes hold.
  FormKind* const held = kind.get();
  kind->flow.show = [editor, held](const Request& request, const StaffCaller& caller,
                                   const EditorAgain& again) {
    return show_thing(*editor, *held, request, caller, again);
  };
  kind->flow.faults = [held](const std::string& item, const std::string& body) {
    return form_faults(*held, held->faults(item, service::draft_from(held->fields, body)));
  };
  if (kind->name) add_new_thing(editor, kind);
  editor->door.page(kind->flow.base, kind->flow.name, Permission::publish_content,
                    [kind](const Request& request, const StaffCaller& caller) {
                      return kind->flow.show(request, caller, {});
                    });
  editor->door.form(
      kind->flow.base + "/edit", kind->flow.name + "_save", Permission::edit_content,
      [editor, kind](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return save_thing(*editor, *kind, request, caller, fields);
      });
  add_flow_forms(editor, std::shared_ptr<const EditorFlow>(kind, &kind->flow));
}

}  // namespace wufei::http
