#include "plan/plan_rules.hpp"

#include <set>
#include <string>

#include "county/area.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/document/routes.hpp"

namespace wufei::service {
namespace {

using Faults = std::vector<ContentFault>;

std::string at(const std::string& pointer, std::size_t index) {
  return pointer + "/" + std::to_string(index);
}

// Reports faults of one file.
class FileFaults {
 public:
  FileFaults(const char* file, Faults& faults) : file_(file), faults_(faults) {}
  void add(const std::string& pointer, const std::string& rule) const {
    faults_.push_back({file_, pointer, rule});
  }
  void unless(bool holds, const std::string& pointer, const std::string& rule) const {
    if (!holds) add(pointer, rule);
  }

 private:
  const char* file_;
  Faults& faults_;
};

template <class Rows>
void check_ids(const Rows& rows, const std::string& pointer, const FileFaults& faults) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i)
    faults.unless(ids.insert(rows[i].id).second, at(pointer, i) + "/id", "is used twice");
}

bool is_page(const std::string& path) {
  return contract::parse_page(path).kind != contract::PageKind::unknown;
}

void check_bodies(const contract::Plan& plan, Faults& all) {
  const FileFaults faults(kBodiesFile, all);
  check_ids(plan.bodies, "/bodies", faults);
  std::set<std::string> names;
  for (std::size_t i = 0; i < plan.bodies.size(); ++i) {
    const contract::PlanBody& body = plan.bodies[i];
    faults.unless(names.insert(body.name).second, at("/bodies", i) + "/name", "is used twice");
    for (const std::string& alias : body.aliases)
      faults.unless(names.insert(alias).second, at("/bodies", i) + "/aliases", alias + " is used twice");
    faults.unless(body.discrepancy.empty() || contract::find_discrepancy(plan, body.discrepancy) != nullptr,
                  at("/bodies", i) + "/discrepancy", "is no discrepancy");
  }
}

void check_rows(const Content& content, const std::vector<int>& numbers, const std::string& pointer,
                const FileFaults& faults) {
  for (const int number : numbers)
    faults.unless(content.indicators.find(number) != nullptr, pointer,
                  std::to_string(number) + " is no row of the table of indicators");
}

void check_task_references(const contract::Plan& plan, const contract::PlanTask& task,
                           const std::string& pointer, const FileFaults& faults) {
  const auto body = [&](const std::string& name, const char* member) {
    const contract::PlanBody* found = contract::find_body(plan, name);
    faults.unless(found != nullptr && found->name == name, pointer + member, name + " is no body's name");
  };
  if (!task.lead.empty()) body(task.lead, "/lead");
  for (const std::string& name : task.co_leads) body(name, "/co_leads");
  for (const std::string& name : task.responsible) body(name, "/responsible");
  for (const std::string& id : task.targets)
    faults.unless(contract::find_target(plan, id) != nullptr, pointer + "/targets", id + " is no target");
  for (const std::string& id : task.discrepancies)
    faults.unless(contract::find_discrepancy(plan, id) != nullptr, pointer + "/discrepancies",
                  id + " is no discrepancy");
}

void check_tasks(const contract::Plan& plan, Faults& all) {
  const FileFaults faults(kTasksFile, all);
  check_ids(plan.tasks, "/tasks", faults);
  std::set<std::string> titles, targets;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const contract::PlanTask& task = plan.tasks[i];
    const std::string pointer = at("/tasks", i);
    faults.unless(titles.insert(task.title).second, pointer + "/title", "is used twice");
    faults.unless(contract::chapter_of(plan, task.section) != nullptr, pointer + "/section",
                  "lies in no chapter");
    faults.unless(task.portal_link.empty() || is_page(task.portal_link), pointer + "/portal_link",
                  "is no page of this site");
    for (const std::string& id : task.targets)
      faults.unless(targets.insert(id).second, pointer + "/targets", id + " belongs to two tasks");
    check_task_references(plan, task, pointer, faults);
  }
}

