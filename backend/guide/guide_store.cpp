#include "guide/guide_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kCountAgain =
    "UPDATE guide_word SET count = count + ?3, closed = 0 WHERE word = ?1 AND day = ?2";
constexpr std::string_view kAdd =
    "INSERT INTO guide_word (word, day, count) SELECT ?1, ?2, ?3"
    " WHERE (SELECT count(*) FROM guide_word WHERE day = ?2) < ?4";
constexpr std::string_view kOpen =
    "SELECT word, sum(count), min(day), max(day) FROM guide_word WHERE closed = 0 GROUP BY word"
    " ORDER BY sum(count) DESC, max(day) DESC, word LIMIT ?1";
constexpr std::string_view kClose = "UPDATE guide_word SET closed = 1 WHERE word = ?1 AND closed = 0";

}  // namespace

bool GuideStore::add(Connection& connection, std::string_view word, contract::Date day, std::int64_t count,
                     int most) {
  if (run(connection, kCountAgain, word, day.days, count) > 0) return true;
  return run(connection, kAdd, word, day.days, count, most) > 0;
}

std::vector<GuideWordRow> GuideStore::open_words(Connection& connection, int limit) {
  std::vector<GuideWordRow> rows;
  SQLite::Statement& found = prepared(connection, kOpen, limit);
  while (found.executeStep())
    rows.push_back({found.getColumn(0).getString(), found.getColumn(1).getInt64(),
                    contract::Date{found.getColumn(2).getInt()},
                    contract::Date{found.getColumn(3).getInt()}});
  found.reset();
  return rows;
}

bool GuideStore::close(Connection& connection, std::string_view word) {
  return run(connection, kClose, word) > 0;
}

int GuideStore::drop_before(Connection& connection, contract::Date day) {
  return run(connection, "DELETE FROM guide_word WHERE day < ?1", day.days);
}

}  // namespace wufei::storage
