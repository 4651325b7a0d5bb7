// What the pages of the calendar look like. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/plan/plan_form.hpp"

namespace wufei::http {

struct PlanView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  service::CalendarView calendar;
  const StaffNames& names;
  contract::Date today;
  std::string_view done = {};
};
std::string plan_html(const PlanView& view);

// Asks for a change; `field` has what was typed.
struct PlanFormView {
  const service::ContentSet& content;
  std::string kind;
  FieldReader field;
  std::vector<FormFault> faults = {};
};
std::string plan_form_html(const PlanFormView& view);

// What a change, or the end of a rule, meets, to be confirmed.
struct PlanTouchView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  contract::CalendarChange change;
  service::CalendarTouch touch;
  std::int64_t ends = 0;  // number of the rule that ends, 0 = a new one
  contract::Date today;
  std::vector<FormFault> faults = {};
};
std::string plan_touch_html(const PlanTouchView& view);

// What was just done, by a word of the address.
void write_plan_done(HtmlWriter& out, std::string_view done);

}  // namespace wufei::http
