#include "plan/plan_content.hpp"

#include <algorithm>
#include <regex>

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "county/published/content_rows.hpp"
#include "county/site/routes.hpp"
#include "indicator/indicator_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

constexpr const char* kTasksFile = "plan/tasks.json";
constexpr const char* kTargetsFile = "plan/targets.json";
constexpr const char* kDiscrepanciesFile = "plan/discrepancies.json";
constexpr const char* kBodiesFile = "plan/bodies.json";
constexpr const char* kChaptersFile = "plan/chapters.json";
constexpr const char* kCellsFile = "plan/cells.json";
const RowPlaces kCellRows{kCellsFile, "cells", std::string(kCellFolder)};

// Ids count up without a gap: T001, T002, ...
template <class Rows>
void check_numbering(const Rows& rows, const std::string& pointer, char letter, std::size_t digits,
                     const FileFaults& faults) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string number = std::to_string(i + 1);
    number.insert(0, digits - std::min(digits, number.size()), '0');
    faults.unless(rows[i].id == letter + number, at(pointer, i) + "/id", "must be " + (letter + number));
  }
}

bool is_one_sentence(const std::string& text) {
  const std::string stop = "\u3002";
  return text.ends_with(stop) && text.find(stop) == text.size() - stop.size();
}

// A half-width mark between two Chinese characters.
bool mixes_punctuation(const std::string& text) {
  const auto chinese = [](char32_t one) { return one >= 0x4E00 && one <= 0x9FFF; };
  char32_t before = 0, last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t one = contract::next_code_point(text, at);
    if (chinese(before) && chinese(one) &&
        std::u32string_view(U",;:!?").find(last) != std::u32string_view::npos)
      return true;
    before = last;
    last = one;
  }
  return false;
}

void check_texts(const ContentInput& input, const std::string& service_line, ContentFaults& all) {
  for (const std::string& file : input.files_of("plan/")) {
    const FileFaults faults(file, all);
    each_text(input.document(file), [&](const std::string& pointer, const std::string& text) {
      check_clean(text, pointer, faults);
      faults.unless(!mixes_punctuation(text), pointer, "has a half-width mark between Chinese characters");
      // Codes and addresses hold numbers that nobody calls.
      if (!pointer.ends_with("/area") && !pointer.ends_with("/href"))
        check_promises(text, service_line, pointer, faults);
    });
  }
}

void check_bodies(const contract::Plan& plan, ContentFaults& all) {
  const FileFaults faults(kBodiesFile, all);
  faults.unless_unique(plan.bodies, "/bodies");
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

void check_rows(const ContentSet& content, const std::vector<int>& numbers, const std::string& pointer,
                const FileFaults& faults) {
  for (const int number : numbers)
    faults.unless(content.get<IndicatorContent>().find(number) != nullptr, pointer,
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
  for (const std::string& id : task.targets) {
    const contract::PlanTarget* target = contract::find_target(plan, id);
    faults.unless(target != nullptr, pointer + "/targets", id + " is no target");
    faults.unless(target == nullptr || target->section == task.section, pointer + "/section",
                  "is not the section of " + id);
  }
  for (const std::string& id : task.discrepancies)
    faults.unless(contract::find_discrepancy(plan, id) != nullptr, pointer + "/discrepancies",
                  id + " is no discrepancy");
}

void check_task_words(const contract::PlanTask& task, const std::string& pointer, const FileFaults& faults) {
  faults.unless(is_one_sentence(task.summary), pointer + "/summary", "must be one sentence");
  faults.unless(is_one_sentence(task.portal_note), pointer + "/portal_note", "must be one sentence");
  const bool served =
      task.portal == contract::PortalShare::serves || task.portal == contract::PortalShare::partly;
  faults.unless(!served || !task.portal_link.empty(), pointer + "/portal_link",
                "is missing: what this portal serves has a page");
}

void check_tasks(const contract::Plan& plan, ContentFaults& all) {
  const FileFaults faults(kTasksFile, all);
  check_numbering(plan.tasks, "/tasks", 'T', 3, faults);
  std::set<std::string> titles, targets;
  const contract::PlanChapter* previous = nullptr;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const contract::PlanTask& task = plan.tasks[i];
    const std::string pointer = at("/tasks", i);
    faults.unless(titles.insert(task.title).second, pointer + "/title", "is used twice");
    const contract::PlanChapter* chapter = contract::chapter_of(plan, task.section);
    faults.unless(chapter != nullptr, pointer + "/section", "lies in no chapter");
    faults.unless(chapter >= previous, pointer + "/section", "is out of the plan's order");
    previous = chapter;
    check_task_words(task, pointer, faults);
    faults.unless(task.portal_link.empty() || contract::is_client_path(task.portal_link),
                  pointer + "/portal_link", "is no page of this site");
    for (const std::string& id : task.targets)
      faults.unless(targets.insert(id).second, pointer + "/targets", id + " belongs to two tasks");
    check_task_references(plan, task, pointer, faults);
  }
}

void check_targets(const contract::Plan& plan, ContentFaults& all) {
  const FileFaults faults(kTargetsFile, all);
  check_numbering(plan.targets, "/targets", 'G', 2, faults);
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const contract::PlanTarget& target = plan.targets[i];
    faults.unless(contract::chapter_of(plan, target.section) != nullptr, at("/targets", i) + "/section",
                  "lies in no chapter");
    faults.unless(target.qualitative == target.value.empty(), at("/targets", i) + "/value",
                  "must be null when and only when the target is qualitative");
    const bool plain = std::regex_match(target.value, std::regex("[0-9]+([.][0-9]+)?"));
    faults.unless(plain ? target.number == std::stod(target.value) : !target.number,
                  at("/targets", i) + "/number",
                  "must be the value when that is one plain decimal, else null");
  }
}

