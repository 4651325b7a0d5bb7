#include "publishing/value_pages.hpp"

#include <algorithm>

#include "indicator/indicator_content.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "publishing/form_kind.hpp"
#include "publishing/value_draft.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::IndicatorRevision;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Draft;
using service::IndicatorStanding;
using service::Manuscript;

constexpr std::string_view kValuesDesk = "/desk/values";
constexpr std::string_view kValueItem = "indicator/";

std::string value_item(int no) {
  return std::string(kValueItem) + std::to_string(no);
}

int number_of_item(std::string_view item) {
  return whole_number(item.substr(kValueItem.size()));
}

service::DraftFaults ruled_faults(const contract::Error& error) {
  service::DraftFaults faults;
  for (const contract::FieldError& fault : error.fields) {
    const auto* const field =
        std::find_if(std::begin(service::kValueFields), std::end(service::kValueFields),
                     [&](const service::DraftField& one) { return one.pointer == fault.pointer; });
    faults.push_back({field == std::end(service::kValueFields) ? std::string() : std::string(field->key),
                      contract::rule_text(fault.rule, fault.limit)});
  }
  for (const FormFault& fault : error.fields.empty() ? faults_in_words(error) : std::vector<FormFault>())
    faults.push_back({{}, fault.text});
  return faults;
}

service::DraftFaults value_faults(const EditorGround& editor, int no, const Draft& draft) {
  if (auto faults = service::value_typing_faults(draft); !faults.empty()) return faults;
  const auto checked = editor.indicators.check(service::request_of(draft, no));
  return checked ? service::DraftFaults() : ruled_faults(checked.error());
}

// ---- The list

Response show_values(const EditorGround& editor, const FormKind& kind, const Request& request,
                     const StaffCaller& caller) {
  const auto latest = editor.publishing.list(kind.prefix);
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  HtmlWriter out;
  write_list_head(out, caller, kind.list);
  out.element("p", contract::text(Text::server_publishing_values_about), {{"class", "note"}});
  out.open("ul", {{"class", "inbox"}});
  const auto board = editor.indicators.board();
  for (const IndicatorStanding& standing : board->rows) {
    const std::string item = value_item(standing.row->no);
    const auto step = std::find_if(latest->begin(), latest->end(),
                                   [&](const storage::LatestStep& one) { return one.item == item; });
    write_listed(out, {kind.flow.path(item), indicator_label(*standing.row), actual_words(standing.actual()),
                       step == latest->end() ? nullptr : &step->step});
  }
  out.close("ul");
  return editor_reply(editor, caller, kind.desk, words(kind.list), out.take());
}

// ---- One indicator

std::string revision_label(const IndicatorRevision& row) {
  return contract::text(Text::server_publishing_revision, {{"number", std::to_string(row.revision)},
                                                           {"period", period_words(row.period)},
                                                           {"value", revision_words(row)}});
}

void write_revisions(HtmlWriter& out, const IndicatorStanding& standing) {
  out.element("h2", contract::text(Text::server_publishing_published_values));
  if (standing.revisions.empty()) {
    out.element("p", contract::text(Text::server_publishing_no_values), {{"class", "empty"}});
    return;
  }
  out.open("ol", {{"class", "history"}});
  for (auto row = standing.revisions.rbegin(); row != standing.revisions.rend(); ++row) {
    out.open("li").element("strong", revision_label(*row));
    out.element("p", source_words(*row) + "  " + row->publisher);
    if (row->replaces > 0)
      out.element(
          "p", contract::text(Text::server_publishing_corrects, {{"number", std::to_string(row->replaces)}}));
    if (!row->note.empty()) out.element("p", row->note);
    out.close("li");
  }
  out.close("ol");
}

std::vector<SelectField::Group> value_choices(const IndicatorStanding& standing, std::string_view key) {
  const bool corrects = key == "correct";
  SelectField::Group group{
      {}, {{"", words(corrects ? Text::server_publishing_corrects_nothing : Text::server_publishing_equal)}}};
  if (corrects)
    for (const std::size_t at : standing.current)
      group.choices.push_back(
          {std::to_string(standing.revisions[at].revision), revision_label(standing.revisions[at])});
  else
    for (const char* sign : {">", ">=", "<", "<="}) group.choices.push_back({sign, sign});
  return {std::move(group)};
}

// ---- The kind

void add_value_flow(const EditorGroundPtr& editor, FormKind& kind) {
  kind.flow.base = kind.desk + "/{no}";
  kind.flow.name = "desk_value";
  kind.flow.item = [editor](const Request& request) -> std::optional<std::string> {
    const int no = whole_number(request.path_parameter("no"));
    if (editor->indicators.board()->find(no) == nullptr) return std::nullopt;
    return value_item(no);
  };
  kind.flow.path = [held = &kind](const std::string& item) {
    return held->desk + "/" + std::to_string(number_of_item(item));
  };
  kind.flow.publish = [editor](const Manuscript& manuscript, int version,
                               const contract::Actor& actor) -> contract::Status {
    const storage::PublishingStep* saved = manuscript.saved(version);
    if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
    const Draft draft = service::draft_from(service::kValueFields, saved->body);
    return editor->publishing.publish_value(
        manuscript.item, version, service::request_of(draft, number_of_item(manuscript.item)), actor);
  };
}

FormKindPtr value_kind(const EditorGroundPtr& editor) {
  const auto kind = std::make_shared<FormKind>();
  kind->desk = kValuesDesk;
  kind->prefix = kValueItem;
  kind->list = Text::server_publishing_values;
  kind->fields = service::kValueFields;
  kind->facts_title = Text::server_publishing_proposed;
  kind->form_title = Text::server_publishing_propose_value;
  add_value_flow(editor, *kind);
  kind->title = [editor](const std::string& item, const Draft&) {
    const auto board = editor->indicators.board();
    return indicator_label(*board->find(number_of_item(item))->row);
  };
  // What is published is in the indicators' chain, and the next value is another one.
  kind->standing = [](const std::string&) { return std::optional<Standing>(Standing{}); };
  kind->faults = [editor](const std::string& item, const Draft& draft) {
    return value_faults(*editor, number_of_item(item), draft);
  };
  kind->choices = [editor](const std::string& item, std::string_view key) {
    const auto board = editor->indicators.board();
    return value_choices(*board->find(number_of_item(item)), key);
  };
  kind->has = [editor](const std::string& item, std::string_view key) {
    const auto board = editor->indicators.board();
    const bool in_words = board->find(number_of_item(item))->row->qualitative;
    return in_words ? key != "value" && key != "op" : key != "words";
  };
  kind->hint = [editor](const std::string& item, const service::DraftField& field) {
    const auto board = editor->indicators.board();
    return contract::text(field.hint, {{"unit", board->find(number_of_item(item))->row->unit}});
  };
  kind->beside = [editor](HtmlWriter& out, const std::string& item) {
    const auto board = editor->indicators.board();
    write_revisions(out, *board->find(number_of_item(item)));
  };
  return kind;
}

}  // namespace

void add_value_desk(const EditorGroundPtr& editor) {
  const FormKindPtr kind = value_kind(editor);
  editor->door.page(kValuesDesk, "desk_values", Permission::publish_content,
                    [editor, kind](const Request& request, const StaffCaller& caller) {
                      return show_values(*editor, *kind, request, caller);
                    });
  add_form_kind(editor, kind);
}

}  // namespace wufei::http
