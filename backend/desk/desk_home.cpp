#include "desk/desk_home.hpp"

#include "county/county_content.hpp"
#include "desk/cases/case_page.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_view.hpp"
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
  // Apart, for a search has an end: what is old must not hide today.
  auto found = desk.pickups.search({today, contract::add_days(today, 1)}, caller.actor());
  if (!found) return found.error();
  auto before = desk.pickups.search({contract::add_days(today, -kLookedBack), contract::add_days(today, -1)},
                                    caller.actor());
  if (!before) return before.error();
  found->rows.insert(found->rows.begin(), before->rows.begin(), before->rows.end());
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
  for (const service::RunSheetRow& row : found->rows) {
    const bool waits = contract::is_open(row.status);
    day.count += row.date == today && row.status != PickupStatus::cancelled ? 1 : 0;
    open.count += row.date == today && row.status == PickupStatus::booked ? 1 : 0;
    next.count += row.date > today && row.status == PickupStatus::booked ? 1 : 0;
    if (row.date < today && waits) {
      ++past.count;
      if (past.count == 1) filter.date = row.date;
    }
  }
  filter.status.clear();
  past.href = board_path(filter);
  open.urgent = true;
  for (Waiting* one : {&day, &open, &next, &past}) all.push_back(std::move(*one));
  const auto missed = desk.pickups.list_missed(true, caller.actor());
  if (!missed) return missed.error();
  all.push_back({missed->size(), Text::outcome_missed_open, "/desk/missed", true});
  const auto notes = desk.records.waiting();
  if (!notes) return notes.error();
  if (!notes->empty()) all.push_back({notes->size(), Text::server_crew_notes, std::string(kStopNotes), true});
  return contract::ok();
}

contract::Status add_cases(std::vector<Waiting>& all, const DeskGround& desk, const StaffCaller& caller) {
  service::FeedbackListFilter filter;
  filter.only_open = true;
  if (!caller.account.department.empty()) filter.body = caller.account.department;
  const auto cases = desk.feedback.list(filter, false, caller.actor());
  if (!cases) return cases.error();
  Waiting open{cases->size(), Text::server_work_home_cases, std::string(kInbox)};
  Waiting late{0, Text::server_work_home_overdue, with_query(std::string(kInbox), {{"state", "overdue"}}),
               true};
  for (const service::StaffFeedback& one : *cases) late.count += one.feedback.overdue ? 1 : 0;
  all.push_back(std::move(late));
  all.push_back(std::move(open));
  if (!caller.may(Permission::publish_cases)) return contract::ok();
  const auto waiting = desk.cases.proposed();
  if (!waiting) return waiting.error();
  all.push_back({waiting->size(), Text::server_work_home_proposals,
                 with_query(std::string(kInbox), {{"state", "waiting"}})});
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
  std::vector<Waiting> all;
  if (caller.may(Permission::view_pickups))
    if (auto done = add_pickups(all, desk, caller); !done)
      return desk.door.refusal(request, caller, done.error());
  if (caller.may(Permission::view_cases))
    if (auto done = add_cases(all, desk, caller); !done)
      return desk.door.refusal(request, caller, done.error());
  return desk_reply(desk, caller,
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
