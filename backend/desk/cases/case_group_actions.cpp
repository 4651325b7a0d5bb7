#include "county/site/references.hpp"
#include "desk/cases/case_action.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::CallVerdict;
using contract::Permission;
using contract::Status;
using contract::Text;

std::optional<std::string> leader_reference(const CasePosted& posted) {
  return contract::normalised_reference(posted.text("leader"), contract::kFeedbackPrefix);
}

std::vector<FormFault> merge_faults(const CasePosted& posted) {
  auto faults = some_fault(long_text_fault("merge_reason", Text::server_work_reason,
                                           posted.text("merge_reason"), contract::kFeedbackReasonLimits));
  if (leader_reference(posted)) return faults;
  faults.insert(faults.begin(), FormFault{"leader", words(Text::server_work_leader),
                                          contract::rule_text(contract::Rule::reference_format)});
  return faults;
}

Status merge(const CasePosted& posted) {
  const std::string leader = leader_reference(posted).value_or(std::string());
  const std::string reason = posted.text("merge_reason");
  return contract::status_of(
      posted.desk.feedback.merge({posted.reference(), leader, reason, posted.caller.account.department},
                                 posted.actor(), posted.version()));
}

bool is_merged(const CasePosted& posted) {
  return !posted.before.leader.empty() && posted.before.leader == leader_reference(posted);
}

std::vector<FormFault> no_unmerge_faults(const CasePosted&) {
  return {};
}

Status unmerge(const CasePosted& posted) {
  return contract::status_of(
      posted.desk.feedback.unmerge(posted.reference(), posted.actor(), posted.version()));
}

bool is_unmerged(const CasePosted& posted) {
  return posted.before.leader.empty();
}

// A remark among colleagues; its length is the service's to refuse.
std::vector<FormFault> call_faults(const CasePosted& posted) {
  const std::string said = posted.text("verdict");
  if (said == kNotReached || (!said.empty() && contract::call_verdict_from_name(said))) return {};
  return {{"verdict", words(Text::server_work_verdict), contract::rule_text(contract::Rule::required)}};
}

Status record_call(const CasePosted& posted) {
  const std::string said = posted.text("verdict"), remark = posted.text("remark");
  service::FeedbackCall call{said != kNotReached, CallVerdict::none, remark};
  if (call.reached) call.verdict = contract::call_verdict_from_name(said).value_or(CallVerdict::none);
  return contract::status_of(
      posted.desk.feedback.record_call(posted.reference(), call, posted.actor(), posted.version()));
}

// The service knows it: it holds the last call against this one.
bool never_known(const CasePosted&) {
  return false;
}

constexpr CaseAction kGroupActions[] = {
    {"/merge", "desk_case_merge", "merged", Permission::handle_cases, merge_faults, merge, is_merged},
    {"/unmerge", "desk_case_unmerge", "unmerged", Permission::handle_cases, no_unmerge_faults, unmerge,
     is_unmerged},
    {"/call", "desk_case_call", "called", Permission::handle_cases, call_faults, record_call, never_known}};

}  // namespace

std::span<const CaseAction> case_group_actions() {
  return kGroupActions;
}

}  // namespace wufei::http