void check_discrepancies(const contract::Plan& plan, ContentFaults& all) {
  const FileFaults faults(kDiscrepanciesFile, all);
  check_numbering(plan.discrepancies, "/discrepancies", 'D', 2, faults);
  for (std::size_t i = 0; i < plan.discrepancies.size(); ++i) {
    const std::string& body = plan.discrepancies[i].answerable_by;
    faults.unless(body.empty() || contract::find_body(plan, body) != nullptr,
                  at("/discrepancies", i) + "/answerable_by", "is no body's name");
  }
}

const contract::CellGoal* find_goal(const contract::CellRegister& cells, const std::string& id) {
  return contract::find_by(&contract::CellGoal::id, cells.goals, id);
}

void check_cell_goals(const contract::CellRegister& cells, const FileFaults& faults) {
  faults.unless_unique(cells.goals, "/goals");
  faults.unless_unique(cells.types, "/types");
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

void check_cells(const contract::Plan& plan, const contract::Areas& areas, ContentFaults& all) {
  const FileFaults faults(kCellsFile, all);
  const contract::CellRegister& cells = plan.cells;
  check_cell_goals(cells, faults);
  faults.unless_unique(cells.cells, "/cells");
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const contract::WasteCell& cell = cells.cells[i];
    const std::string pointer = at("/cells", i);
    faults.unless(contract::find_cell_type(cells, cell.type) != nullptr, pointer + "/type", "is no type");
    faults.unless(cell.area.empty() || contract::find_area(areas, cell.area) != nullptr, pointer + "/area",
                  "is no area of areas.json");
    faults.unless_date(cell.date, pointer + "/date");
    faults.unless(contract::find_body(plan, cell.publisher) != nullptr, pointer + "/publisher",
                  "is no body's name");
  }
}

void check_all_rows(const ContentSet& content, ContentFaults& all) {
  const auto& plan = content.get<PlanContent>();
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

PlanContent read(const ContentInput& input, const ContentSet&, ContentFaults& faults) {
  PlanContent plan;
  plan.bodies = contract::bodies_from_json(input.document(kBodiesFile));
  plan.chapters = contract::chapters_from_json(input.document(kChaptersFile));
  plan.tasks = contract::tasks_from_json(input.document(kTasksFile));
  plan.targets = contract::targets_from_json(input.document(kTargetsFile));
  plan.discrepancies = contract::discrepancies_from_json(input.document(kDiscrepanciesFile));
  plan.cells = contract::cells_from_json(read_rows(input, kCellRows, faults).list);
  return plan;
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& faults) {
  const auto& plan = content.get<PlanContent>();
  check_all_rows(content, faults);
  check_bodies(plan, faults);
  check_tasks(plan, faults);
  check_targets(plan, faults);
  check_discrepancies(plan, faults);
  const auto& county = content.get<CountyContent>();
  ContentFaults of_cells;
  check_cells(plan, county.areas, of_cells);
  place_faults(input, kCellRows, of_cells);
  faults.insert(faults.end(), of_cells.begin(), of_cells.end());
  check_texts(input, county.site.service_number, faults);
}

}  // namespace

ContentPart plan_part() {
  return content_part("plan",
                      {{kBodiesFile, "plan_bodies.schema.json"},
                       {kChaptersFile, "plan_chapters.schema.json"},
                       {kTasksFile, "plan_tasks.schema.json"},
                       {kTargetsFile, "plan_targets.schema.json"},
                       {kDiscrepanciesFile, "plan_discrepancies.schema.json"},
                       {kCellsFile, "plan_cells.schema.json"},
                       {std::string(kCellFolder), "plan_cells.schema.json#/definitions/cell"}},
                      read, check);
}

}  // namespace wufei::service
