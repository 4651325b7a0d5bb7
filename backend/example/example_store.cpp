#include "example/example_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kPut{"example_day.put",
                     "INSERT INTO example_day (day, villages) VALUES (?1, ?2) ON CONFLICT (day) DO NOTHING"};
constexpr Query kDays{"example_day.list", "SELECT day, villages FROM example_day ORDER BY day DESC LIMIT ?1"};
constexpr Query kAll{"example_day.all", "SELECT day, villages FROM example_day ORDER BY day"};

// In the order of the SELECT; a column that does not hold what it should is a fault of the row.
ExampleDay read_row(Columns& columns) {
  ExampleDay row;
  row.day = columns.date();
  row.villages = columns.number();
  return row;
}

void check_row(Columns& columns, const Cipher&) {
  (void)read_row(columns);
}

}  // namespace

void ExampleStore::put(Session& session, const ExampleDay& row) {
  session.run(kPut, row.day, row.villages);
}

std::vector<ExampleDay> ExampleStore::days(Session& session, int limit) {
  return session.rows(kDays, read_row, limit);
}

StoreFacts ExampleStore::facts() {
  return {{&kPut, &kDays, &kAll}, {{"days", &kAll, check_row}}};
}

}  // namespace wufei::storage
