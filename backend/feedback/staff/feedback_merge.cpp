// Several cases on one matter: one leads, the others get its answer. One level deep: a case that leads does
// not follow, so there is no circle.
#include "feedback/feedback_content.hpp"
#include "feedback/staff/feedback_action.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_field.hpp"

namespace wufei::service {
namespace {

using contract::FeedbackStatus;
using contract::Rule;
using storage::FeedbackRow;

// Whom a case may follow: an open one that follows nobody, which whoever asks may see. What they may not see
// is told as what does not exist.
contract::Result<FeedbackRow> leader_for(FeedbackState& state, storage::Session& session,
                                         const FeedbackRow& row, const FeedbackMerge& merge) {
  const auto refuse = [](Rule rule) { return contract::field_error("/leader", rule); };
  auto leader = state.feedback.find(session, merge.leader);
  if (!leader || leader->id == row.id || !contract::is_open(leader->status) || leader->leader != 0)
    return refuse(Rule::merge_target);
  if (!merge.department.empty() && merge.department != leader->body) return refuse(Rule::merge_target);
  if (!row.body.empty() && row.body != leader->body) return refuse(Rule::merge_body);
  return std::move(*leader);
}

}  // namespace

contract::Status require_in_hand(const FeedbackRow& row) {
  if (row.status == FeedbackStatus::closed || !row.private_data) return feedback_refused(Rule::case_closed);
  if (row.leader != 0 && contract::is_open(row.status)) return feedback_refused(Rule::case_merged);
  return contract::ok();
}

contract::Status check_shared_words(FeedbackState& state, storage::Session& session, const FeedbackRow& row,
                                    std::string_view pointer, std::string_view text) {
  if (state.feedback.followers(session, row.id).empty()) return contract::ok();
  const bool tells = text.find(row.reference) != std::string_view::npos ||
                     holds_personal_data(text, row.private_data ? row.private_data->name : std::string());
  if (tells) return contract::field_error(std::string(pointer), Rule::shared_words);
  return contract::ok();
}

contract::Result<StaffFeedback> FeedbackService::merge(const FeedbackMerge& merge,
                                                       const contract::Actor& actor,
                                                       std::optional<int> version) {
  if (auto sound = contract::check_reason(merge.reason, contract::kFeedbackReasonLimits); !sound)
    return sound.error();
  StaffAction action{"merged", {}, actor, version};
  action.is_done = [&](storage::Session& session, const FeedbackRow& row) {
    const auto leader = row.leader == 0 ? std::nullopt : state_->feedback.find(session, row.leader);
    return leader && leader->reference == merge.leader;
  };
  action.apply = [&](storage::Session& session, FeedbackRow& row) -> contract::Status {
    if (!contract::is_open(row.status)) return feedback_refused(Rule::case_closed);
    if (auto free = require_in_hand(row); !free) return free;
    if (!state_->feedback.followers(session, row.id).empty()) return feedback_refused(Rule::merge_leads);
    const auto leader = leader_for(*state_, session, row, merge);
    if (!leader) return leader.error();
    row.leader = leader->id;
    row.private_data->merge_reason = merge.reason;
    if (row.body.empty() && !leader->body.empty()) {
      row.body = leader->body;
      row.status = FeedbackStatus::assigned;
    }
    return contract::ok();
  };
  return act(*state_, merge.reference, action);
}

contract::Result<StaffFeedback> FeedbackService::unmerge(std::string_view reference,
                                                         const contract::Actor& actor,
                                                         std::optional<int> version) {
  StaffAction action{"unmerged", {}, actor, version};
  action.is_done = [](storage::Session&, const FeedbackRow& row) { return row.leader == 0; };
  action.apply = [](storage::Session&, FeedbackRow& row) -> contract::Status {
    if (!contract::is_open(row.status)) return feedback_refused(Rule::case_closed);
    row.leader = 0;
    row.private_data->merge_reason.clear();
    return contract::ok();
  };
  return act(*state_, reference, action);
}

}  // namespace wufei::service
