#include "assessment/report_bodies.hpp"

#include <algorithm>

#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

using contract::Plan;
using contract::PlanTask;

constexpr std::string_view kBookingPage = "/pickup";

// "towns" is the body of each "town"; there is one development zone only.
bool is_of_kind(const contract::PlanBody& body, const std::string& kind) {
  return body.id == kind || body.id == kind + "s";
}

// "" when the plan has no such body.
std::string id_of(const Plan& plan, const std::string& written) {
  const contract::PlanBody* body = contract::find_body(plan, written);
  return body == nullptr ? std::string() : body->id;
}

}  // namespace

std::vector<ReportBody> report_bodies(const ContentSet& content) {
  const contract::Areas& areas = content.get<CountyContent>().areas;
  std::vector<ReportBody> bodies, towns;
  for (const contract::PlanBody& body : content.get<PlanContent>().bodies) {
    ReportBody row{body.id, body.name, body.id, {}};
    for (const contract::Area& area : areas)
      if (is_of_kind(body, area.kind)) row.areas.push_back(&area);
    bodies.push_back(std::move(row));
  }
  for (const contract::Area& area : areas) {
    const auto kind = std::find_if(bodies.begin(), bodies.end(), [&](const ReportBody& body) {
      return contract::is_among(body.areas, &area);
    });
    if (kind != bodies.end() && kind->areas.size() == 1) continue;
    towns.push_back(
        {area.code, area.name, kind == bodies.end() ? std::string() : kind->plan_id, {&area}, true});
  }
  bodies.insert(bodies.end(), towns.begin(), towns.end());
  return bodies;
}

const ReportBody* body_written(const ContentSet& content, const std::vector<ReportBody>& bodies,
                               std::string_view text) {
  if (text.empty()) return nullptr;
  if (const contract::PlanBody* named = contract::find_body(content.get<PlanContent>(), text))
    return contract::find_by(&ReportBody::id, bodies, named->id);
  const auto found = std::find_if(bodies.begin(), bodies.end(), [&](const ReportBody& body) {
    return body.areas.size() == 1 && text.starts_with(body.areas.front()->name);
  });
  return found == bodies.end() ? nullptr : &*found;
}

TaskRoles task_roles(const Plan& plan, const PlanTask& task) {
  TaskRoles roles;
  roles.emplace(id_of(plan, task.lead), TaskRole::lead);
  for (const std::string& name : task.co_leads) roles.emplace(id_of(plan, name), TaskRole::co_lead);
  for (const std::string& name : task.responsible) roles.emplace(id_of(plan, name), TaskRole::responsible);
  roles.erase("");
  return roles;
}

std::set<std::string, std::less<>> indicator_bodies(const Plan& plan, const contract::Indicator& indicator) {
  std::set<std::string, std::less<>> ids;
  for (const std::string& name : indicator.responsible) ids.insert(id_of(plan, name));
  ids.erase("");
  return ids;
}

std::vector<const PlanTask*> pickup_tasks(const Plan& plan, std::string_view plan_id) {
  std::vector<const PlanTask*> tasks;
  for (const PlanTask& task : plan.tasks) {
    if (task.portal_link != kBookingPage) continue;
    const TaskRoles roles = task_roles(plan, task);
    const auto role = roles.find(plan_id);
    if (role != roles.end() && role->second != TaskRole::responsible) tasks.push_back(&task);
  }
  return tasks;
}

bool counts_all_areas(const Plan& plan, const ReportBody* body) {
  return body == nullptr || (body->areas.empty() && !pickup_tasks(plan, body->plan_id).empty());
}

}  // namespace wufei::service
