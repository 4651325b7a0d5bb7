#include "publishing/value_pages.hpp"

#include <algorithm>

#include "indicator/indicator_content.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "publishing/value_draft.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::IndicatorRevision;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::IndicatorStanding;
using service::Manuscript;
using service::ValueDraft;

constexpr std::string_view kValuesDesk = "/desk/values";
constexpr std::string_view kValueItem = "indicator/";

std::string value_item(int no) {
  return std::string(kValueItem) + std::to_string(no);
}

int number_of_item(std::string_view item) {
  return whole_number(item.substr(kValueItem.size()));
}

std::string value_path(std::string_view item) {
  return std::string(kValuesDesk) + "/" + std::to_string(number_of_item(item));
}

std::vector<FormFault> labelled_faults(const contract::Error& error) {
  if (error.fields.empty()) return faults_in_words(error);
  std::vector<FormFault> faults;
  for (const contract::FieldError& fault : error.fields) {
    const auto* const field =
        std::find_if(std::begin(service::kValueFields), std::end(service::kValueFields),
                     [&](const service::ValueField& one) { return one.pointer == fault.pointer; });
    const std::string text = contract::rule_text(fault.rule, fault.limit);
    if (field == std::end(service::kValueFields))
      faults.push_back({{}, {}, text});
    else
      faults.push_back({std::string(field->key), words(field->label), text});
  }
  return faults;
}

std::vector<FormFault> value_faults(const EditorGround& editor, int no, const ValueDraft& draft) {
  if (const auto sound = service::check_value(draft); !sound) return labelled_faults(sound.error());
  const auto checked = editor.indicators.check(service::request_of(draft, no));
  return checked ? std::vector<FormFault>() : labelled_faults(checked.error());
}

ValueDraft typed_value(const FormFields& fields) {
  ValueDraft draft;
  for (const service::ValueField& field : service::kValueFields) {
    const std::string_view typed = field_value(fields, field.key);
    const bool closed = field.key == "period" || field.key == "op" || field.key == "value" ||
                        field.key == "reference_year" || field.key == "correct" || field.key == "source_date";
    draft[std::string(field.key)] =
        closed ? contract::entered_symbols(typed) : service::without_unseen(typed);
  }
  return draft;
}

// ---- The list

Response show_values(const EditorGround& editor, const Request& request, const StaffCaller& caller) {
  const auto latest = editor.publishing.list(std::string(kValueItem));
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_publishing_values));
  out.element("p", contract::text(Text::server_publishing_values_about), {{"class", "note"}});
  out.open("ul", {{"class", "inbox"}});
  const auto board = editor.indicators.board();
  for (const IndicatorStanding& standing : board->rows) {
    const std::string item = value_item(standing.row->no);
    const auto step = std::find_if(latest->begin(), latest->end(),
                                   [&](const storage::LatestStep& one) { return one.item == item; });
    out.open("li").open("a", {{"href", value_path(item)}});
    out.element("span", indicator_label(*standing.row), {{"class", "first"}});
    out.element("small", actual_words(standing.actual())).open("span", {{"class", "end"}});
    if (step != latest->end()) write_state(out, step->step);
    out.close("span").close("a").close("li");
  }
  out.close("ul");
  return editor_reply(editor, caller, std::string(kValuesDesk), words(Text::server_publishing_values),
                      out.take());
}

// ---- One indicator

struct ValuePageView {
  const EditorFlow& flow;
  const StaffCaller& caller;
  const Manuscript& manuscript;
  const IndicatorStanding& standing;
  ValueDraft draft;  // what the form holds
};

void write_revisions(HtmlWriter& out, const IndicatorStanding& standing) {
  out.element("h2", contract::text(Text::server_publishing_published_values));
  if (standing.revisions.empty()) {
    out.element("p", contract::text(Text::server_publishing_no_values), {{"class", "empty"}});
    return;
  }
  out.open("ol", {{"class", "history"}});
  for (auto row = standing.revisions.rbegin(); row != standing.revisions.rend(); ++row) {
    out.open("li").element(
        "strong", contract::text(Text::server_publishing_revision, {{"number", std::to_string(row->revision)},
                                                                    {"period", period_words(row->period)},
                                                                    {"value", revision_words(*row)}}));
    out.element("p", source_words(*row) + "  " + row->publisher);
    if (row->replaces > 0)
      out.element(
          "p", contract::text(Text::server_publishing_corrects, {{"number", std::to_string(row->replaces)}}));
    if (!row->note.empty()) out.element("p", row->note);
    out.close("li");
  }
  out.close("ol");
}

