#include "lib/store/postgres/migrate.hpp"

#include <string>

#include "lib/store/migration.hpp"

namespace wufei::storage {
namespace {

// One row. Its lock keeps other processes out of the schema's history while it is being made.
constexpr const char* kMakeVersion =
    "CREATE TABLE IF NOT EXISTS wufei_schema (version bigint NOT NULL);"
    " LOCK TABLE wufei_schema IN ACCESS EXCLUSIVE MODE;"
    " INSERT INTO wufei_schema (version) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM wufei_schema)";

contract::Error not_ours(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

contract::Status check_origin(int version) {
  if (version < 0) return not_ours("the database belongs to another program");
  if (version > newest_schema_version())
    return not_ours("the database has schema version " + std::to_string(version) +
                    ", this program knows up to " + std::to_string(newest_schema_version()) +
                    ": use the newer program");
  return contract::ok();
}

void apply_steps(PostgresConnection& connection, int from) {
  for (int version = from; version < newest_schema_version(); ++version)
    connection.execute(std::string(migrations()[static_cast<std::size_t>(version)].postgres));
  connection.execute("UPDATE wufei_schema SET version = " + std::to_string(newest_schema_version()));
}

contract::Status migrate_alone(PostgresConnection& connection) {
  connection.execute("BEGIN");
  connection.execute(kMakeVersion);
  const int version = version_in(connection);
  if (auto origin = check_origin(version); !origin) return connection.roll_back(), origin;
  apply_steps(connection, version);
  connection.commit();
  return contract::ok();
}

}  // namespace

int version_in(PostgresConnection& connection) {
  constexpr const char* kHowManyTables =
      "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
  const bool told = connection.ask("SELECT to_regclass('wufei_schema')").at(0).at(0) != "";
  if (!told) return connection.ask(kHowManyTables).at(0).at(0) == "0" ? 0 : -1;
  const auto rows = connection.ask("SELECT version FROM wufei_schema");
  return rows.empty() ? 0 : std::stoi(rows[0][0]);
}

contract::Status migrate(PostgresConnection& connection) {
  return guarded("migrate", [&]() -> contract::Status {
    const int version = version_in(connection);
    if (auto origin = check_origin(version); !origin) return origin;
    if (version == newest_schema_version()) return contract::ok();
    connection.execute("SET lock_timeout = 0");
    for (int tries = 0;; ++tries) try {
        return migrate_alone(connection);
      } catch (const Failure&) {  // two that make the table at once: one meets the other's
        connection.roll_back();
        if (tries > 0) throw;
      }
  });
}

}  // namespace wufei::storage
