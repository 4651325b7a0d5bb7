#include "plan/plan.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 4> kShares{"serves", "partly", "not_yet", "elsewhere"};

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json number_or_null(int number) {
  return number == 0 ? Json() : Json(number);
}

std::vector<int> numbers_from(const Json& json, const char* name) {
  std::vector<int> numbers;
  for (const Json& value : array_or_empty(json, name))
    if (value.is_number_integer()) numbers.push_back(value.get<int>());
  return numbers;
}

int int_from(const Json& json, const char* name) {
  return static_cast<int>(number_or(json, name, 0));
}

template <class Row, class Convert>
std::vector<Row> rows_from(const Json& json, const char* name, Convert convert) {
  std::vector<Row> rows;
  for (const Json& row : array_or_empty(json, name)) rows.push_back(convert(row));
  return rows;
}

template <class Rows, class Convert>
Json rows_to_json(const Rows& rows, Convert convert) {
  Json array = Json::array();
  for (const auto& row : rows) array.push_back(convert(row));
  return array;
}

PortalShare share_from(const std::string& name) {
  return enum_named<PortalShare>(kShares, name).value_or(PortalShare::elsewhere);
}

Json task_to_json(const PlanTask& task) {
  return {{"id", task.id},
          {"section", task.section},
          {"field", task.field},
          {"title", task.title},
          {"summary", task.summary},
          {"lead", text_or_null(task.lead)},
          {"co_leads", task.co_leads},
          {"responsible", task.responsible},
          {"due_year", number_or_null(task.due_year)},
          {"due_note", text_or_null(task.due_note)},
          {"indicators", task.indicators},
          {"targets", task.targets},
          {"discrepancies", task.discrepancies},
          {"portal", portal_share_name(task.portal)},
          {"portal_note", task.portal_note},
          {"portal_link", text_or_null(task.portal_link)}};
}

PlanTask task_from_json(const Json& row) {
  PlanTask task;
  task.id = text_or_empty(row, "id");
  task.section = text_or_empty(row, "section");
  task.field = text_or_empty(row, "field");
  task.title = text_or_empty(row, "title");
  task.summary = text_or_empty(row, "summary");
  task.lead = text_or_empty(row, "lead");
  task.co_leads = texts_in(array_or_empty(row, "co_leads"));
  task.responsible = texts_in(array_or_empty(row, "responsible"));
  task.due_year = int_from(row, "due_year");
  task.due_note = text_or_empty(row, "due_note");
  task.indicators = numbers_from(row, "indicators");
  task.targets = texts_in(array_or_empty(row, "targets"));
  task.discrepancies = texts_in(array_or_empty(row, "discrepancies"));
  task.portal = share_from(text_or_empty(row, "portal"));
  task.portal_note = text_or_empty(row, "portal_note");
  task.portal_link = text_or_empty(row, "portal_link");
  return task;
}

Json target_to_json(const PlanTarget& target) {
  return {{"id", target.id},
          {"section", target.section},
          {"summary", target.summary},
          {"year", number_or_null(target.year)},
          {"op", text_or_null(target.op)},
          {"value", text_or_null(target.value)},
          {"number", target.number ? Json(*target.number) : Json()},
          {"unit", target.unit},
          {"indicator_no", number_or_null(target.indicator_no)},
          {"qualitative", target.qualitative},
          {"note", text_or_null(target.note)}};
}

PlanTarget target_from_json(const Json& row) {
  PlanTarget target;
  target.id = text_or_empty(row, "id");
  target.section = text_or_empty(row, "section");
  target.summary = text_or_empty(row, "summary");
  target.year = int_from(row, "year");
  target.op = text_or_empty(row, "op");
  target.value = text_or_empty(row, "value");
  if (const auto found = row.find("number"); found != row.end() && found->is_number())
    target.number = found->get<double>();
  target.unit = text_or_empty(row, "unit");
  target.indicator_no = int_from(row, "indicator_no");
  target.qualitative = flag_or(row, "qualitative", false);
  target.note = text_or_empty(row, "note");
  return target;
}

Json discrepancy_to_json(const Discrepancy& row) {
  return {{"id", row.id},
          {"list", row.list},
          {"kind", row.kind},
          {"title", row.title},
          {"places", rows_to_json(row.places,
                                  [](const DiscrepancyPlace& place) {
                                    return Json{{"where", place.where}, {"says", place.says}};
                                  })},
          {"problem", row.problem},
          {"handling", row.handling},
          {"indicators", row.indicators},
          {"answerable_by", text_or_null(row.answerable_by)}};
}

Discrepancy discrepancy_from_json(const Json& row) {
  return {text_or_empty(row, "id"),
          text_or_empty(row, "list"),
          text_or_empty(row, "kind"),
          text_or_empty(row, "title"),
          rows_from<DiscrepancyPlace>(
              row, "places",
              [](const Json& place) {
                return DiscrepancyPlace{text_or_empty(place, "where"), text_or_empty(place, "says")};
              }),
          text_or_empty(row, "problem"),
          text_or_empty(row, "handling"),
          numbers_from(row, "indicators"),
          text_or_empty(row, "answerable_by")};
}

Json body_to_json(const PlanBody& body) {
  return {{"id", body.id},
          {"name", body.name},
          {"aliases", body.aliases},
          {"discrepancy", text_or_null(body.discrepancy)}};
}

Json goal_to_json(const CellGoal& goal) {
  return {{"id", goal.id},
          {"name", goal.name},
          {"count", goal.count},
          {"op", goal.op},
          {"section", goal.section}};
}

Json type_to_json(const CellType& type) {
  return {{"id", type.id}, {"name", type.name}, {"field", type.field}, {"section", type.section}};
}

}  // namespace

