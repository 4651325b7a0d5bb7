// Citizens and what is kept of their case: all of it shown, copied, erased (journal/my_data_door.hpp).
#pragma once

#include "feedback/feedback_service.hpp"
#include "journal/my_data_door.hpp"

namespace wufei::http {

inline constexpr std::string_view kFeedbackMine = "/mine/feedback";

// All must outlive the router.
void add_feedback_mine_routes(const MyDataGround& ground, service::FeedbackService& feedback);

}  // namespace wufei::http
