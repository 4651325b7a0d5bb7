#include "lib/store/session.hpp"

namespace wufei::storage {

std::int64_t Session::walk(QueryRef query, const std::function<void(Columns&)>& read,
                           const std::function<void(const std::string&)>& note) {
  std::int64_t rows = 0;
  perform(query, {}, [&](Columns& columns) {
    ++rows;
    read(columns);
    if (const std::string fault = columns.finish(); !fault.empty()) note(fault);
    return true;
  });
  return rows;
}

std::optional<std::int64_t> Session::answered_number(const Query& query, std::span<const Value> values) {
  std::optional<std::int64_t> found;
  perform(query, values, [&](Columns& columns) {
    found = columns.integer();
    require_sound(query, columns);
    return false;
  });
  return found;
}

std::int64_t Session::insert_row(const Query& query, std::span<const Value> values) {
  return answered_number(query, values).value_or(0);
}

void Session::require_sound(const Query& query, Columns& columns) {
  if (const std::string fault = columns.finish(); !fault.empty())
    throw Failure(
        contract::make_error(contract::ErrorCode::internal, std::string(query.name) + ": " + fault));
}

}  // namespace wufei::storage
