#include "lib/store/migration.hpp"

#include <array>
#include <string>

#include "lib/store/sqlite_error.hpp"

namespace wufei::storage {
namespace {

constexpr std::array kMigrations{
#include "lib/store/migrations/0001_first.sql"
    ,
#include "lib/store/migrations/0002_indicators.sql"
    ,
#include "lib/store/migrations/0003_feedback.sql"
    ,
#include "lib/store/migrations/0004_surveys.sql"
    ,
#include "lib/store/migrations/0005_guide.sql"
    ,
#include "lib/store/migrations/0006_survey_release.sql"
    ,
#include "lib/store/migrations/0007_limits.sql"
};

int pragma_number(Connection& connection, const char* sql) {
  return connection.database().execAndGet(sql).getInt();
}

contract::Error schema_refused(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

contract::Status check_origin(Connection& connection) {
  const int version = schema_version(connection),
            application = pragma_number(connection, "PRAGMA application_id");
  const bool empty = pragma_number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  if (!empty && application != kApplicationId)
    return schema_refused("the database belongs to another program");
  if (version > newest_schema_version())
    return schema_refused("the database has schema version " + std::to_string(version) +
                          ", this program knows up to " + std::to_string(newest_schema_version()) +
                          ": use the newer program");
  return contract::ok();
}

void apply_steps(Connection& connection) {
  for (int version = schema_version(connection); version < newest_schema_version(); ++version) {
    connection.execute(kMigrations[static_cast<std::size_t>(version)]);
    connection.execute(("PRAGMA user_version = " + std::to_string(version + 1)).c_str());
  }
  connection.execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
}

}  // namespace

int schema_version(Connection& connection) {
  return pragma_number(connection, "PRAGMA user_version");
}

int newest_schema_version() {
  return static_cast<int>(kMigrations.size());
}

contract::Status migrate(Connection& connection) {
  return guarded("migrate", [&]() -> contract::Status {
    if (auto origin = check_origin(connection); !origin) return origin;
    if (schema_version(connection) == newest_schema_version()) return contract::ok();
    connection.execute("PRAGMA journal_mode = WAL");
    connection.execute("BEGIN IMMEDIATE");
    try {
      apply_steps(connection);
      connection.execute("COMMIT");
    } catch (const SQLite::Exception&) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
    return contract::ok();
  });
}

}  // namespace wufei::storage
