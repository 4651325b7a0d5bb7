#include "guide/guide_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kCountAgain{
    "guide_word.again", "UPDATE guide_word SET count = count + ?3, closed = 0 WHERE word = ?1 AND day = ?2"};
constexpr Query kAdd{"guide_word.add",
                     "INSERT INTO guide_word (word, day, count) SELECT CAST(?1 AS text), CAST(?2 AS bigint), "
                     "CAST(?3 AS bigint)"
                     " WHERE (SELECT count(*) FROM guide_word WHERE day = ?2) < ?4"};
constexpr Query kOpen{
    "guide_word.open",
    "SELECT word, CAST(sum(count) AS bigint), min(day), max(day) FROM guide_word"
    " WHERE closed = 0 AND NOT EXISTS"
    " (SELECT 1 FROM guide_word_dismissed d WHERE d.county = ?1 AND d.word = guide_word.word)"
    " GROUP BY word ORDER BY sum(count) DESC, max(day) DESC, word LIMIT ?2"};
constexpr Query kCountOpen{"guide_word.count_open",
                           "SELECT count(DISTINCT word) FROM guide_word WHERE closed = 0 AND NOT EXISTS"
                           " (SELECT 1 FROM guide_word_dismissed d WHERE d.county = ?1"
                           " AND d.word = guide_word.word)"};
constexpr Query kDismiss{"guide_word_dismissed.add",
                         "INSERT INTO guide_word_dismissed (county, word, at, actor, reason)"
                         " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (county, word) DO NOTHING"};
constexpr Query kTakeUp{"guide_word_dismissed.drop",
                        "DELETE FROM guide_word_dismissed WHERE county = ?1 AND word = ?2"};
constexpr Query kDismissed{"guide_word_dismissed.list",
                           "SELECT d.word, d.at, d.actor, d.reason, CAST(coalesce((SELECT sum(g.count)"
                           " FROM guide_word g WHERE g.word = d.word), 0) AS bigint)"
                           " FROM guide_word_dismissed d WHERE d.county = ?1"
                           " ORDER BY d.at DESC, d.word LIMIT ?2"};
constexpr Query kAllDismissed{"guide_word_dismissed.all",
                              "SELECT word, at, actor, reason, CAST(0 AS bigint) FROM guide_word_dismissed"
                              " ORDER BY county, word"};
constexpr Query kDropDismissed{"guide_word_dismissed.drop_old",
                               "DELETE FROM guide_word_dismissed WHERE NOT EXISTS"
                               " (SELECT 1 FROM guide_word g WHERE g.word = guide_word_dismissed.word)"};
constexpr Query kClose{"guide_word.close", "UPDATE guide_word SET closed = 1 WHERE word = ?1 AND closed = 0"};
constexpr Query kDrop{"guide_word.drop", "DELETE FROM guide_word WHERE day < ?1"};
constexpr Query kAll{"guide_word.all", "SELECT word, count, day, day FROM guide_word ORDER BY word, day"};

GuideWordRow read_row(Columns& columns) {
  GuideWordRow row;
  row.word = columns.text();
  row.count = columns.integer();
  row.first = columns.date();
  row.last = columns.date();
  return row;
}

void check_row(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_row(columns);
}

DismissedWord read_dismissed(Columns& columns) {
  DismissedWord row;
  row.word = columns.text();
  row.at = columns.integer();
  row.actor = columns.text();
  row.reason = columns.text();
  row.count = columns.integer();
  return row;
}

void check_dismissed(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_dismissed(columns);
}

}  // namespace

bool GuideStore::add(Session& session, std::string_view word, contract::Date day, std::int64_t count,
                     int most) {
  if (session.run(kCountAgain, word, day, count) > 0) return true;
  return session.run(kAdd, word, day, count, most) > 0;
}

std::vector<GuideWordRow> GuideStore::open_words(Session& session, std::string_view county, int limit) {
  return session.rows(kOpen, read_row, county, limit);
}

std::size_t GuideStore::count_open(Session& session, std::string_view county) {
  return static_cast<std::size_t>(session.number(kCountOpen, county));
}

bool GuideStore::dismiss(Session& session, std::string_view county, const DismissedWord& word) {
  return session.run(kDismiss, county, word.word, word.at, word.actor, word.reason) > 0;
}

bool GuideStore::take_up(Session& session, std::string_view county, std::string_view word) {
  return session.run(kTakeUp, county, word) > 0;
}

std::vector<DismissedWord> GuideStore::dismissed(Session& session, std::string_view county, int limit) {
  return session.rows(kDismissed, read_dismissed, county, limit);
}

bool GuideStore::close(Session& session, std::string_view word) {
  return session.run(kClose, word) > 0;
}

int GuideStore::drop_before(Session& session, contract::Date day) {
  const auto dropped = session.run(kDrop, day);
  return static_cast<int>(dropped + session.run(kDropDismissed));
}

StoreFacts GuideStore::facts() {
  return {{&kCountAgain, &kAdd, &kOpen, &kCountOpen, &kClose, &kDrop, &kAll, &kDismiss, &kTakeUp, &kDismissed,
           &kAllDismissed, &kDropDismissed},
          {{"", &kAll, check_row}, {"", &kAllDismissed, check_dismissed}}};
}

}  // namespace wufei::storage
