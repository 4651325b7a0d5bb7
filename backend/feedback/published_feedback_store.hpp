// What is published of feedback cases, and the counts of all cases. Everything here is public information.
// Functions run inside the caller's transaction and may throw SQLite::Exception.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "lib/store/connection.hpp"

namespace wufei::storage {

class PublishedFeedbackStore {
 public:
  // Every published case, newest first.
  static std::vector<contract::PublishedFeedback> all(Connection& connection);
  // "" when the case is not published.
  static std::string reference_of(Connection& connection, std::int64_t feedback);
  static bool exists(Connection& connection, std::string_view reference);
  static void insert(Connection& connection, std::int64_t feedback,
                     const contract::PublishedFeedback& published);
  // False when it was not published.
  static bool remove(Connection& connection, std::int64_t feedback);
  // Changes whenever the list does.
  static std::int64_t stamp(Connection& connection);

  // Counts of the cases of one kind, "" = of all, as seen on `today`.
  static contract::FeedbackStatistics statistics(Connection& connection, std::string_view kind,
                                                 contract::Date today);
};

}  // namespace wufei::storage
