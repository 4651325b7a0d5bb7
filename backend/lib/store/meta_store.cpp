#include "lib/store/meta_store.hpp"

namespace wufei::storage {

std::int64_t MetaStore::number(Connection& connection, std::string_view name) {
  SQLite::Statement& found =
      prepared(connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?1", name);
  const std::int64_t value = found.executeStep() ? found.getColumn(0).getInt64() : 0;
  found.reset();
  return value;
}

void MetaStore::set_number(Connection& connection, std::string_view name, std::int64_t value) {
  run(connection,
      "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      name, std::string_view(std::to_string(value)));
}

}  // namespace wufei::storage
