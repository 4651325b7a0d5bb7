#include "desk/plan/plan_page.hpp"

#include "desk/plan/plan_view.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::size_t kPlanFormSize = 4 * 1024;

FieldReader asked(const Request& request) {
  return [&request](std::string_view name) { return std::string(request.query_value(name)); };
}
FieldReader posted(const FormFields& fields) {
  return [&fields](std::string_view name) { return std::string(field_value(fields, name)); };
}

std::int64_t rule_number(const Request& request) {
  return contract::parse_whole<std::int64_t>(request.path_parameter("number")).value_or(0);
}

service::CalendarService::Seen seen_in(const FormFields& fields) {
  return {number_field(fields, kVersion), static_cast<int>(number_field(fields, "losing"))};
}

Response plan_reply(const DeskGround& desk, const StaffCaller& caller, std::string markup, int status = 200) {
  return desk.door.show(caller,
                        {std::string(kPlan), words(Text::server_rota_title), std::move(markup), status});
}

Response show_plan(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  auto view = desk.planning.calendar.view();
  if (!view) return desk.door.refusal(request, caller, view.error());
  const auto content = desk.content.current();
  const StaffNames names(desk.door);
  return plan_reply(
      desk, caller,
      plan_html({caller, *content, std::move(*view), names, desk.today(), request.query_value("done")}));
}

Response form_reply(const DeskGround& desk, const StaffCaller& caller, const FieldReader& field,
                    std::vector<FormFault> faults) {
  const auto content = desk.content.current();
  std::string kind = field("kind");
  if (kind != "open" && kind != "places") kind = "closed";
  const int status = faults.empty() ? 200 : 400;
  return plan_reply(desk, caller, plan_form_html({*content, kind, field, std::move(faults)}), status);
}

Response show_form(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  return form_reply(desk, caller, asked(request), {});
}

std::vector<FormFault> faults_of_entry(const DeskGround& desk, const PlanEntry& entry) {
  if (!entry.faults.empty()) return entry.faults;
  std::vector<FormFault> faults;
  for (const contract::CalendarFault fault : desk.planning.calendar.check(entry.change))
    faults.push_back(plan_fault(fault));
  return faults;
}

struct TouchAgain {
  std::vector<FormFault> faults = {};
  int status = 200;
};

Response touch_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const contract::CalendarChange& change, TouchAgain again) {
  auto touch = desk.planning.calendar.preview(change);
  if (!touch) return desk.door.refusal(request, caller, touch.error());
  const auto content = desk.content.current();
  return plan_reply(desk, caller,
                    plan_touch_html({caller, *content, change, std::move(*touch), 0, desk.today(),
                                     std::move(again.faults)}),
                    again.status);
}

Response show_change(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const FieldReader field = asked(request);
  const PlanEntry entry = plan_entry(field);
  if (auto faults = faults_of_entry(desk, entry); !faults.empty())
    return form_reply(desk, caller, field, std::move(faults));
  return touch_reply(desk, request, caller, entry.change, {});
}

Response make_change(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const FieldReader field = posted(fields);
  const PlanEntry entry = plan_entry(field);
  if (auto faults = faults_of_entry(desk, entry); !faults.empty())
    return form_reply(desk, caller, field, std::move(faults));
  const auto seen = seen_in(fields);
  const auto made = desk.planning.calendar.make(entry.change, seen, caller.actor());
  if (made)
    return StaffDoor::see_other(
        with_query(std::string(seen.losing > 0 ? kPlanPeople : kPlan), {{"done", "planned"}}));
  if (made.error().code != ErrorCode::precondition) return desk.door.refusal(request, caller, made.error());
  return touch_reply(desk, request, caller, entry.change, {desk_faults(made.error()), 412});
}

Response end_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                   TouchAgain again) {
  const std::int64_t number = rule_number(request);
  const auto rule = desk.planning.calendar.find(number);
  if (!rule) return desk.door.refusal(request, caller, rule.error());
  auto touch = desk.planning.calendar.preview_end(number);
  if (!touch) return desk.door.refusal(request, caller, touch.error());
  const auto content = desk.content.current();
  return plan_reply(desk, caller,
                    plan_touch_html({caller, *content, rule->what, std::move(*touch), number, desk.today(),
                                     std::move(again.faults)}),
                    again.status);
}

Response show_end(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  return end_reply(desk, request, caller, {});
}

Response end_rule(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                  const FormFields& fields) {
  const auto done = desk.planning.calendar.end(rule_number(request), seen_in(fields), caller.actor());
  if (done) return StaffDoor::see_other(with_query(std::string(kPlan), {{"done", "ended"}}));
  if (done.error().code != ErrorCode::precondition) return desk.door.refusal(request, caller, done.error());
  return end_reply(desk, request, caller, {desk_faults(done.error()), 412});
}

}  // namespace

void PlanRoutes::page(std::string_view pattern, std::string_view name, Permission permission,
                      Page work) const {
  desk->door.page(pattern, name, permission,
                  [ground = desk, work](const Request& request, const StaffCaller& caller) {
                    return work(*ground, request, caller);
                  });
}

void PlanRoutes::form(std::string_view pattern, std::string_view name, Permission permission,
                      Form work) const {
  desk->door.form(
      pattern, name, permission,
      [ground = desk, work](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return work(*ground, request, caller, fields);
      },
      largest_form);
}

void add_plan_pages(const std::shared_ptr<const DeskGround>& desk) {
  const PlanRoutes routes{desk, kPlanFormSize};
  const std::string one = std::string(kPlanRules) + "/{number}";
  routes.page(kPlan, "desk_plan", Permission::view_pickups, show_plan);
  routes.page("/desk/plan/new", "desk_plan_new", Permission::plan_pickups, show_form);
  routes.page(kPlanChange, "desk_plan_touch", Permission::plan_pickups, show_change);
  routes.form(kPlanChange, "desk_plan_change", Permission::plan_pickups, make_change);
  routes.page(one, "desk_plan_rule", Permission::plan_pickups, show_end);
  routes.form(one, "desk_plan_end", Permission::plan_pickups, end_rule);
}

}  // namespace wufei::http
