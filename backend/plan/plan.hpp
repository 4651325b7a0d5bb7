// What the county's plan promises, clause by clause: tasks, quantified targets, contradictions of the text,
// the bodies it names and its register of zero-waste cells. Plain data and its JSON; content/plan/*.json is
// the source. Ids are stable: T001, G01, D01.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kTasks = "/api/v1/tasks";
inline constexpr std::string_view kTargets = "/api/v1/targets";
inline constexpr std::string_view kDiscrepancies = "/api/v1/discrepancies";
inline constexpr std::string_view kCells = "/api/v1/cells";
inline constexpr std::string_view kBodies = "/api/v1/bodies";
}  // namespace api

struct PlanBody {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;  // other spellings in the plan
  std::string discrepancy;           // id, or ""
};

struct PlanChapter {
  std::string section;
  std::string title;
  std::string summary;
};

// What this portal does for a task.
enum class PortalShare : std::uint8_t { serves, partly, not_yet, elsewhere };

struct PlanTask {
  std::string id;
  std::string section;  // where in the plan
  std::string field;    // industry, agriculture, household, ...: locale key "plan.field_<field>"
  std::string title;
  std::string summary;
  std::string lead;                   // name of a body; "" = the plan names none
  std::vector<std::string> co_leads;  // further bodies marked as leading
  std::vector<std::string> responsible;
  int due_year = 0;  // 0 = none stated
  std::string due_note;
  std::vector<int> indicators;             // numbers of the table
  std::vector<std::string> targets;        // ids
  std::vector<std::string> discrepancies;  // ids
  PortalShare portal = PortalShare::elsewhere;
  std::string portal_note;
  std::string portal_link;  // path of this site or ""
};

struct PlanTarget {
  std::string id;
  std::string section;
  std::string summary;
  int year = 0;                  // 0 = none
  std::string op;                // "=", ">=", "<=" or ""
  std::string value;             // as the plan has it: "75", "20-30"; "" = qualitative
  std::optional<double> number;  // when value is one plain decimal
  std::string unit;
  int indicator_no = 0;  // row of the table, 0 = in none
  bool qualitative = false;
  std::string note;
};

struct DiscrepancyPlace {
  std::string where;
  std::string says;
};

struct Discrepancy {
  std::string id;
  std::string list;  // contradiction, reading, extraction
  std::string kind;  // locale key "plan.kind_<kind>"
  std::string title;
  std::vector<DiscrepancyPlace> places;
  std::string problem;
  std::string handling;
  std::vector<int> indicators;
  std::string answerable_by;  // name of a body, or ""
};

struct CellGoal {
  std::string id;  // total, industry, life, agriculture
  std::string name;
  int count = 0;
  std::string op;
  std::string section;
};

struct CellType {
  std::string id;
  std::string name;
  std::string field;  // id of a goal
  std::string section;
};

struct CellEvidence {
  std::string title;
  std::string href;  // path of this site, https address, or "" (a paper)
};

// One unit of the register.
struct WasteCell {
  std::string id;
  std::string name;
  std::string type;    // id of a CellType
  std::string area;    // code of an area; "" = the county as a whole
  std::string status;  // creating | recognised | withdrawn
  std::string date;    // YYYY-MM-DD of that status
  std::string publisher;
  std::vector<CellEvidence> evidence;
  std::string note;
};

struct CellRegister {
  std::vector<CellGoal> goals;
  int unallocated = 0;  // of the total, to no field
  std::vector<CellType> types;
  std::string note;
  std::vector<WasteCell> cells;
};

struct Plan {
  std::vector<PlanBody> bodies;
  std::vector<PlanChapter> chapters;  // in the plan's order
  std::vector<PlanTask> tasks;        // in the plan's order
  std::vector<PlanTarget> targets;
  std::vector<Discrepancy> discrepancies;
  CellRegister cells;
};

const PlanTask* find_task(const Plan& plan, std::string_view id);
const PlanTarget* find_target(const Plan& plan, std::string_view id);
const Discrepancy* find_discrepancy(const Plan& plan, std::string_view id);
const CellType* find_cell_type(const CellRegister& cells, std::string_view id);
// How many are recognised in the field of a goal; of "total" all.
int recognised_cells(const CellRegister& cells, std::string_view goal);
// By name or another spelling of the plan; nullptr when it is unknown.
const PlanBody* find_body(const Plan& plan, std::string_view name);
// The deepest chapter that holds the section; nullptr when there is none.
const PlanChapter* chapter_of(const Plan& plan, std::string_view section);
// True when the body leads the task, alone or with others, or is named as responsible.
bool involves(const PlanTask& task, std::string_view body);
// "serves", "partly", "not_yet", "elsewhere".
std::string_view portal_share_name(PortalShare share);

// {"tasks":[...]}, {"targets":[...]}, {"discrepancies":[...]}, {"bodies":[...]},
// {"goals":[...],"unallocated","types":[...],"note","cells":[...]}. What the plan does not say is null.
Json tasks_to_json(const Plan& plan);
Json targets_to_json(const Plan& plan);
Json discrepancies_to_json(const Plan& plan);
Json bodies_to_json(const Plan& plan);
Json cells_to_json(const CellRegister& cells);
Json cell_to_json(const WasteCell& cell);

std::vector<PlanTask> tasks_from_json(const Json& json);
std::vector<PlanTarget> targets_from_json(const Json& json);
std::vector<Discrepancy> discrepancies_from_json(const Json& json);
std::vector<PlanBody> bodies_from_json(const Json& json);
std::vector<PlanChapter> chapters_from_json(const Json& json);
CellRegister cells_from_json(const Json& json);
WasteCell cell_from_json(const Json& json);

}  // namespace wufei::contract