void write_proposal_facts(HtmlWriter& out, const ValueDraft& draft) {
  out.element("h2", contract::text(Text::server_publishing_proposed));
  out.open("dl", {{"class", "facts"}});
  for (const service::ValueField& field : service::kValueFields)
    if (const std::string_view value = service::draft_field(draft, field.key); !value.empty())
      out.open("div").element("dt", contract::text(field.label)).element("dd", value).close("div");
  out.close("dl");
}

SelectField corrections(const IndicatorStanding& standing, const service::ValueField& field,
                        std::string value) {
  SelectField select{std::string(field.key),
                     words(field.label),
                     words(field.hint),
                     std::move(value),
                     {{{}, {{"", words(Text::server_publishing_corrects_nothing)}}}}};
  for (const std::size_t at : standing.current) {
    const IndicatorRevision& row = standing.revisions[at];
    select.groups.front().choices.push_back(
        {std::to_string(row.revision),
         contract::text(Text::server_publishing_revision, {{"number", std::to_string(row.revision)},
                                                           {"period", period_words(row.period)},
                                                           {"value", revision_words(row)}})});
  }
  return select;
}

SelectField bounds(const service::ValueField& field, std::string value) {
  SelectField select{std::string(field.key),
                     words(field.label),
                     words(field.hint),
                     std::move(value),
                     {{{}, {{"", words(Text::server_publishing_equal)}}}}};
  for (const char* sign : {">", ">=", "<", "<="}) select.groups.front().choices.push_back({sign, sign});
  return select;
}

void write_value_form(HtmlWriter& out, FormParts& parts, const ValuePageView& view) {
  const bool in_words = view.standing.row->qualitative;
  out.element("h2", contract::text(Text::server_publishing_propose_value));
  open_desk_form(out, view.caller, value_path(view.manuscript.item) + "/edit");
  parts.hidden(kSeenVersion, std::to_string(view.manuscript.version()));
  for (const service::ValueField& field : service::kValueFields) {
    std::string value(service::draft_field(view.draft, field.key));
    if (in_words ? field.key == "value" || field.key == "op" : field.key == "words") continue;
    if (field.key == "correct")
      parts.select_field(corrections(view.standing, field, std::move(value)));
    else if (field.key == "op")
      parts.select_field(bounds(field, std::move(value)));
    else
      parts.text_field({.name = std::string(field.key),
                        .label = words(field.label),
                        .hint = contract::text(field.hint, {{"unit", view.standing.row->unit}}),
                        .value = std::move(value),
                        .type = field.key == "source_date" ? "date" : "text",
                        .limit = field.key == "source_date" ? 0 : field.limit});
  }
  parts.button(contract::text(Text::server_publishing_save));
  out.close("form");
}

std::string value_html(const ValuePageView& view, const Request& request, const EditorAgain& again) {
  HtmlWriter out;
  FormParts parts(out, again.faults);
  parts.summary();
  out.open("p", {{"class", "back"}})
      .link(kValuesDesk, contract::text(Text::server_publishing_values))
      .close("p");
  out.open("div", {{"class", "bar"}}).element("h1", indicator_label(*view.standing.row));
  if (!view.manuscript.steps.empty()) write_state(out, view.manuscript.steps.back());
  out.close("div");
  write_editor_done(out, request);
  out.open("div", {{"class", "split"}}).open("div");
  const storage::PublishingStep* latest = view.manuscript.saved(view.manuscript.version());
  if (latest != nullptr && view.manuscript.is_open())
    write_proposal_facts(out, service::value_from_text(latest->body));
  write_revisions(out, view.standing);
  if (view.caller.may(Permission::edit_content)) write_value_form(out, parts, view);
  write_steps(out, view.manuscript, {});
  out.close("div").open("aside",
                        {{"class", "panel"}, {"aria-label", contract::text(Text::server_publishing_steps)}});
  out.element("h2", contract::text(Text::server_publishing_steps));
  write_flow(out, parts, view.flow, view.caller, view.manuscript, false, again);
  out.close("aside").close("div");
  return out.take();
}