const PlanTask* find_task(const Plan& plan, std::string_view id) {
  return find_by(&PlanTask::id, plan.tasks, id);
}

const PlanTarget* find_target(const Plan& plan, std::string_view id) {
  return find_by(&PlanTarget::id, plan.targets, id);
}

const Discrepancy* find_discrepancy(const Plan& plan, std::string_view id) {
  return find_by(&Discrepancy::id, plan.discrepancies, id);
}

const CellType* find_cell_type(const CellRegister& cells, std::string_view id) {
  return find_by(&CellType::id, cells.types, id);
}

int recognised_cells(const CellRegister& cells, std::string_view goal) {
  return static_cast<int>(std::count_if(cells.cells.begin(), cells.cells.end(), [&](const WasteCell& cell) {
    const CellType* type = find_cell_type(cells, cell.type);
    return cell.status == "recognised" && (goal == "total" || (type != nullptr && type->field == goal));
  }));
}

const PlanBody* find_body(const Plan& plan, std::string_view name) {
  for (const PlanBody& body : plan.bodies)
    if (body.name == name || contract::is_among(body.aliases, name)) return &body;
  return nullptr;
}

const PlanChapter* chapter_of(const Plan& plan, std::string_view section) {
  const PlanChapter* best = nullptr;
  for (const PlanChapter& chapter : plan.chapters) {
    const bool within = section.substr(0, chapter.section.size()) == chapter.section;
    if (within && (best == nullptr || chapter.section.size() > best->section.size())) best = &chapter;
  }
  return best;
}

bool involves(const PlanTask& task, std::string_view body) {
  return task.lead == body || contract::is_among(task.co_leads, body) ||
         contract::is_among(task.responsible, body);
}

std::string_view portal_share_name(PortalShare share) {
  return kShares[static_cast<std::size_t>(share)];
}

Json tasks_to_json(const Plan& plan) {
  return {{"tasks", rows_to_json(plan.tasks, task_to_json)}};
}

Json targets_to_json(const Plan& plan) {
  return {{"targets", rows_to_json(plan.targets, target_to_json)}};
}

Json discrepancies_to_json(const Plan& plan) {
  return {{"discrepancies", rows_to_json(plan.discrepancies, discrepancy_to_json)}};
}

Json bodies_to_json(const Plan& plan) {
  return {{"bodies", rows_to_json(plan.bodies, body_to_json)}};
}

Json cell_to_json(const WasteCell& cell) {
  return {{"id", cell.id},
          {"name", cell.name},
          {"type", cell.type},
          {"area", text_or_null(cell.area)},
          {"status", cell.status},
          {"date", cell.date},
          {"publisher", cell.publisher},
          {"evidence",
           rows_to_json(cell.evidence,
                        [](const CellEvidence& evidence) {
                          return Json{{"title", evidence.title}, {"href", text_or_null(evidence.href)}};
                        })},
          {"note", text_or_null(cell.note)}};
}

WasteCell cell_from_json(const Json& row) {
  return {text_or_empty(row, "id"),
          text_or_empty(row, "name"),
          text_or_empty(row, "type"),
          text_or_empty(row, "area"),
          text_or_empty(row, "status"),
          text_or_empty(row, "date"),
          text_or_empty(row, "publisher"),
          rows_from<CellEvidence>(
              row, "evidence",
              [](const Json& evidence) {
                return CellEvidence{text_or_empty(evidence, "title"), text_or_empty(evidence, "href")};
              }),
          text_or_empty(row, "note")};
}

Json cells_to_json(const CellRegister& cells) {
  return {{"goals", rows_to_json(cells.goals, goal_to_json)},
          {"unallocated", cells.unallocated},
          {"types", rows_to_json(cells.types, type_to_json)},
          {"note", cells.note},
          {"cells", rows_to_json(cells.cells, cell_to_json)}};
}

std::vector<PlanTask> tasks_from_json(const Json& json) {
  return rows_from<PlanTask>(json, "tasks", task_from_json);
}

std::vector<PlanTarget> targets_from_json(const Json& json) {
  return rows_from<PlanTarget>(json, "targets", target_from_json);
}

std::vector<Discrepancy> discrepancies_from_json(const Json& json) {
  return rows_from<Discrepancy>(json, "discrepancies", discrepancy_from_json);
}

std::vector<PlanBody> bodies_from_json(const Json& json) {
  return rows_from<PlanBody>(json, "bodies", [](const Json& row) {
    return PlanBody{text_or_empty(row, "id"), text_or_empty(row, "name"),
                    texts_in(array_or_empty(row, "aliases")), text_or_empty(row, "discrepancy")};
  });
}

std::vector<PlanChapter> chapters_from_json(const Json& json) {
  return rows_from<PlanChapter>(json, "chapters", [](const Json& row) {
    return PlanChapter{text_or_empty(row, "section"), text_or_empty(row, "title"),
                       text_or_empty(row, "summary")};
  });
}

CellRegister cells_from_json(const Json& json) {
  CellRegister cells;
  cells.goals = rows_from<CellGoal>(json, "goals", [](const Json& row) {
    return CellGoal{text_or_empty(row, "id"), text_or_empty(row, "name"), int_from(row, "count"),
                    text_or_empty(row, "op"), text_or_empty(row, "section")};
  });
  cells.unallocated = int_from(json, "unallocated");
  cells.types = rows_from<CellType>(json, "types", [](const Json& row) {
    return CellType{text_or_empty(row, "id"), text_or_empty(row, "name"), text_or_empty(row, "field"),
                    text_or_empty(row, "section")};
  });
  cells.note = text_or_empty(json, "note");
  cells.cells = rows_from<WasteCell>(json, "cells", cell_from_json);
  return cells;
}

}  // namespace wufei::contract
