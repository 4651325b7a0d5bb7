// Calls after an answer. Who is not satisfied has the case handled a second time, if the rules say so.
#include "feedback/feedback_content.hpp"
#include "feedback/staff/feedback_action.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::CallVerdict;
using contract::Rule;
using storage::FeedbackRow;

contract::Status check_call(const FeedbackCall& call) {
  if (call.reached == (call.verdict == CallVerdict::none))
    return contract::field_error("/verdict", call.reached ? Rule::required : Rule::invalid_text);
  if (!contract::is_valid_utf8(call.remark) || contract::has_control_characters(call.remark))
    return contract::field_error("/remark", Rule::invalid_text);
  if (contract::code_point_count(call.remark) > contract::kFeedbackCommentLimits.max)
    return contract::field_error("/remark", Rule::too_long, contract::kFeedbackCommentLimits.max);
  return contract::ok();
}

bool is_same_call(const storage::CallRow& row, const FeedbackCall& call, const contract::Actor& actor) {
  return row.actor == contract::actor_text(actor) && row.reached == call.reached &&
         row.verdict == call.verdict && row.remark == call.remark;
}

contract::Status require_answered(const FeedbackRow& row) {
  const bool answered = row.status == contract::FeedbackStatus::answered && row.private_data;
  if (!answered || row.private_data->phone.empty()) return feedback_refused(Rule::not_answered);
  return contract::ok();
}

}  // namespace

void FeedbackState::reopen(FeedbackRow& row, const contract::FeedbackRules& rules, contract::UtcSeconds now) {
  const contract::FeedbackKind* kind = contract::find_kind(rules, row.kind);
  row.status = contract::FeedbackStatus::reopened;
  row.reopened_at = now;
  row.handled_at = row.closed_at = 0;
  row.leader = 0;
  row.called = false;
  row.call_tries = 0;
  if (kind) row.due = contract::due_day(*kind, now);
}

contract::Result<StaffFeedback> FeedbackService::record_call(std::string_view reference,
                                                             const FeedbackCall& call,
                                                             const contract::Actor& actor,
                                                             std::optional<int> version) {
  if (auto sound = check_call(call); !sound) return sound.error();
  const contract::UtcSeconds now = state_->clock.now();
  const auto content = state_->source.current();
  const auto& rules = content->get<FeedbackContent>();
  StaffAction action{"called", {}, actor, version};
  action.is_done = [&](storage::Session& session, const FeedbackRow& row) {
    if (!version || *version == row.version) return false;  // the same again, on purpose
    const auto calls = state_->calls.of(session, reference);
    return !calls.empty() && is_same_call(calls.back(), call, actor);
  };
  bool again = false;
  action.apply = [&](storage::Session& session, FeedbackRow& row) -> contract::Status {
    if (auto answered = require_answered(row); !answered) return answered;
    state_->calls.add(
        session, row.reference,
        {now, contract::actor_text(actor), call.reached, call.verdict, std::string(call.remark)});
    ++row.call_tries;
    row.called = row.called || call.reached;
    if (call.reached) row.call_verdict = call.verdict;
    again = call.verdict == CallVerdict::unsatisfied && rules.call.reopens && row.reopened_at == 0;
    if (again) FeedbackState::reopen(row, rules, now);
    return contract::ok();
  };
  action.then = [&](storage::Session& session, const FeedbackRow& row) {
    if (again) state_->journal.events.add(session, row.id, {now, "reopened", {}}, actor);
  };
  return act(*state_, reference, action);
}

}  // namespace wufei::service
