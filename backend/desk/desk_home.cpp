#include "desk/desk_home.hpp"

#include "county/county_content.hpp"
#include "desk/cases/inbox_address.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_view.hpp"
#include "desk/plan/plan_form.hpp"
#include "desk/stops/kept_page.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::PickupStatus;
using contract::StaffCaller;
using contract::Text;

// A number with its words; 0 is good news.
struct Waiting {
  std::size_t count = 0;
  Text words;
  std::string href;
  bool urgent = false;
};

// Days that are looked back on for bookings that nobody finished.
constexpr int kLookedBack = 14;

contract::Status add_pickups(std::vector<Waiting>& all, const DeskGround& desk, const StaffCaller& caller) {
  const contract::Date today = desk.today();
  const auto counts =
      desk.pickups.counts_by_day(contract::add_days(today, -kLookedBack), contract::add_days(today, 1));
  if (!counts) return counts.error();
  Waiting day{0, Text::server_work_home_today, {}}, open{0, Text::server_work_home_unassigned, {}},
      next{0, Text::server_work_home_tomorrow, {}}, past{0, Text::server_work_home_past, {}, true};
  BoardFilter filter;
  filter.date = today;
  day.href = board_path(filter);
  filter.status = contract::status_name(PickupStatus::booked);
  open.href = board_path(filter);
  filter.date = contract::add_days(today, 1);
  next.href = board_path(filter);
  filter.date = contract::add_days(today, -1);
  for (const service::StatusCount& row : *counts) {
    const auto count = static_cast<std::size_t>(row.count);
    const bool waits = contract::is_open(row.status);
    if (row.day == today && row.status != PickupStatus::cancelled) day.count += count;
    if (row.day == today && row.status == PickupStatus::booked) open.count += count;
    if (row.day > today && row.status == PickupStatus::booked) next.count += count;
    if (row.day < today && waits) {
      if (past.count == 0) filter.date = row.day;
      past.count += count;
    }
  }
  filter.status.clear();
  past.href = board_path(filter);
  open.urgent = true;
  for (Waiting* one : {&day, &open, &next, &past}) all.push_back(std::move(*one));
  const auto missed = desk.pickups.list_missed(true, caller.actor());
  if (!missed) return missed.error();
  all.push_back({missed->size(), Text::outcome_missed_open, "/desk/missed", true});
  const auto untold = desk.planning.calendar.untold();
  if (!untold) return untold.error();
  all.push_back(
      {static_cast<std::size_t>(*untold), Text::server_rota_people, std::string(kPlanPeople), true});
  const auto notes = desk.records.waiting();
  if (!notes) return notes.error();
  if (!notes->empty()) all.push_back({notes->size(), Text::server_crew_notes, std::string(kStopNotes), true});
  return contract::ok();
}

contract::Status add_cases(std::vector<Waiting>& all, const DeskGround& desk, const StaffCaller& caller) {
  struct Tile {
    storage::InboxState state;
    Text words;
    bool urgent = false;
  };
  std::vector<Tile> tiles{{storage::InboxState::overdue, Text::server_work_home_overdue, true},
                          {storage::InboxState::open, Text::server_work_home_cases}};
  if (caller.may(Permission::handle_cases))
    tiles.push_back({storage::InboxState::call, Text::server_work_home_calls});
  if (caller.may(Permission::publish_cases))
    tiles.push_back({storage::InboxState::waiting, Text::server_work_home_proposals});
  std::vector<storage::InboxFilter> filters(tiles.size());
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    filters[i].state = tiles[i].state;
    if (!caller.account.department.empty()) filters[i].body = caller.account.department;
  }
  const auto counts = desk.cases.counts(filters);
  if (!counts) return counts.error();
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    InboxAddress address;
    address.filter.state = tiles[i].state;
    all.push_back(
        {static_cast<std::size_t>((*counts)[i]), tiles[i].words, inbox_path(address), tiles[i].urgent});
  }
  return contract::ok();
}

// What other subjects have waiting.
contract::Status add_others(std::vector<Waiting>& all, const DeskGround& desk, const StaffCaller& caller) {
  for (const StaffDoor::Waits& one : desk.door.waits()) {
    if (!caller.may(one.permission)) continue;
    const auto count = one.count(caller);
    if (!count) return count.error();
    all.push_back({*count, one.words, one.href});
  }
  return contract::ok();
}

std::string home_html(const StaffCaller& caller, contract::Date today, const std::vector<Waiting>& all) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_work_hello, {{"name", caller.account.display}}));
  out.element("p", service::day_text(today));
  if (all.empty()) out.element("p", contract::text(Text::server_work_home_nothing), {{"class", "empty"}});
  out.open("ul", {{"class", "tiles"}});
  for (const Waiting& one : all) {
    out.open("li").open(
        "a", {{"href", one.href}, {"class", one.urgent && one.count > 0 ? "urgent" : kNoAttribute}});
    out.element("b", std::to_string(one.count)).element("span", contract::text(one.words));
    out.close("a").close("li");
  }
  out.close("ul");
  return out.take();
}

Response show_home(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  // The crew has one page.
  if (caller.may(Permission::view_stops) && !caller.may(Permission::view_pickups))
    return StaffDoor::see_other("/desk/stops");
  // So have enterprises.
  if (caller.may(Permission::work_waste)) return StaffDoor::see_other("/desk/waste");
  std::vector<Waiting> all;
  if (caller.may(Permission::view_pickups))
    if (auto done = add_pickups(all, desk, caller); !done)
      return desk.door.refusal(request, caller, done.error());
  if (caller.may(Permission::view_cases))
    if (auto done = add_cases(all, desk, caller); !done)
      return desk.door.refusal(request, caller, done.error());
  if (auto done = add_others(all, desk, caller); !done)
    return desk.door.refusal(request, caller, done.error());
  return desk.door.show(caller,
                        {"/desk", words(Text::server_work_home), home_html(caller, desk.today(), all)});
}

}  // namespace

void add_desk_home(const std::shared_ptr<const DeskGround>& desk) {
  desk->door.page("/desk", "desk_home", Permission::own_account,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_home(*desk, request, caller);
                  });
}

}  // namespace wufei::http
