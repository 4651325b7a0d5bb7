#include "plan/plan_datasets.hpp"

#include "lib/base/find.hpp"
#include "plan/plan_content.hpp"

namespace wufei::service {
namespace {

using contract::Plan;
using contract::PlanTask;
using Type = FieldType;

const std::vector<std::string> kOperators{"eq", "ge", "le", "gt", "lt"};
const std::vector<std::string> kLists{"contradiction", "reading", "extraction"};
const std::vector<std::string> kShares{"serves", "partly", "not_yet", "elsewhere"};

std::string body_id(const Plan& plan, const std::string& name) {
  const contract::PlanBody* body = contract::find_body(plan, name);
  return body == nullptr ? std::string() : body->id;
}

std::string chapter_title(const Plan& plan, const std::string& section) {
  const contract::PlanChapter* chapter = contract::chapter_of(plan, section);
  return chapter == nullptr ? std::string() : chapter->title;
}

contract::Result<Dataset> tasks(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},       {"section", Type::text, true},
                  {"section_title", Type::text},  {"field", Type::text, true},
                  {"title", Type::text, true},    {"summary", Type::text, true},
                  {"lead", Type::text},           {"lead_id", Type::text, false, {}, "bodies.id"},
                  {"co_leads", Type::texts},      {"responsible", Type::texts},
                  {"due_year", Type::integer},    {"due_note", Type::text},
                  {"indicators", Type::integers}, {"targets", Type::texts},
                  {"discrepancies", Type::texts}, {"portal", Type::text, true, kShares},
                  {"portal_note", Type::text},    {"portal_link", Type::text}};
  table.key = {"id"};
  for (const PlanTask& task : plan.tasks)
    table.rows.push_back({text_value(task.id), text_value(task.section),
                          text_value(chapter_title(plan, task.section)), text_value(task.field),
                          text_value(task.title), text_value(task.summary), text_value(task.lead),
                          text_value(body_id(plan, task.lead)), list_value(task.co_leads),
                          list_value(task.responsible), integer_value(task.due_year),
                          text_value(task.due_note), list_value(task.indicators), list_value(task.targets),
                          list_value(task.discrepancies), std::string(portal_share_name(task.portal)),
                          text_value(task.portal_note), text_value(task.portal_link)});
  return table;
}

// One row per body of a task. A body that leads is not repeated as responsible.
contract::Result<Dataset> task_bodies(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"task", Type::text, true, {}, "tasks.id"},
                  {"body", Type::text, true, {}, "bodies.id"},
                  {"role", Type::text, true, {"lead", "co_lead", "responsible"}}};
  table.key = {"task", "body"};
  for (const PlanTask& task : plan.tasks) {
    std::vector<std::string> named;
    const auto add = [&](const std::string& name, const char* role) {
      const std::string id = body_id(plan, name);
      if (id.empty() || contract::is_among(named, id)) return;
      named.push_back(id);
      table.rows.push_back({task.id, id, std::string(role)});
    };
    add(task.lead, "lead");
    for (const std::string& name : task.co_leads) add(name, "co_lead");
    for (const std::string& name : task.responsible) add(name, "responsible");
  }
  return table;
}

std::string task_of(const Plan& plan, const std::string& target) {
  for (const PlanTask& task : plan.tasks)
    if (contract::is_among(task.targets, target)) return task.id;
  return {};
}

contract::Result<Dataset> targets(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"section", Type::text, true},
                  {"summary", Type::text, true},
                  {"year", Type::integer},
                  {"op", Type::text, false, kOperators},
                  {"value_raw", Type::text},
                  {"number", Type::number},
                  {"unit", Type::text},
                  {"indicator_no", Type::integer, false, {}, "indicators.no"},
                  {"task", Type::text, false, {}, "tasks.id"},
                  {"qualitative", Type::boolean, true},
                  {"note", Type::text}};
  table.key = {"id"};
  for (const contract::PlanTarget& target : plan.targets)
    table.rows.push_back({text_value(target.id), text_value(target.section), text_value(target.summary),
                          integer_value(target.year), text_value(operator_word(target.op)),
                          text_value(target.value), number_value(target.number ? target.value : ""),
                          text_value(target.unit), integer_value(target.indicator_no),
                          text_value(task_of(plan, target.id)), target.qualitative, text_value(target.note)});
  return table;
}

