#include "feedback/published_feedback_store.hpp"

#include <array>

namespace wufei::storage {
namespace {

constexpr std::string_view kAll =
    "SELECT reference, kind, topic, area, text, answer, body, asked, answered, published_at"
    " FROM feedback_published ORDER BY id DESC";
constexpr std::string_view kPublish =
    "INSERT INTO feedback_published (feedback, reference, kind, topic, area, text, answer, body, asked,"
    " answered, published_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
// A withdrawal keeps the event that tells of it, so the newest such event is a stamp of the list.
constexpr std::string_view kStamp =
    "SELECT ifnull(max(id), 0) FROM feedback_event WHERE kind IN ('published', 'unpublished')";
// Due: the deadline has passed. On time: handled by the deadline's day, and never late before.
constexpr std::string_view kStatistics =
    "SELECT count(*),"
    " count(*) FILTER (WHERE status IN ('received', 'assigned', 'reopened')),"
    " count(*) FILTER (WHERE status IN ('received', 'assigned', 'reopened') AND due < ?2),"
    " count(*) FILTER (WHERE handled_at IS NOT NULL),"
    " count(*) FILTER (WHERE due < ?2),"
    " count(*) FILTER (WHERE due < ?2 AND handled_at IS NOT NULL AND late = 0),"
    " count(*) FILTER (WHERE reopened_at IS NOT NULL),"
    " count(*) FILTER (WHERE stars > 0), ifnull(sum(stars), 0),"
    " (SELECT count(*) FROM feedback_published WHERE ?1 = '' OR kind = ?1)"
    " FROM feedback_case WHERE ?1 = '' OR kind = ?1";

template <class... Values>
bool is_there(Connection& connection, std::string_view sql, const Values&... values) {
  SQLite::Statement& found = prepared(connection, sql, values...);
  const bool there = found.executeStep();
  found.reset();
  return there;
}

}  // namespace

std::vector<contract::PublishedFeedback> PublishedFeedbackStore::all(Connection& connection) {
  std::vector<contract::PublishedFeedback> rows;
  SQLite::Statement& found = prepared(connection, kAll);
  while (found.executeStep())
    rows.push_back({found.getColumn(0).getString(), found.getColumn(1).getString(),
                    found.getColumn(2).getString(), found.getColumn(3).getString(),
                    found.getColumn(4).getString(), found.getColumn(5).getString(),
                    found.getColumn(6).getString(), contract::Date{found.getColumn(7).getInt()},
                    contract::Date{found.getColumn(8).getInt()}, found.getColumn(9).getInt64()});
  found.reset();
  return rows;
}

std::string PublishedFeedbackStore::reference_of(Connection& connection, std::int64_t feedback) {
  SQLite::Statement& found =
      prepared(connection, "SELECT reference FROM feedback_published WHERE feedback = ?1", feedback);
  std::string reference = found.executeStep() ? found.getColumn(0).getString() : std::string();
  found.reset();
  return reference;
}

bool PublishedFeedbackStore::exists(Connection& connection, std::string_view reference) {
  return is_there(connection, "SELECT 1 FROM feedback_published WHERE reference = ?1", reference);
}

void PublishedFeedbackStore::insert(Connection& connection, std::int64_t feedback,
                                    const contract::PublishedFeedback& published) {
  run(connection, kPublish, feedback, std::string_view(published.reference), std::string_view(published.kind),
      std::string_view(published.topic), std::string_view(published.area), std::string_view(published.text),
      std::string_view(published.answer), std::string_view(published.body), published.asked.days,
      published.answered.days, published.published_at);
}

bool PublishedFeedbackStore::remove(Connection& connection, std::int64_t feedback) {
  return run(connection, "DELETE FROM feedback_published WHERE feedback = ?1", feedback) == 1;
}

std::int64_t PublishedFeedbackStore::stamp(Connection& connection) {
  SQLite::Statement& found = prepared(connection, kStamp);
  const std::int64_t id = found.executeStep() ? found.getColumn(0).getInt64() : 0;
  found.reset();
  return id;
}

contract::FeedbackStatistics PublishedFeedbackStore::statistics(Connection& connection, std::string_view kind,
                                                                contract::Date today) {
  SQLite::Statement& found = prepared(connection, kStatistics, kind, today.days);
  std::array<std::int64_t, 10> counts{};
  if (found.executeStep())
    for (std::size_t i = 0; i < counts.size(); ++i)
      counts[i] = found.getColumn(static_cast<int>(i)).getInt64();
  found.reset();
  return {counts[0], counts[1], counts[2], counts[3], counts[4],
          counts[5], counts[6], counts[7], counts[8], counts[9]};
}

}  // namespace wufei::storage
