#include "lib/store/sqlite/migrate.hpp"

#include <string>

#include "lib/store/migration.hpp"
#include "lib/store/sqlite/table_statistics.hpp"

namespace wufei::storage {
namespace {

contract::Error not_ours(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

contract::Status check_origin(Connection& connection) {
  const int version = version_of(connection);
  const bool empty = connection.ask_number("SELECT count(*) FROM sqlite_schema") == 0;
  if (!empty && connection.ask_number("PRAGMA application_id") != kApplicationId)
    return not_ours("the database belongs to another program");
  if (version > newest_schema_version())
    return not_ours("the database has schema version " + std::to_string(version) +
                    ", this program knows up to " + std::to_string(newest_schema_version()) +
                    ": use the newer program");
  return contract::ok();
}

void apply_steps(Connection& connection) {
  for (int version = version_of(connection); version < newest_schema_version(); ++version) {
    connection.execute(std::string(migrations()[static_cast<std::size_t>(version)].sqlite));
    connection.execute("PRAGMA user_version = " + std::to_string(version + 1));
  }
  set_table_statistics(connection);
  connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
}

}  // namespace

int version_of(Connection& connection) {
  return static_cast<int>(connection.ask_number("PRAGMA user_version"));
}

contract::Status migrate(Connection& connection) {
  return guarded("migrate", [&]() -> contract::Status {
    if (auto origin = check_origin(connection); !origin) return origin;
    if (version_of(connection) == newest_schema_version()) return contract::ok();
    connection.execute("PRAGMA journal_mode = WAL");
    connection.execute("BEGIN IMMEDIATE");
    try {
      apply_steps(connection);
      connection.execute("COMMIT");
    } catch (const Failure&) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
    return contract::ok();
  });
}

}  // namespace wufei::storage
