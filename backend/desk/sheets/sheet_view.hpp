// What a run sheet looks like, on the screen and on paper. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"

namespace wufei::http {

// `below`: "", "/xlsx", "/frozen", "/dispatch", "/phones".
std::string sheet_path(contract::Date date, std::string_view below = {}, std::string_view crew = {});

struct CrewCount {
  std::string crew;  // "" = nobody has them
  int stops = 0;
  bool dispatched = false;
};
struct SheetList {
  contract::Date date;
  std::vector<CrewCount> crews;
};
std::string sheet_list_html(const SheetList& list);

struct SheetView {
  const contract::StaffCaller& caller;
  const service::CrewSheet& sheet;
  const StaffNames& names;
  bool frozen = false;  // it is shown as it was dispatched
  bool with_phones = false;
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  std::string stops = {};  // address of the crew's pages, for the code to scan; "" = not known
};
std::string sheet_html(const SheetView& view);

}  // namespace wufei::http
