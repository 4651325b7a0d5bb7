// One step of the county in a case: found, checked, changed, written with its event and on the record, in one
// transaction. Service floor only.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "feedback/feedback_state.hpp"

namespace wufei::service {

struct StaffAction {
  using Row = storage::FeedbackRow;
  std::string_view kind;    // event kind
  std::string_view detail;  // what the citizen reads in the timeline
  const contract::Actor& actor;
  std::optional<int> version = {};  // that they saw
  bool tell = false;                // a notice of the same kind
  std::function<contract::Status(storage::Session&, Row&)> apply = {};
  // What was asked for is so already: it was sent twice. Asked before `apply`.
  std::function<bool(storage::Session&, const Row&)> is_done = {};
  // What it does to a case that is handled together with this one; false: nothing.
  std::function<bool(Row&)> follow = {};
  // What it brings about besides, after its event.
  std::function<void(storage::Session&, const Row&)> then = {};
};

// Errors: not_found, precondition (another version), those of `apply`.
contract::Result<StaffFeedback> act(FeedbackState& state, std::string_view reference,
                                    const StaffAction& action);

// case_closed when it is closed or erased, case_merged while it waits for the answer of its leader.
contract::Status require_in_hand(const storage::FeedbackRow& row);
// personal_data at `pointer` when others get the same words and these tell whose case it is.
contract::Status check_shared_words(FeedbackState& state, storage::Session& session,
                                    const storage::FeedbackRow& row, std::string_view pointer,
                                    std::string_view text);

}  // namespace wufei::service
