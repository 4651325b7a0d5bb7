// Crews and their vehicles.
#include <algorithm>

#include "desk/plan/crew_view.hpp"
#include "desk/plan/plan_form.hpp"
#include "desk/plan/plan_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::CrewFault;
using service::CrewWish;

constexpr std::size_t kCrewForm = 4 * 1024;
constexpr std::int64_t kUnreadable = -1;

// A whole number, 0 for "", kUnreadable for anything else.
std::int64_t whole_number(std::string_view typed) {
  if (contract::entered_symbols(typed).empty()) return 0;
  return contract::entered_whole(typed, contract::kMostLoadGrams).value_or(kUnreadable);
}

CrewWish wish_in(const FormFields& fields) {
  CrewWish wish{entered(fields, "name"), entered(fields, "plate"), 0, 0};
  const std::int64_t kilograms = whole_number(field_value(fields, "kilograms"));
  wish.load_grams = kilograms < 0 ? kUnreadable : kilograms * 1000;
  wish.load_pieces = static_cast<int>(whole_number(field_value(fields, "pieces")));
  return wish;
}

FormFault crew_fault(CrewFault fault) {
  const auto at = [](const char* field, Text label, Text text) {
    return FormFault{field, words(label), words(text)};
  };
  switch (fault) {
    case CrewFault::name:
      return at("name", Text::server_rota_crew_name, Text::server_rota_fault_name);
    case CrewFault::plate:
      return at("plate", Text::server_rota_plate, Text::server_rota_fault_plate);
    case CrewFault::load_grams:
      return at("kilograms", Text::server_rota_kilograms, Text::server_rota_fault_kilograms);
    case CrewFault::load_pieces:
      break;
  }
  return at("pieces", Text::server_rota_pieces, Text::server_rota_fault_pieces);
}

std::vector<FormFault> crew_faults(const CrewWish& wish, bool is_new) {
  std::vector<FormFault> faults;
  for (const CrewFault fault : service::CrewService::check(wish, is_new)) faults.push_back(crew_fault(fault));
  return faults;
}

// ---- All of them

struct CrewAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

Response crews_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     CrewAgain again) {
  const auto crews = desk.planning.crews.list();
  if (!crews) return desk.door.refusal(request, caller, crews.error());
  const auto accounts = desk.planning.accounts.list();
  if (!accounts) return desk.door.refusal(request, caller, accounts.error());
  return desk.door.show(caller,
                        {std::string(kPlanCrews), words(Text::server_rota_crews),
                         crews_html({caller, *crews, *accounts, desk.today(), request.query_value("done"),
                                     std::move(again.faults), again.typed}),
                         again.status});
}

Response add_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                  const FormFields& fields) {
  const CrewWish wish = wish_in(fields);
  if (auto faults = crew_faults(wish, true); !faults.empty())
    return crews_reply(desk, request, caller, {std::move(faults), &fields, 400});
  const auto added = desk.planning.crews.add(wish, caller.actor());
  if (added) return StaffDoor::see_other(with_query(std::string(kPlanCrews), {{"done", "crew"}}));
  if (added.error().code != ErrorCode::conflict) return desk.door.refusal(request, caller, added.error());
  return crews_reply(
      desk, request, caller,
      {{{"name", words(Text::server_rota_crew_name), words(Text::server_rota_fault_taken)}}, &fields, 409});
}

// ---- One of them

std::int64_t crew_id(const Request& request) {
  return std::max<std::int64_t>(whole_number(request.path_parameter("id")), 0);
}

Response crew_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                    CrewAgain again) {
  const auto one = desk.planning.crews.find(crew_id(request));
  if (!one) return desk.door.refusal(request, caller, one.error());
  const auto accounts = desk.planning.accounts.list();
  if (!accounts) return desk.door.refusal(request, caller, accounts.error());
  const auto history = desk.planning.crews.history(one->crew);
  if (!history) return desk.door.refusal(request, caller, history.error());
  const StaffNames names(desk.door);
  return desk.door.show(
      caller, {std::string(kPlanCrews), one->crew.name,
               crew_html({caller, *one, *accounts, *history, names, desk.today(), request.query_value("done"),
                          std::move(again.faults), again.typed}),
               again.status});
}

// Back to the crew, or the page again with what is wrong.
Response after_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                    const FormFields& fields, const contract::Status& done, const FormFault& conflict) {
  if (done) return StaffDoor::see_other(with_query(crew_path(crew_id(request)), {{"done", "crew"}}));
  const ErrorCode code = done.error().code;
  if (code == ErrorCode::conflict) return crew_reply(desk, request, caller, {{conflict}, &fields, 409});
  if (code == ErrorCode::precondition)
    return crew_reply(desk, request, caller, {desk_faults(done.error()), &fields, 412});
  return desk.door.refusal(request, caller, done.error());
}

Response change_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const CrewWish wish = wish_in(fields);
  if (auto faults = crew_faults(wish, false); !faults.empty())
    return crew_reply(desk, request, caller, {std::move(faults), &fields, 400});
  const auto version = static_cast<int>(number_field(fields, kVersion));
  return after_crew(desk, request, caller, fields,
                    desk.planning.crews.change(crew_id(request), version, wish, caller.actor()), {});
}

Response retire_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const bool back = !field_value(fields, "back").empty();
  const auto from = contract::entered_date(field_value(fields, "from"));
  const auto fault = [](std::string text) {
    return FormFault{"from", words(Text::server_rota_retire_day), std::move(text)};
  };
  if (!back && (!from || *from < desk.today()))
    return crew_reply(desk, request, caller,
                      {{fault(from ? words(Text::server_rota_fault_past)
                                   : contract::rule_text(contract::Rule::date_format))},
                       &fields,
                       400});
  const auto version = static_cast<int>(number_field(fields, kVersion));
  return after_crew(
      desk, request, caller, fields,
      desk.planning.crews.retire(crew_id(request), version, back ? std::nullopt : from, caller.actor()),
      fault(words(Text::server_rota_fault_busy)));
}

Response remove_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto version = static_cast<int>(number_field(fields, kVersion));
  const auto done = desk.planning.crews.remove(crew_id(request), version, caller.actor());
  if (done) return StaffDoor::see_other(with_query(std::string(kPlanCrews), {{"done", "removed"}}));
  return after_crew(desk, request, caller, fields, done, {{}, {}, words(Text::server_rota_not_removable)});
}

Response show_crews(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  return crews_reply(desk, request, caller, {});
}

Response show_crew(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  return crew_reply(desk, request, caller, {});
}

}  // namespace

void add_crew_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string all(kPlanCrews), one = all + "/{id}";
  const PlanRoutes routes{desk, kCrewForm};
  routes.page(all, "desk_crews", Permission::manage_crews, show_crews);
  routes.page(one, "desk_crew", Permission::manage_crews, show_crew);
  routes.form(all, "desk_add_crew", Permission::manage_crews, add_crew);
  routes.form(one, "desk_change_crew", Permission::manage_crews, change_crew);
  routes.form(one + "/retire", "desk_retire_crew", Permission::manage_crews, retire_crew);
  routes.form(one + "/remove", "desk_remove_crew", Permission::manage_crews, remove_crew);
}

}  // namespace wufei::http
