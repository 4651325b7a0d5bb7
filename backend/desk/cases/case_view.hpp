// What the desk sees of one case. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"

namespace wufei::http {

inline constexpr std::string_view kNumber = "number";  // hidden field: of the proposal that was read

// How many days are left, or by how many it is late; what became of it when no answer is owed.
void write_due(HtmlWriter& out, const contract::FeedbackCase& feedback, contract::Date today);
// How many days are left until the end of `day`, or by how many it is past.
void write_days_left(HtmlWriter& out, contract::Date day, contract::Date today);

struct CaseView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  const service::StaffFeedback& one;
  const service::CaseFile& file;
  const StaffNames& names;
  contract::Date today;
  bool with_phone = false;  // it was asked for, on the record
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
};
std::string case_html(const CaseView& view);

// ---- What its forms are made of

// Opens the form of an action (case_action.hpp) about the version that is shown.
void open_action(HtmlWriter& out, FormParts& parts, const CaseView& view, std::string_view below);

}  // namespace wufei::http
