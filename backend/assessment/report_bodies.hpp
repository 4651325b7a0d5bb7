// Whom reports are about: the bodies that the plan names, and the county's towns, each of which stands in the
// plan under the name of all of its kind.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "county/county_content.hpp"
#include "indicator/indicator.hpp"
#include "plan/plan_content.hpp"

namespace wufei::service {

struct ReportBody {
  std::string id;    // of the plan's body, or the area's code
  std::string name;  // as the plan or the list of areas has it
  // By whose id tasks and indicators are its own: its own, or that of all areas of its kind; "" = none.
  std::string plan_id;
  std::vector<const contract::Area*> areas;  // whose pickups are counted for it
  bool is_area = false;
};

// In the order of the plan, then of the areas; an area that is alone in its kind is the plan's body. They
// point into the content.
std::vector<ReportBody> report_bodies(const ContentSet& content);
// By a name of the plan, or one that begins with an area's, as cases and accounts name their office; nullptr
// when it is nobody's.
const ReportBody* body_written(const ContentSet& content, const std::vector<ReportBody>& bodies,
                               std::string_view text);

// What a body has to do with a task: the first that is true.
enum class TaskRole : std::uint8_t { lead, co_lead, responsible };
// By the ids of the plan's bodies.
using TaskRoles = std::map<std::string, TaskRole, std::less<>>;
TaskRoles task_roles(const contract::Plan& plan, const contract::PlanTask& task);
// Ids of the plan's bodies that answer for the indicator.
std::set<std::string, std::less<>> indicator_bodies(const contract::Plan& plan,
                                                    const contract::Indicator& indicator);
// Tasks for which this site takes bookings and which the body leads, alone or with others: by them the
// county's pickups are its work.
std::vector<const contract::PlanTask*> pickup_tasks(const contract::Plan& plan, std::string_view plan_id);

// Whether the pickups of all areas stand in its report: because they are its work, or because it is of all
// bodies (null); else those of its own areas do.
bool counts_all_areas(const contract::Plan& plan, const ReportBody* body);

}  // namespace wufei::service
