#include "waste/alarm/alarm_page.hpp"

#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/alarm/alarm_view.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr int kAlarmsOnPage = 200;

struct AlarmDesk {
  StaffDoor& door;
  service::AlarmService& alarms;
  service::WasteLedgerService& ledger;
  const service::ContentSource& content;
};

// The party that somebody works for, 0 = staff, who see every one. Errors: not_found for all others.
contract::Result<contract::PartyMember> whose(const AlarmDesk& desk, const StaffCaller& caller) {
  if (caller.may(Permission::view_waste)) return contract::PartyMember{};
  const auto member = desk.ledger.member(caller.account.id);
  if (!member) return member.error();
  if (!*member || !caller.may(Permission::work_waste) || (*member)->role == contract::MemberRole::driver)
    return contract::make_error(ErrorCode::not_found, "no such alarm");
  return **member;
}

bool writes(const contract::PartyMember& member) {
  return member.party > 0 &&
         (member.role == contract::MemberRole::admin || member.role == contract::MemberRole::clerk);
}

std::int64_t alarm_id(const Request& request) {
  return contract::leading_whole<std::int64_t>(request.path_parameter("id"));
}

Response alarm_document(const AlarmDesk& desk, const StaffCaller& caller, std::string markup, int status) {
  return desk.door.show(
      caller, {std::string(kWasteAlarms), words(Text::server_alarm_title), std::move(markup), status});
}

Response show_alarms(const AlarmDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto member = whose(desk, caller);
  if (!member) return desk.door.refusal(request, caller, member.error());
  const bool staff = member->party == 0;
  storage::AlarmFilter filter{.party = member->party, .released = !staff};
  const std::string state(request.query_value("state"));
  filter.state = contract::alarm_state_from_name(state) ? state : "open";
  if (staff) {
    filter.field = request.query_value("field").substr(0, 40);
    filter.area = request.query_value("area").substr(0, 40);
    if (contract::alarm_level_from_name(request.query_value("level")))
      filter.level = request.query_value("level");
    filter.trial = !request.query_value("trial").empty();
  } else if (state.empty()) {
    filter.state.clear();
  }
  auto list = desk.alarms.list(filter, kAlarmsOnPage);
  if (!list) return desk.door.refusal(request, caller, list.error());
  if (staff)
    if (auto noted = desk.ledger.looked(caller.actor(), "waste_alarms_view", {}); !noted)
      return desk.door.refusal(request, caller, noted.error());
  const auto content = desk.content.current();
  return alarm_document(
      desk, caller, waste_alarms_html({*content, std::move(*list), filter, staff, desk.alarms.today()}), 200);
}

Response alarm_reply(const AlarmDesk& desk, const Request& request, const StaffCaller& caller,
                     std::vector<FormFault> faults = {}, std::string typed = {}, int status = 200) {
  const auto member = whose(desk, caller);
  if (!member) return desk.door.refusal(request, caller, member.error());
  auto alarm = desk.alarms.find(alarm_id(request), member->party);
  if (!alarm) return desk.door.refusal(request, caller, alarm.error());
  if (member->party == 0)
    if (auto noted =
            desk.ledger.looked(caller.actor(), "waste_alarm_view", std::to_string(alarm_id(request)));
        !noted)
      return desk.door.refusal(request, caller, noted.error());
  const auto content = desk.content.current();
  const StaffNames names(desk.door);
  return alarm_document(
      desk, caller,
      waste_alarm_html({caller, *content, std::move(*alarm), names, caller.may(Permission::handle_waste),
                        writes(*member), std::move(faults), std::move(typed)}),
      status);
}

Response after(const AlarmDesk& desk, const Request& request, const StaffCaller& caller,
               const FormFields& fields, const contract::Status& done) {
  if (done) return StaffDoor::see_other(waste_alarm_path(alarm_id(request)));
  const ErrorCode code = done.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::unavailable)
    return desk.door.refusal(request, caller, done.error());
  return alarm_reply(desk, request, caller,
                     desk_faults(done.error(), {{"/text", "text", Text::server_alarm_reason}}),
                     entered(fields, "text"), again_status(done.error()));
}

int version_in(const FormFields& fields) {
  return static_cast<int>(number_field(fields, kVersion));
}

Response acknowledge(const AlarmDesk& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const bool release = !field_value(fields, "release").empty();
  return after(desk, request, caller, fields,
               desk.alarms.acknowledge(alarm_id(request), version_in(fields), release, caller.actor()));
}

Response close_alarm(const AlarmDesk& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto end = contract::alarm_end_from_name(field_value(fields, "end"));
  return after(
      desk, request, caller, fields,
      desk.alarms.close(alarm_id(request), version_in(fields), end.value_or(contract::AlarmEnd::none),
                        entered(fields, "text"), caller.actor()));
}

Response explain(const AlarmDesk& desk, const Request& request, const StaffCaller& caller,
                 const FormFields& fields) {
  const auto member = whose(desk, caller);
  if (!member) return desk.door.refusal(request, caller, member.error());
  if (!writes(*member))
    return desk.door.refusal(request, caller, contract::make_error(ErrorCode::forbidden, "reads only"));
  return after(desk, request, caller, fields,
               desk.alarms.explain(alarm_id(request), version_in(fields), member->party,
                                   entered(fields, "text"), caller.actor()));
}

}  // namespace

void add_waste_alarm_pages(StaffDoor& door, service::AlarmService& alarms,
                           service::WasteLedgerService& ledger, const service::ContentSource& content) {
  const auto desk = std::make_shared<const AlarmDesk>(AlarmDesk{door, alarms, ledger, content});
  for (const Permission permission : {Permission::view_waste, Permission::work_waste})
    door.enter({std::string(kWasteAlarms), words(Text::server_alarm_title), "warning", permission});
  const std::string all(kWasteAlarms), one = all + "/{id}";
  door.page(all, "desk_waste_alarms", Permission::own_account,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_alarms(*desk, request, caller);
            });
  door.page(one, "desk_waste_alarm", Permission::own_account,
            [desk](const Request& request, const StaffCaller& caller) {
              return alarm_reply(*desk, request, caller);
            });
  const auto form = [&](const char* below, const char* name, Permission permission, auto work) {
    door.form(one + below, name, permission,
              [desk, work](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                return work(*desk, request, caller, fields);
              });
  };
  form("/acknowledge", "desk_waste_alarm_acknowledge", Permission::handle_waste, acknowledge);
  form("/close", "desk_waste_alarm_close", Permission::handle_waste, close_alarm);
  form("/explain", "desk_waste_alarm_explain", Permission::work_waste, explain);
}

}  // namespace wufei::http
