// What the crew sees. Writes markup only. What `data-` attributes say is for wasm/portal/shell/crew.js, which
// keeps the pages of today on the phone: whose they are, when they were made and until when they may be kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"

namespace wufei::http {

// `below`: "", "/phone", "/collected", "/missed", "/photos/" and a number.
std::string stop_path(std::string_view reference, std::string_view below = {});
struct StopsView {
  const contract::StaffCaller& caller;
  std::string crew;
  service::CrewSheet sheet;
  std::string_view done = {};
  contract::UtcSeconds now = 0;
};
std::string stops_html(const StopsView& view);

struct StopView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  const service::StaffPickup& stop;
  bool with_phone = false;   // it was asked for, on the record
  bool ask_again = false;    // whether weight and pieces are meant
  bool photos_lost = false;  // of a form that is shown again: files cannot be
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  contract::UtcSeconds now = 0;
};
std::string stop_html(const StopView& view);

}  // namespace wufei::http
