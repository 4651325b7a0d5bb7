// What the day's board looks like. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"
#include "pickup/calendar/calendar.hpp"

namespace wufei::http {

inline constexpr std::string_view kPick = "pick-";     // and a reference: its version, when it is ticked
inline constexpr std::string_view kCrewChosen = "to";  // of the button of a crew; without it "crew" was typed

struct BoardFilter {
  contract::Date date;
  std::string area;    // code, "" = all
  std::string status;  // name, "" = all
  std::string words;   // searched for around the day
};
std::string board_path(const BoardFilter& filter, std::string_view done = {});
// The crew that a form of the board names; "" = none.
std::string crew_entered(const FormFields& fields);
// What tells whether the day is still as it was.
std::string stamp_path(contract::Date date);

struct BoardView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  BoardFilter filter;
  contract::Date today;
  service::StaffFindings day;    // all of the day
  service::StaffFindings shown;  // what the filter leaves
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;    // of the form that is shown again
  std::string stamp = {};               // of the day as it is shown
  contract::Calendar calendar = {};     // what the desk has set for the day
  std::vector<std::string> crews = {};  // that drive on it
};
std::string board_html(const BoardView& view);
// The field and the buttons of the crews, with the keys that choose them.
void write_crew_field(HtmlWriter& out, FormParts& parts, const BoardView& view);

}  // namespace wufei::http