contract::Result<Dataset> discrepancies(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"list", Type::text, true, kLists},
                  {"kind", Type::text, true},
                  {"title", Type::text, true},
                  {"problem", Type::text, true},
                  {"handling", Type::text, true},
                  {"indicators", Type::integers},
                  {"answerable_by", Type::text},
                  {"answerable_by_id", Type::text, false, {}, "bodies.id"}};
  table.key = {"id"};
  for (const contract::Discrepancy& row : plan.discrepancies)
    table.rows.push_back({text_value(row.id), text_value(row.list), text_value(row.kind),
                          text_value(row.title), text_value(row.problem), text_value(row.handling),
                          list_value(row.indicators), text_value(row.answerable_by),
                          text_value(body_id(plan, row.answerable_by))});
  return table;
}

contract::Result<Dataset> discrepancy_places(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"discrepancy", Type::text, true, {}, "discrepancies.id"},
                  {"position", Type::integer, true},
                  {"place", Type::text, true},
                  {"says", Type::text, true}};
  table.key = {"discrepancy", "position"};
  for (const contract::Discrepancy& row : plan.discrepancies)
    for (std::size_t i = 0; i < row.places.size(); ++i)
      table.rows.push_back({text_value(row.id), static_cast<std::int64_t>(i + 1),
                            text_value(row.places[i].where), text_value(row.places[i].says)});
  return table;
}

contract::Result<Dataset> bodies(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"name", Type::text, true},
                  {"aliases", Type::texts},
                  {"discrepancy", Type::text, false, {}, "discrepancies.id"}};
  table.key = {"id"};
  for (const contract::PlanBody& body : plan.bodies)
    table.rows.push_back(
        {text_value(body.id), text_value(body.name), list_value(body.aliases), text_value(body.discrepancy)});
  return table;
}

contract::Result<Dataset> cells(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"name", Type::text, true},
                  {"type", Type::text, true},
                  {"type_name", Type::text},
                  {"field", Type::text, false, {}, "cell_goals.id"},
                  {"area", Type::text, false, {}, "areas.code"},
                  {"status", Type::text, true, {"creating", "recognised", "withdrawn"}},
                  {"date", Type::date, true},
                  {"publisher", Type::text, true},
                  {"evidence", Type::texts, true},
                  {"evidence_links", Type::texts},
                  {"note", Type::text}};
  table.key = {"id"};
  for (const contract::WasteCell& cell : plan.cells.cells) {
    const contract::CellType* type = contract::find_cell_type(plan.cells, cell.type);
    std::vector<std::string> titles, links;
    for (const contract::CellEvidence& evidence : cell.evidence) {
      titles.push_back(evidence.title);
      if (!evidence.href.empty()) links.push_back(evidence.href);
    }
    table.rows.push_back({text_value(cell.id), text_value(cell.name), text_value(cell.type),
                          text_value(type == nullptr ? "" : type->name),
                          text_value(type == nullptr ? "" : type->field), text_value(cell.area),
                          text_value(cell.status), text_value(cell.date), text_value(cell.publisher),
                          list_value(titles), list_value(links), text_value(cell.note)});
  }
  return table;
}

contract::Result<Dataset> cell_goals(const PlanContent& plan) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"name", Type::text, true},
                  {"op", Type::text, true, kOperators},
                  {"count", Type::integer, true},
                  {"section", Type::text, true}};
  table.key = {"id"};
  for (const contract::CellGoal& goal : plan.cells.goals)
    table.rows.push_back({text_value(goal.id), text_value(goal.name), text_value(operator_word(goal.op)),
                          static_cast<std::int64_t>(goal.count), text_value(goal.section)});
  return table;
}

}  // namespace

void add_plan_datasets(DatasetRegistry& registry) {
  registry.add("targets", targets);
  registry.add("tasks", tasks);
  registry.add("task_bodies", task_bodies);
  registry.add("bodies", bodies);
  registry.add("discrepancies", discrepancies);
  registry.add("discrepancy_places", discrepancy_places);
  registry.add("cells", cells);
  registry.add("cell_goals", cell_goals);
}

}  // namespace wufei::service
