#include "publishing/plan/cell_desk.hpp"

#include <algorithm>
#include <map>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "plan/plan_content.hpp"
#include "publishing/form_kind.hpp"
#include "publishing/plan/cell_draft.hpp"

namespace wufei::http {
namespace {

using contract::CellRegister;
using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using contract::WasteCell;
using service::Draft;
using service::DraftFaults;
using service::Manuscript;

constexpr std::string_view kCellsDesk = "/desk/cells";
constexpr int kMostCells = 999;

const CellRegister& cells_of(const service::ContentSet& content) {
  return content.get<service::PlanContent>().cells;
}

const WasteCell* find_cell(const CellRegister& cells, std::string_view id) {
  return contract::find_by(&WasteCell::id, cells.cells, id);
}

bool is_cell_id(std::string_view id) {
  return id.size() == 4 && id.front() == 'C' &&
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// ---- The list

void write_goals(HtmlWriter& out, const CellRegister& cells) {
  const std::string title = words(Text::server_cells_goals);
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", title}});
  out.open("table").element("caption", title).open("thead").open("tr");
  out.element("th", contract::text(Text::server_cells_field), {{"scope", "col"}});
  for (const Text head : {Text::server_cells_goal, Text::server_cells_listed})
    out.element("th", contract::text(head), {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (const contract::CellGoal& goal : cells.goals) {
    const std::string count = std::to_string(goal.count);
    out.open("tr").element("th", goal.name, {{"scope", "row"}});
    out.element("td",
                goal.op == ">=" ? contract::text(Text::server_plan_at_least, {{"value", count}}) : count,
                {{"class", "number"}});
    out.element("td", std::to_string(contract::recognised_cells(cells, goal.id)), {{"class", "number"}})
        .close("tr");
  }
  out.close("tbody").close("table").close("div");
}

std::vector<SelectField::Group> cell_choices(const service::ContentSet& content, std::string_view key) {
  SelectField::Group group;
  const auto& plan = content.get<service::PlanContent>();
  if (key == "area")
    group.choices.push_back({"", words(Text::server_cells_county)});
  else
    group.choices.push_back({"", words(Text::server_publishing_choose)});
  if (key == "type")
    for (const contract::CellType& one : plan.cells.types) group.choices.push_back({one.id, one.name});
  if (key == "area")
    for (const contract::Area& one : content.get<service::CountyContent>().areas)
      group.choices.push_back({one.code, one.name});
  if (key == "publisher")
    for (const contract::PlanBody& one : plan.bodies) group.choices.push_back({one.name, one.name});
  if (key == "status")
    group.choices.insert(group.choices.end(), {{"creating", words(Text::server_cells_creating)},
                                               {"recognised", words(Text::server_cells_recognised)},
                                               {"withdrawn", words(Text::server_cells_withdrawn)}});
  return {std::move(group)};
}

std::string choice_label(const service::ContentSet& content, std::string_view key, std::string_view value) {
  const auto groups = cell_choices(content, key);
  for (const contract::Choice& one : groups.front().choices)
    if (one.value == value) return one.label;
  return std::string(value);
}

std::string about_cell(const service::ContentSet& content, const WasteCell& cell) {
  std::string about = choice_label(content, "type", cell.type);
  contract::append_listed(about, choice_label(content, "area", cell.area));
  if (!cell.status.empty()) contract::append_listed(about, choice_label(content, "status", cell.status));
  if (!cell.date.empty()) contract::append_listed(about, cell.date);
  return about;
}

struct CellRow {
  WasteCell cell;
  const storage::PublishingStep* step = nullptr;
};

// By id: the latest version of what is written, else what is registered.
std::map<std::string, CellRow> cell_rows(const FormKind& kind, const CellRegister& cells,
                                         const std::vector<storage::LatestStep>& latest) {
  std::map<std::string, CellRow> rows;
  for (const WasteCell& cell : cells.cells) rows[cell.id] = {cell, nullptr};
  for (const storage::LatestStep& one : latest) {
    const std::string id = id_of_item(kind, one.item);
    rows[id] = {service::cell_of(service::draft_from(kind.fields, one.saved), id), &one.step};
  }
  return rows;
}

Response show_cells(const EditorGround& editor, const FormKind& kind, const Request& request,
                    const StaffCaller& caller) {
  const auto latest = editor.publishing.list(kind.prefix);
  if (!latest) return editor.door.refusal(request, caller, latest.error());
  const auto content = editor.content.current();
  HtmlWriter out;
  write_list_head(out, caller, kind.list, kind.desk + "/new", kind.fresh);
  out.element("p", contract::text(Text::server_publishing_cells_about), {{"class", "note"}});
  write_goals(out, cells_of(*content));
  const auto rows = cell_rows(kind, cells_of(*content), *latest);
  out.element("h2", contract::text(Text::server_cells_register));
  if (rows.empty()) out.element("p", contract::text(Text::server_publishing_no_cells), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const auto& [id, row] : rows)
    write_listed(out, {kind.flow.path(item_of_id(kind, id)), row.cell.name, about_cell(*content, row.cell),
                       row.step, Text::server_publishing_state_file});
  out.close("ul");
  return editor_reply(editor, caller, kind.desk, words(kind.list), out.take());
}

// ---- What keeps it

DraftFaults cell_faults(const EditorGround& editor, const FormKind& kind, const std::string& item,
                        const Draft& draft) {
  const auto content = editor.content.current();
  const std::string id = id_of_item(kind, item);
  DraftFaults faults = service::cell_typing_faults(
      draft, editor.today(), [&](const std::string& link) { return editor.leads(link); });
  const DraftFaults twice = service::cell_twice_faults(draft, id, cells_of(*content));
  faults.insert(faults.end(), twice.begin(), twice.end());
  if (!faults.empty()) return faults;
  const auto broken = editor.keeper.faults_with(item, service::cell_file(service::cell_of(draft, id)));
  if (!broken) return {{{}, std::string(contract::error_explanation(broken.error().code))}};
  return service::cell_rule_faults(*broken, item, content->get<service::CountyContent>().site.service_number);
}

// ---- Its steps

contract::Status publish_cell(const EditorGround& editor, const FormKind& kind, const Manuscript& manuscript,
                              int version, const contract::Actor& actor) {
  const storage::PublishingStep* saved = manuscript.saved(version);
  if (saved == nullptr) return contract::make_error(ErrorCode::precondition, "no such version");
  const WasteCell cell =
      service::cell_of(service::draft_from(kind.fields, saved->body), id_of_item(kind, manuscript.item));
  return editor.publishing.publish_file(manuscript.item, version, service::cell_file(cell), actor);
}

contract::Status withdraw_cell(const EditorGround& editor, const FormKind& kind, const Manuscript& manuscript,
                               std::size_t seen, const std::string& reason, const contract::Actor& actor) {
  const auto content = editor.content.current();
  const WasteCell* cell = find_cell(cells_of(*content), id_of_item(kind, manuscript.item));
  if (cell == nullptr) return contract::make_error(ErrorCode::not_found, "no such cell");
  return editor.publishing.withdraw_file(manuscript.item, seen, service::cell_file(*cell, reason), reason,
                                         actor);
}

// ---- The kind

std::optional<Standing> standing_cell(const EditorGround& editor, const FormKind& kind,
                                      const std::string& item) {
  const auto content = editor.content.current();
  if (const WasteCell* cell = find_cell(cells_of(*content), id_of_item(kind, item)))
    return Standing{service::draft_of(*cell), true};
  const auto text = editor.keeper.text(item);
  if (!text || !*text) return std::nullopt;
  const auto json = contract::parse_json(**text);
  return json ? Standing{service::draft_of(contract::cell_from_json(*json))} : Standing{};
}

void add_cell_flow(const EditorGroundPtr& editor, FormKind& kind) {
  kind.flow.base = kind.desk + "/{id}";
  kind.flow.name = "desk_cell";
  kind.flow.withdraw_hint = Text::server_publishing_cell_withdraw_hint;
  kind.flow.item = [held = &kind](const Request& request) -> std::optional<std::string> {
    const std::string_view id = request.path_parameter("id");
    return is_cell_id(id) ? std::optional(item_of_id(*held, id)) : std::nullopt;
  };
  kind.flow.path = [held = &kind](const std::string& item) {
    return held->desk + "/" + id_of_item(*held, item);
  };
  kind.flow.publish = [editor, held = &kind](const Manuscript& manuscript, int version,
                                             const contract::Actor& actor) {
    return publish_cell(*editor, *held, manuscript, version, actor);
  };
  kind.flow.withdraw = [editor, held = &kind](const Manuscript& manuscript, std::size_t seen,
                                              const std::string& reason, const contract::Actor& actor) {
    return withdraw_cell(*editor, *held, manuscript, seen, reason, actor);
  };
}

FormKindPtr cell_kind(const EditorGroundPtr& editor) {
  const auto kind = std::make_shared<FormKind>();
  kind->desk = kCellsDesk;
  kind->prefix = service::kCellFolder;
  kind->list = Text::server_publishing_cells;
  kind->fresh = Text::server_publishing_new_cell;
  kind->fields = service::kCellFields;
  kind->unfinished = true;
  add_cell_flow(editor, *kind);
  kind->title = [](const std::string&, const Draft& draft) {
    return std::string(service::draft_value(draft, "name"));
  };
  kind->standing = [editor, held = kind.get()](const std::string& item) {
    return standing_cell(*editor, *held, item);
  };
  kind->faults = [editor, held = kind.get()](const std::string& item, const Draft& draft) {
    return cell_faults(*editor, *held, item, draft);
  };
  kind->choices = [editor](const std::string&, std::string_view key) {
    return cell_choices(*editor->content.current(), key);
  };
  kind->name = [held = kind.get()](const Draft&, int number) {
    if (number > kMostCells) return std::string();
    const std::string digits = std::to_string(1000 + number);
    return item_of_id(*held, "C" + digits.substr(1));
  };
  return kind;
}

}  // namespace

void add_cell_desk(const EditorGroundPtr& editor) {
  const FormKindPtr kind = cell_kind(editor);
  editor->door.page(kCellsDesk, "desk_cells", Permission::publish_content,
                    [editor, kind](const Request& request, const StaffCaller& caller) {
                      return show_cells(*editor, *kind, request, caller);
                    });
  add_form_kind(editor, kind);
}

}  // namespace wufei::http
