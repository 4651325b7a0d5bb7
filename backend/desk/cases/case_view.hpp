// What the desk sees of one case. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"

namespace wufei::http {

inline constexpr std::string_view kSeen = "seen";      // hidden field: how long the case's history was
inline constexpr std::string_view kNumber = "number";  // hidden field: of the proposal that was read

// How many days are left, or by how many it is late; what became of it when no answer is owed.
void write_due(HtmlWriter& out, const contract::FeedbackCase& feedback, contract::Date today);

struct CaseView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  const service::StaffFeedback& one;
  const service::CaseFile& file;
  contract::Date today;
  bool with_phone = false;  // it was asked for, on the record
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
};
std::string case_html(const CaseView& view);

}  // namespace wufei::http
