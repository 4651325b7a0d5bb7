#include "feedback/published_feedback_store.hpp"

#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAllPublished{
    "feedback_published.all",
    "SELECT reference, kind, topic, area, text, answer, body, asked, answered, published_at"
    " FROM feedback_published ORDER BY id DESC"};
constexpr Query kReference{"feedback_published.reference",
                           "SELECT reference FROM feedback_published WHERE feedback = ?1"};
constexpr Query kIsPublished{"feedback_published.exists",
                             "SELECT id FROM feedback_published WHERE reference = ?1"};
constexpr Query kPublish{
    "feedback_published.insert",
    "INSERT INTO feedback_published (feedback, reference, kind, topic, area, text, answer, body, asked,"
    " answered, published_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
constexpr Query kUnpublish{"feedback_published.remove", "DELETE FROM feedback_published WHERE feedback = ?1"};
// How often the list has changed, in meta.
constexpr std::string_view kStamp = "feedback_published";
// Due: the deadline has passed. On time: handled by the deadline's day, and never late before.
constexpr Query kStatistics{
    "feedback.statistics",
    "SELECT count(*),"
    " count(*) FILTER (WHERE status IN ('received', 'assigned', 'reopened')),"
    " count(*) FILTER (WHERE status IN ('received', 'assigned', 'reopened') AND due < ?2),"
    " count(*) FILTER (WHERE handled_at IS NOT NULL),"
    " count(*) FILTER (WHERE due < ?2),"
    " count(*) FILTER (WHERE due < ?2 AND handled_at IS NOT NULL AND late = 0),"
    " count(*) FILTER (WHERE reopened_at IS NOT NULL),"
    " count(*) FILTER (WHERE stars > 0), CAST(coalesce(sum(stars), 0) AS bigint),"
    " (SELECT count(*) FROM feedback_published WHERE ?1 = '' OR kind = ?1)"
    " FROM feedback_case WHERE ?1 = '' OR kind = ?1"};

void change_stamp(Session& session) {
  MetaStore::set_number(session, kStamp, MetaStore::number(session, kStamp) + 1);
}

contract::PublishedFeedback read_published(Columns& columns) {
  contract::PublishedFeedback row;
  for (std::string* member :
       {&row.reference, &row.kind, &row.topic, &row.area, &row.text, &row.answer, &row.body})
    *member = columns.text();
  row.asked = columns.date();
  row.answered = columns.date();
  row.published_at = columns.integer();
  return row;
}

contract::FeedbackStatistics read_statistics(Columns& columns) {
  contract::FeedbackStatistics counts;
  for (std::int64_t* member :
       {&counts.received, &counts.open, &counts.overdue, &counts.handled, &counts.due, &counts.on_time,
        &counts.reopened, &counts.rated, &counts.stars, &counts.published})
    *member = columns.integer();
  return counts;
}

void check_published(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_published(columns);
}

}  // namespace

std::vector<contract::PublishedFeedback> PublishedFeedbackStore::all(Session& session) {
  return session.rows(kAllPublished, read_published);
}

std::string PublishedFeedbackStore::reference_of(Session& session, std::int64_t feedback) {
  return session.row(kReference, &Columns::text, feedback).value_or("");
}

bool PublishedFeedbackStore::exists(Session& session, std::string_view reference) {
  return session.exists(kIsPublished, reference);
}

void PublishedFeedbackStore::insert(Session& session, std::int64_t feedback,
                                    const contract::PublishedFeedback& published) {
  session.run(kPublish, feedback, published.reference, published.kind, published.topic, published.area,
              published.text, published.answer, published.body, published.asked, published.answered,
              published.published_at);
  change_stamp(session);
}

bool PublishedFeedbackStore::remove(Session& session, std::int64_t feedback) {
  if (session.run(kUnpublish, feedback) != 1) return false;
  change_stamp(session);
  return true;
}

std::int64_t PublishedFeedbackStore::stamp(Session& session) {
  return MetaStore::number(session, kStamp);
}

contract::FeedbackStatistics PublishedFeedbackStore::statistics(Session& session, std::string_view kind,
                                                                contract::Date today) {
  return session.row(kStatistics, read_statistics, kind, today).value_or(contract::FeedbackStatistics{});
}

StoreFacts PublishedFeedbackStore::facts() {
  return {{&kAllPublished, &kReference, &kIsPublished, &kPublish, &kUnpublish, &kStatistics},
          {{"", &kAllPublished, check_published}}};
}

}  // namespace wufei::storage
