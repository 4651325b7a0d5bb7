#include <doctest/doctest.h>

#include <fstream>

#include "plan/plan.hpp"
#include "plan/plan_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;

namespace {

contract::Json file(const char* name) {
  const auto json = contract::parse_json(test::read_file(test::content_directory() / "plan" / name));
  REQUIRE(json);
  return *json;
}

}  // namespace

TEST_CASE("the plan's tasks, targets, contradictions and cells come back as they were read") {
  const contract::Plan& plan = test::real_content()->get<service::PlanContent>();
  CHECK(plan.tasks.size() >= 120);
  CHECK(plan.targets.size() == 70);
  CHECK(plan.discrepancies.size() == 37);
  CHECK(contract::tasks_to_json(plan) == file("tasks.json"));
  CHECK(contract::targets_to_json(plan) == file("targets.json"));
  CHECK(contract::discrepancies_to_json(plan) == file("discrepancies.json"));
  CHECK(contract::bodies_to_json(plan) == file("bodies.json"));
  CHECK(contract::cells_to_json(plan.cells) == file("cells.json"));
}

TEST_CASE("the goals of the cells are published with what is allocated to nobody") {
  const contract::CellRegister& cells = test::real_content()->get<service::PlanContent>().cells;
  std::vector<int> counts;
  for (const contract::CellGoal& goal : cells.goals) counts.push_back(goal.count);
  CHECK(counts == std::vector<int>{30, 1, 18, 6});
  CHECK(cells.unallocated == 5);
  CHECK(cells.cells.empty());
}

TEST_CASE("a unit of the register survives its JSON") {
  contract::CellRegister cells;
  cells.cells.push_back(
      {"C001", "Sample", "school", "", "recognised", "2026-11-01", "Office", {{"Notice", ""}}, ""});
  const contract::CellRegister again = contract::cells_from_json(contract::cells_to_json(cells));
  REQUIRE(again.cells.size() == 1);
  CHECK(contract::cells_to_json(again) == contract::cells_to_json(cells));
  CHECK(contract::cells_to_json(cells)["cells"][0]["area"].is_null());
}

TEST_CASE("a section lies in its deepest chapter and bodies are found under every spelling") {
  const contract::Plan& plan = test::real_content()->get<service::PlanContent>();
  for (const contract::PlanTask& task : plan.tasks) {
    const contract::PlanChapter* chapter = contract::chapter_of(plan, task.section);
    REQUIRE(chapter != nullptr);
    CHECK(task.section.starts_with(chapter->section));
    if (!task.lead.empty()) CHECK(contract::involves(task, task.lead));
  }
  for (const contract::PlanBody& body : plan.bodies)
    for (const std::string& alias : body.aliases) CHECK(contract::find_body(plan, alias) == &body);
  CHECK(contract::find_body(plan, "nobody") == nullptr);
  CHECK(contract::chapter_of(plan, "x") == nullptr);
}
