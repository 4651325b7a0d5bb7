#include "feedback/feedback_content.hpp"

#include <algorithm>
#include <iterator>

#include "feedback/feedback_text.hpp"

namespace wufei::service {
namespace {

constexpr const char* kFile = "feedback/rules.json";
constexpr const char* kTemplates = "feedback/templates.json";
constexpr std::string_view kGap = "\u3010";

FeedbackContent read(const ContentInput& input, const ContentSet&, ContentFaults&) {
  FeedbackContent content{contract::feedback_rules_from_json(input.document(kFile)), {}};
  for (const contract::Json& row : contract::array_or_empty(input.document(kTemplates), "templates")) {
    AnswerTemplate one{contract::text_or_empty(row, "id"),
                       contract::text_or_empty(row, "name"),
                       {},
                       contract::text_or_empty(row, "text")};
    for (const contract::Json& topic : contract::array_or_empty(row, "topics"))
      if (topic.is_string()) one.topics.push_back(topic.get<std::string>());
    content.templates.push_back(std::move(one));
  }
  return content;
}

void check_templates(const FeedbackContent& content, ContentFaults& all) {
  const FileFaults faults(kTemplates, all);
  faults.unless_unique(content.templates, "/templates");
  faults.unless_unique(content.templates, "/templates", &AnswerTemplate::name, "name");
  for (std::size_t i = 0; i < content.templates.size(); ++i) {
    const AnswerTemplate& one = content.templates[i];
    for (std::size_t topic = 0; topic < one.topics.size(); ++topic)
      faults.unless(contract::find_topic(content, one.topics[topic]) != nullptr,
                    at(at("/templates", i) + "/topics", topic), one.topics[topic] + " is no topic");
    if (const std::string fault = template_fault(one.text); !fault.empty())
      faults.add(at("/templates", i) + "/text", fault);
    faults.unless(!holds_personal_data(one.text, {}), at("/templates", i) + "/text",
                  "holds a number that may be somebody's");
  }
}

// The entrance for errors of this site is on every page, and Open311 files under a topic for the rest.
void check(const ContentInput&, const ContentSet& content, ContentFaults& all) {
  const auto& rules = content.get<FeedbackContent>();
  check_templates(rules, all);
  const FileFaults faults(kFile, all);
  faults.unless_unique(rules.kinds, "/kinds");
  faults.unless_unique(rules.topics, "/topics");
  faults.unless(contract::find_kind(rules, "site_error") != nullptr, "/kinds",
                "must have the kind site_error");
  for (const char* topic : {"website", "other"})
    faults.unless(contract::find_topic(rules, topic) != nullptr, "/topics",
                  std::string("must have the topic ") + topic);
}

// Takes `text` apart: what is outside braces goes to `outside`, what is inside to `inside`.
template <class Outside, class Inside>
void take_apart(std::string_view text, const Outside& outside, const Inside& inside) {
  for (;;) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return outside(text);
    outside(text.substr(0, open));
    inside(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::string template_fault(std::string_view text) {
  std::string fault;
  take_apart(
      text,
      [&](std::string_view part) {
        if (part.find_first_of("{}") != std::string_view::npos) fault = "has a brace without its other half";
      },
      [&](std::string_view name) {
        if (std::find(std::begin(kTemplatePlaces), std::end(kTemplatePlaces), name) ==
            std::end(kTemplatePlaces))
          fault = "{" + std::string(name) + "} is no place that can be filled";
      });
  if (fault.empty() && !has_gap(text)) fault = "has no gap (U+3010, U+3011) for what only a person knows";
  return fault;
}

std::string filled_template(std::string_view text,
                            const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string filled;
  take_apart(
      text, [&](std::string_view part) { filled += part; },
      [&](std::string_view name) {
        const auto found = std::find_if(values.begin(), values.end(),
                                        [&](const auto& value) { return value.first == name; });
        if (found != values.end()) filled += found->second;
      });
  return filled;
}

bool has_gap(std::string_view text) {
  return text.find(kGap) != std::string_view::npos;
}

ContentPart feedback_part() {
  return content_part("feedback",
                      {{kFile, "feedback.schema.json"}, {kTemplates, "answer_templates.schema.json"}}, read,
                      check);
}

}  // namespace wufei::service
