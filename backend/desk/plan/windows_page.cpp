// Names and hours of the day's windows: typed, shown with the bookings that were promised other hours, set.
#include <algorithm>

#include "desk/pickups/booking_page.hpp"
#include "desk/plan/plan_form.hpp"
#include "desk/plan/plan_page.hpp"
#include "desk/plan/plan_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using contract::Window;
using service::WindowFault;
using service::Windows;
using Promises = std::vector<storage::Promise>;

constexpr std::size_t kWindowsForm = 8 * 1024;
constexpr std::size_t kShownPromises = 100;
constexpr std::string_view kName = "name-", kStart = "start-", kEnd = "end-", kSeen = "seen-";

std::string field_of(std::string_view kind, const Window& window) {
  return std::string(kind) + window.id;
}

// What was typed for a window; minutes -1 when they cannot be read.
Window typed_window(const FormFields& fields, const Window& now) {
  const auto minutes = [&](std::string_view kind) {
    return contract::entered_clock(field_value(fields, field_of(kind, now))).value_or(-1);
  };
  return {now.id, entered(fields, field_of(kName, now)), minutes(kStart), minutes(kEnd)};
}

// The windows as the form showed them.
std::string seen_words(const Window& window) {
  return contract::format_clock(window.start_minute) + " " + contract::format_clock(window.end_minute) + " " +
         window.name;
}
Windows seen_windows(const FormFields& fields, const Windows& now) {
  Windows seen;
  for (const Window& window : now) {
    const std::string words(field_value(fields, field_of(kSeen, window)));
    const auto clock = [&](std::size_t at) {
      return contract::parse_clock(words.substr(std::min(at, words.size()), 5)).value_or(-1);
    };
    seen.push_back({window.id, words.substr(std::min<std::size_t>(12, words.size())), clock(0), clock(6)});
  }
  return seen;
}

struct WindowsView {
  const StaffCaller& caller;
  Windows now;         // in force
  Windows shown;       // in the fields
  Promises otherwise;  // than `shown`
  contract::Date today;
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;  // what cannot be read is shown as it was typed
  bool confirming = false;
  std::string_view done = {};
};

std::vector<FormFault> faults_of_windows(const Windows& wanted) {
  std::vector<FormFault> faults;
  const auto checked = service::WindowHours::check(wanted);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Window& window = wanted[i];
    if (checked[i] == WindowFault::name)
      faults.push_back({field_of(kName, window), words(Text::server_rota_window_name),
                        words(Text::server_rota_fault_window)});
    else if (window.start_minute < 0 || checked[i] == WindowFault::order)
      faults.push_back(
          {field_of(kStart, window), words(Text::server_rota_starts),
           words(window.start_minute < 0 ? Text::server_rota_fault_clock : Text::server_rota_fault_order)});
    else if (window.end_minute < 0 || checked[i] == WindowFault::hours)
      faults.push_back(
          {field_of(kEnd, window), words(Text::server_rota_ends),
           words(window.end_minute < 0 ? Text::server_rota_fault_clock : Text::server_rota_fault_hours)});
  }
  return faults;
}

std::string value_of(const WindowsView& view, const std::string& field, std::string value) {
  return view.typed ? std::string(field_value(*view.typed, field)) : std::move(value);
}

void write_window_fields(FormParts& parts, HtmlWriter& out, const WindowsView& view, const Window& window) {
  const auto clock = [&](std::string_view kind, Text label, int minutes) {
    const std::string name = field_of(kind, window);
    parts.text_field({.name = name,
                      .label = words(label),
                      .hint = {},
                      .value = value_of(view, name, contract::format_clock(std::max(minutes, 0))),
                      .type = "time"});
  };
  const std::string name = field_of(kName, window);
  out.open("fieldset", {{"class", "together"}}).element("legend", window.name);
  parts.text_field({.name = name,
                    .label = words(Text::server_rota_window_name),
                    .hint = {},
                    .value = value_of(view, name, window.name),
                    .limit = service::kLongestWindowName});
  clock(kStart, Text::server_rota_starts, window.start_minute);
  clock(kEnd, Text::server_rota_ends, window.end_minute);
  out.close("fieldset");
}

void write_seen(FormParts& parts, const WindowsView& view) {
  for (const Window& window : view.now) parts.hidden(field_of(kSeen, window), seen_words(window));
}

void write_windows_form(HtmlWriter& out, FormParts& parts, const WindowsView& view) {
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, view.caller, kPlanWindows);
  write_seen(parts, view);
  for (const Window& window : view.shown) write_window_fields(parts, out, view, window);
  parts.button(contract::text(Text::server_rota_next));
  out.close("form").close("div");
}

