// A place in one transaction: runs queries and gives their rows as values. No statement leaves it, so nothing
// can be left open. Everything here throws Failure (failure.hpp), which the writer and the readers stop; a
// row with a fault (columns.hpp) is a Failure too. Used by one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "lib/store/columns.hpp"
#include "lib/store/failure.hpp"
#include "lib/store/query.hpp"
#include "lib/store/value.hpp"

namespace wufei::storage {

class Session {
 public:
  virtual ~Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // A change; answers how many rows it touched.
  template <class... Values>
  std::int64_t run(QueryRef query, const Values&... values) {
    return perform(query, std::array<Value, sizeof...(Values)>{Value(values)...}, nullptr);
  }
  std::int64_t run_with(QueryRef query, std::span<const Value> values) {
    return perform(query, values, nullptr);
  }
  template <class... Values>
  bool exists(QueryRef query, const Values&... values) {
    bool found = false;
    perform(query, std::array<Value, sizeof...(Values)>{Value(values)...},
            [&found](Columns&) { return found = true, false; });
    return found;
  }
  // The first row through `read` (Columns& -> T); nullopt when there is none.
  template <class Read, class... Values>
  auto row(QueryRef query, Read&& read, const Values&... values) {
    std::optional<std::invoke_result_t<Read&, Columns&>> answer;
    perform(query, std::array<Value, sizeof...(Values)>{Value(values)...}, [&](Columns& columns) {
      answer.emplace(std::invoke(read, columns));
      require_sound(query, columns);
      return false;
    });
    return answer;
  }
  template <class Read, class... Values>
  auto rows(QueryRef query, Read&& read, const Values&... values) {
    std::vector<std::invoke_result_t<Read&, Columns&>> answers;
    perform(query, std::array<Value, sizeof...(Values)>{Value(values)...}, [&](Columns& columns) {
      answers.push_back(std::invoke(read, columns));
      require_sound(query, columns);
      return true;
    });
    return answers;
  }
  // The number in the only column of the first row, 0 when there is no row.
  template <class... Values>
  std::int64_t number(QueryRef query, const Values&... values) {
    return row(query, &Columns::integer, values...).value_or(0);
  }
  // INSERT ... RETURNING id of one row; 0 when none was inserted. Where `id` is the INTEGER PRIMARY KEY, the
  // text for SQLite may leave RETURNING out: it costs as much as an index there (a table for the answer, and
  // a copy of every page that is touched).
  template <class... Values>
  std::int64_t insert_returning_id(QueryRef query, const Values&... values) {
    return insert_row(query, std::array<Value, sizeof...(Values)>{Value(values)...});
  }
  // Takes every row through `read`, and each fault to `note` instead of stopping; answers how many rows.
  std::int64_t walk(QueryRef query, const std::function<void(Columns&)>& read,
                    const std::function<void(const std::string&)>& note);

 protected:
  using TakeRow = std::function<bool(Columns&)>;  // false: no further row is wanted
  Session() = default;
  // The number in the only column of the first row; nullopt when there is no row.
  std::optional<std::int64_t> answered_number(const Query& query, std::span<const Value> values);

 private:
  // Rows changed. `take` is null for a statement without an answer.
  virtual std::int64_t perform(const Query& query, std::span<const Value> values, const TakeRow& take) = 0;
  virtual std::int64_t insert_row(const Query& query, std::span<const Value> values);  // its id or 0
  static void require_sound(const Query& query, Columns& columns);
};

}  // namespace wufei::storage
