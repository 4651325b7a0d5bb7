// What the desk does with a case: one row for each form of its page. The service decides; here are the
// fields, the faults of what was typed and the words about it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"

namespace wufei::http {

inline constexpr contract::TextLimits kCaseReason{1, 500, true};
// What is said at the end of a call: "verdict" of the form.
inline constexpr std::string_view kNotReached = "not_reached";

// A form about the case that it showed.
struct CasePosted {
  const DeskGround& desk;
  const contract::StaffCaller& caller;
  const FormFields& fields;
  const service::StaffFeedback& before;
  [[nodiscard]] const std::string& reference() const { return before.feedback.reference; }
  [[nodiscard]] std::string text(std::string_view name) const { return entered(fields, name); }
  [[nodiscard]] contract::Actor actor() const { return caller.actor(); }
  // That the form showed.
  [[nodiscard]] int version() const { return static_cast<int>(number_field(fields, kVersion)); }
};

struct CaseAction {
  std::string_view below, name, done;
  contract::Permission permission;
  // What is wrong with what was typed.
  std::vector<FormFault> (*faults)(const CasePosted&);
  contract::Status (*perform)(const CasePosted&);
  // It was sent before, and the answer was lost.
  bool (*is_done)(const CasePosted&);
};

std::vector<FormFault> some_fault(std::optional<FormFault> fault);
// Assign, note, answer, close, and what leads to publishing.
std::span<const CaseAction> case_actions();
// Cases on one matter, and calls after an answer.
std::span<const CaseAction> case_group_actions();

}  // namespace wufei::http
