// Alarms as staff and parties read them. Writes markup only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"
#include "lib/page/html.hpp"
#include "waste/alarm/alarm_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kWasteAlarms = "/desk/waste/alarms";
std::string waste_alarm_path(std::int64_t id, std::string_view below = {});

// What people read for an input of a finding; nullopt: it is not shown.
std::optional<contract::Text> alarm_input_text(std::string_view name);

struct AlarmsPageView {
  const service::ContentSet& content;
  service::AlarmList list;
  storage::AlarmFilter filter;
  bool staff = false;
  contract::Date today = {};
};
std::string waste_alarms_html(const AlarmsPageView& view);
// The form above the list.
void write_alarm_filters(HtmlWriter& out, const service::ContentSet& content,
                         const storage::AlarmFilter& filter);

struct AlarmPageView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  service::AlarmView alarm;
  const StaffNames& names;
  bool handles = false;   // staff who act
  bool explains = false;  // the party's people
  std::vector<FormFault> faults = {};
  std::string typed = {};
};
std::string waste_alarm_html(const AlarmPageView& view);

}  // namespace wufei::http
