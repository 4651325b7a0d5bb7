// Kinds, topics and spans of feedback (content/feedback/rules.json).
#pragma once

#include "county/content_part.hpp"
#include "feedback/feedback_rules.hpp"

namespace wufei::service {

using FeedbackContent = contract::FeedbackRules;

ContentPart feedback_part();

}  // namespace wufei::service
