#include "feedback/feedback_content.hpp"

namespace wufei::service {
namespace {

constexpr const char* kFile = "feedback/rules.json";

FeedbackContent read(const ContentInput& input, const ContentSet&, ContentFaults&) {
  return contract::feedback_rules_from_json(input.document(kFile));
}

// The entrance for errors of this site is on every page, and Open311 files under a topic for the rest.
void check(const ContentInput&, const ContentSet& content, ContentFaults& all) {
  const auto& rules = content.get<FeedbackContent>();
  const FileFaults faults(kFile, all);
  faults.unless_unique(rules.kinds, "/kinds");
  faults.unless_unique(rules.topics, "/topics");
  faults.unless(contract::find_kind(rules, "site_error") != nullptr, "/kinds",
                "must have the kind site_error");
  for (const char* topic : {"website", "other"})
    faults.unless(contract::find_topic(rules, topic) != nullptr, "/topics",
                  std::string("must have the topic ") + topic);
}

}  // namespace

ContentPart feedback_part() {
  return content_part("feedback", {{kFile, "feedback.schema.json"}}, read, check);
}

}  // namespace wufei::service
