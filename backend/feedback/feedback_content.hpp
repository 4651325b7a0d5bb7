// Kinds, topics and spans of feedback (content/feedback/rules.json), and templates of answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "county/content_part.hpp"
#include "feedback/feedback_rules.hpp"

namespace wufei::service {

// Words that an answer can begin with (content/feedback/templates.json). The text has places in braces, which
// the server fills, and gaps (U+3010, U+3011), which only a person can: an answer with a gap is not sent.
struct AnswerTemplate {
  std::string id, name;
  std::vector<std::string> topics;  // of cases that it is offered for; none = all
  std::string text;
};

struct FeedbackContent : contract::FeedbackRules {
  std::vector<AnswerTemplate> templates;
};

// What may stand in braces.
inline constexpr std::string_view kTemplatePlaces[] = {"portal", "line",  "reference", "body",
                                                       "kind",   "topic", "received",  "due"};
// "" when every brace is a known place and there is a gap to fill; else one English sentence.
std::string template_fault(std::string_view text);
// With each place filled from `values` (name, value).
std::string filled_template(std::string_view text,
                            const std::vector<std::pair<std::string_view, std::string>>& values);
// Whether a text still has a gap that somebody must fill.
bool has_gap(std::string_view text);

ContentPart feedback_part();

}  // namespace wufei::service
