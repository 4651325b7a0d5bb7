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
    " WHERE closed = 0 GROUP BY word ORDER BY sum(count) DESC, max(day) DESC, word LIMIT ?1"};
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

}  // namespace

bool GuideStore::add(Session& session, std::string_view word, contract::Date day, std::int64_t count,
                     int most) {
  if (session.run(kCountAgain, word, day, count) > 0) return true;
  return session.run(kAdd, word, day, count, most) > 0;
}

std::vector<GuideWordRow> GuideStore::open_words(Session& session, int limit) {
  return session.rows(kOpen, read_row, limit);
}

bool GuideStore::close(Session& session, std::string_view word) {
  return session.run(kClose, word) > 0;
}

int GuideStore::drop_before(Session& session, contract::Date day) {
  return static_cast<int>(session.run(kDrop, day));
}

StoreFacts GuideStore::facts() {
  return {{&kCountAgain, &kAdd, &kOpen, &kClose, &kDrop, &kAll}, {{"", &kAll, check_row}}};
}

}  // namespace wufei::storage