Response show_value(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                    const StaffCaller& caller, const EditorAgain& again) {
  const auto item = flow.item(request);
  const auto missing = contract::make_error(ErrorCode::not_found, "no such indicator");
  if (!item) return editor.door.refusal(request, caller, missing);
  const auto manuscript = editor.publishing.find(*item);
  if (!manuscript) return editor.door.refusal(request, caller, manuscript.error());
  const auto board = editor.indicators.board();
  const storage::PublishingStep* latest = manuscript->saved(manuscript->version());
  ValueDraft draft;
  if (again.typed != nullptr && again.typed->contains("period"))
    draft = typed_value(*again.typed);
  else if (latest != nullptr && manuscript->is_open())
    draft = service::value_from_text(latest->body);
  const ValuePageView view{flow, caller, *manuscript, *board->find(number_of_item(*item)), std::move(draft)};
  return editor_reply(editor, caller, std::string(kValuesDesk), indicator_label(*view.standing.row),
                      value_html(view, request, again), again.status);
}

Response save_value(const EditorGround& editor, const EditorFlow& flow, const Request& request,
                    const StaffCaller& caller, const FormFields& fields) {
  const auto item = flow.item(request);
  if (!item) return editor.door.refusal(request, caller, contract::make_error(ErrorCode::not_found));
  const ValueDraft draft = typed_value(fields);
  if (auto faults = value_faults(editor, number_of_item(*item), draft); !faults.empty())
    return flow.show(request, caller, {std::move(faults), &fields, 400});
  const auto kept = editor.publishing.save(*item, whole_number(field_value(fields, kSeenVersion)),
                                           service::value_to_text(draft), caller.actor());
  if (kept) return StaffDoor::see_other(flow.path(*item) + "?done=saved");
  return flow.show(request, caller,
                   {faults_in_words(kept.error()), &fields, contract::error_status(kept.error().code)});
}

std::shared_ptr<EditorFlow> value_flow(const EditorGroundPtr& editor) {
  const auto flow = std::make_shared<EditorFlow>();
  flow->base = std::string(kValuesDesk) + "/{no}";
  flow->name = "desk_value";
  flow->item = [editor](const Request& request) -> std::optional<std::string> {
    const int no = whole_number(request.path_parameter("no"));
    if (editor->indicators.board()->find(no) == nullptr) return std::nullopt;
    return value_item(no);
  };
  flow->path = [](const std::string& item) { return value_path(item); };
  flow->show = [editor, flow = flow.get()](const Request& request, const StaffCaller& caller,
                                           const EditorAgain& again) {
    return show_value(*editor, *flow, request, caller, again);
  };
  flow->faults = [editor](const std::string& item, const std::string& body) {
    return value_faults(*editor, number_of_item(item), service::value_from_text(body));
  };
  flow->publish = [editor](const Manuscript& manuscript, int version,
                           const contract::Actor& actor) -> contract::Status {
    const storage::PublishingStep* saved = manuscript.saved(version);
    if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
    return editor->publishing.publish_value(
        manuscript.item, version,
        service::request_of(service::value_from_text(saved->body), number_of_item(manuscript.item)), actor);
  };
  return flow;
}

}  // namespace

void add_value_desk(const EditorGroundPtr& editor) {
  const auto flow = value_flow(editor);
  editor->door.page(kValuesDesk, "desk_values", Permission::publish_content,
                    [editor](const Request& request, const StaffCaller& caller) {
                      return show_values(*editor, request, caller);
                    });
  editor->door.page(
      flow->base, "desk_value", Permission::publish_content,
      [flow](const Request& request, const StaffCaller& caller) { return flow->show(request, caller, {}); });
  editor->door.form(
      flow->base + "/edit", "desk_value_save", Permission::edit_content,
      [editor, flow](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return save_value(*editor, *flow, request, caller, fields);
      });
  add_flow_forms(editor, flow);
}

}  // namespace wufei::http