void check_targets(const contract::Plan& plan, Faults& all) {
  const FileFaults faults(kTargetsFile, all);
  check_ids(plan.targets, "/targets", faults);
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const contract::PlanTarget& target = plan.targets[i];
    faults.unless(contract::chapter_of(plan, target.section) != nullptr, at("/targets", i) + "/section",
                  "lies in no chapter");
    faults.unless(target.qualitative == target.value.empty(), at("/targets", i) + "/value",
                  "must be null when and only when the target is qualitative");
  }
}

void check_discrepancies(const contract::Plan& plan, Faults& all) {
  const FileFaults faults(kDiscrepanciesFile, all);
  check_ids(plan.discrepancies, "/discrepancies", faults);
  for (std::size_t i = 0; i < plan.discrepancies.size(); ++i) {
    const std::string& body = plan.discrepancies[i].answerable_by;
    faults.unless(body.empty() || contract::find_body(plan, body) != nullptr,
                  at("/discrepancies", i) + "/answerable_by", "is no body's name");
  }
}

const contract::CellGoal* find_goal(const contract::CellRegister& cells, const std::string& id) {
  for (const contract::CellGoal& goal : cells.goals)
    if (goal.id == id) return &goal;
  return nullptr;
}

void check_cell_goals(const contract::CellRegister& cells, const FileFaults& faults) {
  check_ids(cells.goals, "/goals", faults);
  check_ids(cells.types, "/types", faults);
  const contract::CellGoal* total = find_goal(cells, "total");
  if (total == nullptr) return faults.add("/goals", "has no goal \"total\"");
  int sum = cells.unallocated;
  for (const contract::CellGoal& goal : cells.goals)
    if (&goal != total) sum += goal.count;
  faults.unless(sum == total->count, "/unallocated",
                "and the goals of the fields do not add up to the total");
  for (std::size_t i = 0; i < cells.types.size(); ++i) {
    const std::string& field = cells.types[i].field;
    faults.unless(field != "total" && find_goal(cells, field) != nullptr, at("/types", i) + "/field",
                  "is no field that has a goal");
  }
}

void check_cells(const Content& content, Faults& all) {
  const FileFaults faults(kCellsFile, all);
  const contract::CellRegister& cells = content.plan.cells;
  check_cell_goals(cells, faults);
  check_ids(cells.cells, "/cells", faults);
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const contract::WasteCell& cell = cells.cells[i];
    const std::string pointer = at("/cells", i);
    faults.unless(contract::find_cell_type(cells, cell.type) != nullptr, pointer + "/type", "is no type");
    faults.unless(cell.area.empty() || contract::find_area(content.areas, cell.area) != nullptr,
                  pointer + "/area", "is no area of areas.json");
    faults.unless(contract::parse_date(cell.date).has_value(), pointer + "/date",
                  "is not a date that exists (YYYY-MM-DD)");
    faults.unless(contract::find_body(content.plan, cell.publisher) != nullptr, pointer + "/publisher",
                  "is no body's name");
  }
}

void check_all_rows(const Content& content, Faults& all) {
  const contract::Plan& plan = content.plan;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i)
    check_rows(content, plan.tasks[i].indicators, at("/tasks", i) + "/indicators", {kTasksFile, all});
  for (std::size_t i = 0; i < plan.discrepancies.size(); ++i)
    check_rows(content, plan.discrepancies[i].indicators, at("/discrepancies", i) + "/indicators",
               {kDiscrepanciesFile, all});
  for (std::size_t i = 0; i < plan.targets.size(); ++i)
    if (plan.targets[i].indicator_no != 0)
      check_rows(content, {plan.targets[i].indicator_no}, at("/targets", i) + "/indicator_no",
                 {kTargetsFile, all});
}

}  // namespace

void check_plan_rules(const Content& content, std::vector<ContentFault>& faults) {
  check_all_rows(content, faults);
  check_bodies(content.plan, faults);
  check_tasks(content.plan, faults);
  check_targets(content.plan, faults);
  check_discrepancies(content.plan, faults);
  check_cells(content, faults);
}

}  // namespace wufei::service
