#include "desk/pickups/board_page.hpp"

#include <algorithm>

#include "county/site/references.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_view.hpp"
#include "desk/plan/crew_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr int kSearchedDays = 14;               // before and after the day shown
constexpr std::size_t kLongestWords = 40;       // code points
constexpr std::size_t kAssignForm = 64 * 1024;  // bytes: as many ticks as a list has rows

template <class Value>
BoardFilter filter_of(contract::Date today, const Value& value) {
  BoardFilter filter;
  filter.date = contract::entered_date(value("date")).value_or(today);
  filter.area = value("area");
  filter.status = value("status");
  filter.words = contract::trimmed(value("q"));
  if (contract::code_point_count(filter.words) > kLongestWords) filter.words.clear();
  return filter;
}

service::StaffSearch search_of(const BoardFilter& filter) {
  if (filter.words.empty()) return {filter.date, filter.date};
  return {contract::add_days(filter.date, -kSearchedDays),
          contract::add_days(filter.date, kSearchedDays),
          {},
          filter.words};
}

// A reference is asked for in the same field.
std::optional<std::string> reference_in(std::string_view words) {
  return contract::normalised_reference(words, contract::kPickupPrefix);
}

void keep(std::vector<service::RunSheetRow>& rows, const BoardFilter& filter) {
  std::erase_if(rows, [&](const service::RunSheetRow& row) {
    return (!filter.area.empty() && row.area != filter.area) ||
           (!filter.status.empty() && contract::status_name(row.status) != filter.status);
  });
}

struct BoardAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

Response board_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     BoardFilter filter, BoardAgain again) {
  // First: what changes between the two is noticed.
  auto stamp = desk.pickups.day_stamp(filter.date);
  if (!stamp) return desk.door.refusal(request, caller, stamp.error());
  auto found = desk.pickups.search(search_of(filter), caller.actor());
  if (!found) return desk.door.refusal(request, caller, found.error());
  service::StaffFindings shown = *found;
  keep(shown.rows, filter);
  auto calendar = desk.planning.calendar.in_force(filter.date, filter.date);
  if (!calendar) return desk.door.refusal(request, caller, calendar.error());
  auto crews = desk.planning.crews.driving(filter.date);
  if (!crews) return desk.door.refusal(request, caller, crews.error());
  const auto content = desk.content.current();
  const BoardView view{caller,
                       *content,
                       std::move(filter),
                       desk.today(),
                       std::move(*found),
                       std::move(shown),
                       request.query_value("done"),
                       std::move(again.faults),
                       again.typed,
                       std::move(*stamp),
                       std::move(*calendar),
                       std::move(*crews)};
  return desk.door.show(caller, {std::string(kBoard), words(Text::server_work_board),
                                 board_html(view) + desk.door.board_script(), again.status});
}

Response show_board(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  BoardFilter filter =
      filter_of(desk.today(), [&](std::string_view name) { return request.query_value(name); });
  if (const auto reference = reference_in(filter.words))
    return StaffDoor::see_other("/desk/pickups/" + *reference);
  return board_reply(desk, request, caller, std::move(filter), {});
}

Response show_stamp(const DeskGround& desk, const Request& request) {
  const auto date = contract::parse_date(request.query_value("date"));
  if (!date) return problem_response(contract::field_error("/date", contract::Rule::date_format), request);
  auto stamp = desk.pickups.day_stamp(*date);
  if (!stamp) return problem_response(stamp.error(), request);
  Response response = text_response(200, "text/plain; charset=utf-8", std::move(*stamp));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

struct Picked {
  std::string reference;
  int version = 0;
};

std::vector<Picked> picked_in(const FormFields& fields) {
  std::vector<Picked> picked;
  for (const auto& [name, value] : fields)
    if (name.starts_with(kPick))
      picked.push_back({name.substr(kPick.size()), static_cast<int>(number_field(fields, name))});
  return picked;
}

FormFault fault_of(const Picked& one, const contract::Error& error) {
  std::string text = assign_faults(error, Text::server_work_assign_to).front().text;
  return {std::string(kPick) + one.reference, one.reference, std::move(text)};
}

Response assign_picked(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                       const FormFields& fields) {
  BoardFilter filter =
      filter_of(desk.today(), [&](std::string_view name) { return field_value(fields, name); });
  const std::string crew = crew_as_ours(desk, crew_entered(fields));
  const std::vector<Picked> picked = picked_in(fields);
  std::vector<FormFault> faults;
  if (picked.empty()) faults.push_back({{}, {}, words(Text::server_work_none_picked)});
  if (auto fault = short_text_fault("crew", Text::server_work_assign_to, crew)) faults.push_back(*fault);
  if (!faults.empty())
    return board_reply(desk, request, caller, std::move(filter), {std::move(faults), &fields, 400});
  int status = 409;
  for (const Picked& one : picked) {
    const auto done = desk.pickups.assign(one.reference, crew, caller.actor(), true, one.version);
    if (done) continue;
    // Sent twice: it is already as it was wanted.
    const auto now = desk.pickups.show(one.reference, false, caller.actor());
    if (now && now->crew == crew && now->pickup.version == one.version + 1) continue;
    faults.push_back(fault_of(one, done.error()));
    status = contract::error_status(done.error().code);
  }
  if (faults.empty()) return StaffDoor::see_other(board_path(filter, "assigned"));
  return board_reply(desk, request, caller, std::move(filter), {std::move(faults), &fields, status});
}

}  // namespace

void add_board_pages(const std::shared_ptr<const DeskGround>& desk) {
  desk->door.page(kBoard, "desk_board", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_board(*desk, request, caller);
                  });
  desk->door.watch(std::string(kBoard) + "/stamp", "desk_board_stamp", Permission::view_pickups,
                   [desk](const Request& request, const StaffCaller&) { return show_stamp(*desk, request); });
  desk->door.form(
      kAssignPicked, "desk_assign_picked", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return assign_picked(*desk, request, caller, fields);
      },
      kAssignForm);
}

}  // namespace wufei::http