void write_confirmation(HtmlWriter& out, FormParts& parts, const WindowsView& view) {
  out.open("dl", {{"class", "facts"}});
  for (std::size_t i = 0; i < view.now.size(); ++i) {
    const Window &before = view.now[i], &after = view.shown[i];
    const std::string now = before.name + " " + clock_span(before.start_minute, before.end_minute);
    const std::string then = after.name + " " + clock_span(after.start_minute, after.end_minute);
    out.open("div").element("dt", now);
    out.element("dd", before == after ? words(Text::server_rota_same)
                                      : contract::text(Text::server_rota_becomes, {{"what", then}}));
    out.close("div");
  }
  out.close("dl");
  open_desk_form(out, view.caller, kPlanWindows);
  write_seen(parts, view);
  for (const Window& window : view.shown) {
    parts.hidden(field_of(kName, window), window.name);
    parts.hidden(field_of(kStart, window), contract::format_clock(window.start_minute));
    parts.hidden(field_of(kEnd, window), contract::format_clock(window.end_minute));
  }
  parts.hidden("sure", "1");
  parts.button(contract::text(Text::server_rota_confirm));
  out.close("form");
}

void write_promise(HtmlWriter& out, const WindowsView& view, const storage::Promise& one) {
  out.open("li").text(plan_day(one.slot.date, view.today) + " ");
  out.text(clock_span(one.start_minute, one.end_minute) + " ");
  const bool may = view.caller.may(Permission::plan_pickups);
  out.link(booking_path(one.reference, may ? "/change" : ""), one.reference).close("li");
}

void write_promises(HtmlWriter& out, const WindowsView& view) {
  if (view.otherwise.empty()) return;
  out.element("h2", contract::text(Text::server_rota_promised));
  out.element("p", contract::text(Text::server_rota_promised_note,
                                  {{"count", std::to_string(view.otherwise.size())}}));
  out.open("ul");
  for (std::size_t i = 0; i < std::min(view.otherwise.size(), kShownPromises); ++i)
    write_promise(out, view, view.otherwise[i]);
  out.close("ul");
  if (view.otherwise.size() > kShownPromises)
    out.element("p", contract::text(Text::server_rota_promised_more,
                                    {{"count", std::to_string(view.otherwise.size() - kShownPromises)}}));
}

std::string windows_html(const WindowsView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kPlan, contract::text(Text::server_rota_title)).close("p");
  write_plan_done(out, view.done);
  parts.summary();
  write_title(out, contract::text(view.confirming ? Text::server_rota_check : Text::server_rota_windows));
  if (view.confirming)
    write_confirmation(out, parts, view);
  else
    write_windows_form(out, parts, view);
  write_promises(out, view);
  return out.take();
}

Response windows_reply(const DeskGround& desk, const Request& request, WindowsView view, int status = 200) {
  if (view.typed == nullptr) {  // else what was typed cannot be read
    auto otherwise = desk.planning.hours.otherwise(view.shown);
    if (!otherwise) return desk.door.refusal(request, view.caller, otherwise.error());
    view.otherwise = std::move(*otherwise);
  }
  return desk.door.show(view.caller,
                        {std::string(kPlan), words(Text::server_rota_windows), windows_html(view), status});
}

Response show_windows(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const Windows now = desk.planning.hours.in_force();
  return windows_reply(desk, request,
                       {caller, now, now, {}, desk.today(), {}, nullptr, false, request.query_value("done")});
}

Response set_windows(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const Windows now = desk.planning.hours.in_force();
  Windows wanted;
  for (const Window& window : now) wanted.push_back(typed_window(fields, window));
  if (auto faults = faults_of_windows(wanted); !faults.empty())
    return windows_reply(desk, request, {caller, now, now, {}, desk.today(), std::move(faults), &fields},
                         400);
  if (field_value(fields, "sure").empty())
    return windows_reply(desk, request, {caller, now, wanted, {}, desk.today(), {}, nullptr, true});
  const auto set = desk.planning.hours.set(wanted, seen_windows(fields, now), caller.actor());
  if (set) return StaffDoor::see_other(with_query(std::string(kPlanWindows), {{"done", "planned"}}));
  if (set.error().code != ErrorCode::precondition) return desk.door.refusal(request, caller, set.error());
  return windows_reply(desk, request,
                       {caller, now, wanted, {}, desk.today(), desk_faults(set.error()), nullptr, true}, 412);
}

}  // namespace

void add_windows_pages(const std::shared_ptr<const DeskGround>& desk) {
  const PlanRoutes routes{desk, kWindowsForm};
  routes.page(kPlanWindows, "desk_plan_windows", Permission::plan_pickups, show_windows);
  routes.form(kPlanWindows, "desk_plan_set_windows", Permission::plan_pickups, set_windows);
}

}  // namespace wufei::http
