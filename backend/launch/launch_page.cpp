#include "launch/launch_page.hpp"

#include <algorithm>
#include <map>

#include "county/county_content.hpp"
#include "launch/launch_log.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::LaunchState;
using Days = std::map<std::string, contract::Date>;

constexpr std::string_view kLaunch = "/desk/launch";

std::string day_of(const LaunchState& state, const Days& since) {
  if (state.point.confirmed) return contract::format_date(state.point.confirmed->date);
  const auto found = since.find(state.point.id);
  return found == since.end() ? std::string() : contract::format_date(found->second);
}

// What it rests on, or where it is set.
std::string rest_of(const LaunchState& state) {
  if (state.settled && state.point.confirmed)
    return contract::text(Text::server_launch_by,
                          {{"by", state.point.confirmed->by}, {"document", state.point.confirmed->document}});
  return state.point.where;
}

void write_row(HtmlWriter& out, const LaunchState& state, const Days& since) {
  out.open("tr").element("th", state.point.title, {{"scope", "row"}}).open("td");
  out.element("span",
              contract::text(state.settled ? Text::server_launch_settled : Text::server_launch_pending),
              {{"class", state.settled ? "tag good" : "tag warn"}});
  out.close("td").element("td", state.point.body).element("td", day_of(state, since));
  out.element("td", rest_of(state)).close("tr");
}

std::string launch_html(const std::vector<LaunchState>& states, const Days& since, bool opened) {
  const auto pending =
      std::count_if(states.begin(), states.end(), [](const LaunchState& state) { return !state.settled; });
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_launch_title));
  out.element("p",
              pending > 0 ? contract::text(Text::server_launch_lead, {{"count", std::to_string(pending)}})
              : opened    ? words(Text::server_launch_open)
                          : words(Text::server_launch_ready),
              {{"class", pending > 0 ? "note" : "done"}});
  out.open("div", {{"class", "scroll"},
                   {"tabindex", "0"},
                   {"role", "region"},
                   {"aria-label", contract::text(Text::server_launch_title)}});
  out.open("table").open("thead").open("tr");
  for (const Text title : {Text::server_launch_point, Text::server_launch_state, Text::server_launch_who,
                           Text::server_launch_since, Text::server_launch_where})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const bool settled : {false, true})
    for (const LaunchState& state : states)
      if (state.settled == settled) write_row(out, state, since);
  out.close("tbody").close("table").close("div");
  return out.take();
}

}  // namespace

void add_launch_page(StaffDoor& door, service::ContentSource& content, storage::Store& store,
                     const service::LaunchMachine& machine) {
  constexpr auto kRead = contract::Permission::view_reports;
  door.enter({std::string(kLaunch), words(Text::server_launch_entry), "clipboard-text", kRead});
  door.page(kLaunch, "desk_launch", kRead,
            [&door, &content, &store, machine](const Request& request, const contract::StaffCaller& caller) {
              const auto set = content.current();
              const auto states = service::launch_states(*set, machine);
              const auto since = service::launch_since(store, states);
              if (!since) return door.refusal(request, caller, since.error());
              const bool opened = !contract::is_on_trial(set->get<service::CountyContent>().site);
              return door.show(caller, {std::string(kLaunch), words(Text::server_launch_title),
                                        launch_html(states, *since, opened)});
            });
}

}  // namespace wufei::http
