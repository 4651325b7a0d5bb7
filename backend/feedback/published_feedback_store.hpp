// What is published of feedback cases, and the counts of all cases. Everything here is public information.
// Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

class PublishedFeedbackStore {
 public:
  // Every published case, newest first.
  static std::vector<contract::PublishedFeedback> all(Session& session);
  // "" when the case is not published.
  static std::string reference_of(Session& session, std::int64_t feedback);
  static bool exists(Session& session, std::string_view reference);
  static void insert(Session& session, std::int64_t feedback, const contract::PublishedFeedback& published);
  // False when it was not published.
  static bool remove(Session& session, std::int64_t feedback);
  // Changes whenever the list does.
  static std::int64_t stamp(Session& session);

  // Counts of the cases of one kind, "" = of all, as seen on `today`.
  static contract::FeedbackStatistics statistics(Session& session, std::string_view kind,
                                                 contract::Date today);

  static StoreFacts facts();
};

}  // namespace wufei::storage
