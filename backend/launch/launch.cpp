#include "launch/launch.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/find.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

constexpr const char* kFile = "launch.json";
constexpr LaunchMachine kReadyMachine{true, true};

struct Source {
  std::string_view name;
  bool (*settled)(const ContentSet& content, const LaunchMachine& machine);
};
constexpr Source kSources[] = {
    {"host",
     [](const ContentSet& content, const LaunchMachine&) {
       const contract::Site& site = content.get<CountyContent>().site;
       return !site.host_body.empty() && !site.undertaker.empty() && !site.contact_phone.empty();
     }},
    {"filings",
     [](const ContentSet& content, const LaunchMachine&) {
       const contract::Site& site = content.get<CountyContent>().site;
       return !site.icp_number.empty() && !site.police_number.empty() && !site.site_identifier.empty();
     }},
    {"capacity", [](const ContentSet& content,
                    const LaunchMachine&) { return content.get<PickupContent>().rules.confirmed; }},
    {"outcomes", [](const ContentSet& content,
                    const LaunchMachine&) { return content.get<PickupContent>().outcomes.confirmed; }},
    {"deadlines", [](const ContentSet& content,
                     const LaunchMachine&) { return content.get<FeedbackContent>().confirmed; }},
    {"gateway", [](const ContentSet&, const LaunchMachine& machine) { return machine.gateway; }},
    {"tls", [](const ContentSet&, const LaunchMachine& machine) { return machine.https; }}};

// Files of other subjects that say themselves whether the county has confirmed them, by the source's name;
// `member` says it, "" = the whole.
struct ConfirmedFile {
  const char* source;
  const char* file;
  const char* member;
};
constexpr ConfirmedFile kConfirmedFiles[] = {{"destinations", "ledger/destinations.json", ""},
                                             {"templates", "feedback/templates.json", ""},
                                             {"licence", "open_data.json", "licence"}};

std::set<std::string> confirmed_in(const ContentInput& input) {
  std::set<std::string> confirmed;
  for (const ConfirmedFile& one : kConfirmedFiles) {
    const auto found = input.documents.find(one.file);
    if (found == input.documents.end()) continue;
    const std::string_view member = one.member;
    const contract::Json& says =
        member.empty() ? found->second : contract::object_or_empty(found->second, one.member);
    if (contract::text_or_empty(says, "confirmation") == "confirmed") confirmed.insert(one.source);
  }
  return confirmed;
}

bool is_settled(const LaunchPoint& point, const ContentSet& content, const LaunchMachine& machine) {
  if (point.source.empty()) return point.confirmed.has_value();
  if (content.get<LaunchContent>().confirmed_files.count(point.source) != 0) return true;
  const auto* found = contract::find_by(&Source::name, kSources, point.source);
  return found != nullptr && found->settled(content, machine);
}

LaunchPoint point_from(const contract::Json& row) {
  LaunchPoint point{contract::text_or_empty(row, "id"),     contract::text_or_empty(row, "title"),
                    contract::text_or_empty(row, "body"),   contract::text_or_empty(row, "where"),
                    contract::text_or_empty(row, "source"), std::nullopt};
  const contract::Json& confirmed = contract::object_or_empty(row, "confirmed");
  if (const auto date = contract::parse_date(contract::text_or_empty(confirmed, "date")))
    point.confirmed = Confirmation{*date, contract::text_or_empty(confirmed, "by"),
                                   contract::text_or_empty(confirmed, "document")};
  return point;
}

LaunchContent read(const ContentInput& input, const ContentSet& /*earlier*/, ContentFaults& all) {
  LaunchContent launch;
  launch.confirmed_files = confirmed_in(input);
  const FileFaults faults(kFile, all);
  for (const contract::Json& row : contract::array_or_empty(input.document(kFile), "points")) {
    const std::string pointer = at("/points", launch.points.size());
    launch.points.push_back(point_from(row));
    const contract::Json& confirmed = contract::object_or_empty(row, "confirmed");
    if (!confirmed.empty())
      faults.unless_date(contract::text_or_empty(confirmed, "date"), pointer + "/confirmed/date");
  }
  return launch;
}

void check(const ContentInput& /*input*/, const ContentSet& content, ContentFaults& all) {
  const FileFaults faults(kFile, all), site("site.json", all);
  faults.unless_unique(content.get<LaunchContent>().points, "/points");
  const contract::Site& said = content.get<CountyContent>().site;
  const std::vector<LaunchState> states = launch_states(content, kReadyMachine);
  const bool priced = std::any_of(states.begin(), states.end(), [](const LaunchState& state) {
    return state.settled && state.point.id == "price";
  });
  if (!priced) check_price(said.price_note, "/price_note", site);
  if (said.opened.empty()) return;
  for (const LaunchState& state : states)
    site.unless(state.settled, "/opened", "waits for the launch list's point " + state.point.id);
}

}  // namespace

std::vector<LaunchState> launch_states(const ContentSet& content, const LaunchMachine& machine) {
  std::vector<LaunchState> states;
  for (const LaunchPoint& point : content.get<LaunchContent>().points)
    states.push_back({point, is_settled(point, content, machine)});
  return states;
}

bool is_complete(const std::vector<LaunchState>& states) {
  return std::all_of(states.begin(), states.end(), [](const LaunchState& state) { return state.settled; });
}

ContentPart launch_part() {
  return content_part("launch", {{kFile, "launch.schema.json"}}, read, check);
}

}  // namespace wufei::service
