#include "lib/store/database.hpp"

#include "lib/store/sqlite/group_writer.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "lib/store/sqlite/read_pool.hpp"

namespace wufei::storage {
namespace {

constexpr Query kVersion{"sqlite.version", {}, "PRAGMA user_version"};
constexpr Query kQuickly{"sqlite.quick_check", {}, "PRAGMA quick_check(1)"};
constexpr Query kIntegrity{"sqlite.integrity", {}, "PRAGMA integrity_check"};
constexpr Query kOrphans{"sqlite.orphans",
                         {},
                         "SELECT \"table\" FROM pragma_foreign_key_check()"};  // one row per broken reference
// Finds a read-only file now, not when the first row is written.
constexpr const char* kTryWriting =
    "BEGIN IMMEDIATE; INSERT INTO meta (name, value) VALUES ('writable', '') ON CONFLICT DO NOTHING; COMMIT";

contract::Error naming(contract::Error error, const std::filesystem::path& file) {
  if (error.detail.find(file.string()) == std::string::npos)
    error.detail = file.string() + ": " + error.detail;
  return error;
}

}  // namespace

contract::Result<Database> open_database(const std::filesystem::path& file, int batch_size) {
  auto opened = guarded(file.string(), [&]() -> contract::Result<Database> {
    auto connection = std::make_unique<Connection>(file, Access::write);
    if (auto migrated = migrate(*connection); !migrated) return migrated.error();
    connection->execute(kTryWriting);
    return Database{std::make_unique<GroupWriter>(std::move(connection), batch_size),
                    std::make_unique<ReadPool>(file)};
  });
  if (!opened) return naming(opened.error(), file);
  return opened;
}

contract::Result<std::unique_ptr<Readers>> open_for_reading(const std::filesystem::path& file) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed))
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": there is no database");
  return std::unique_ptr<Readers>(std::make_unique<ReadPool>(file));
}

int schema_version(Session& session) {
  return static_cast<int>(session.number(kVersion));
}

contract::Status check_quickly(Session& session) {
  for (const std::string& line : session.rows(kQuickly, &Columns::text))
    if (line != "ok")
      return contract::make_error(contract::ErrorCode::unavailable, "the database is damaged: " + line);
  return contract::ok();
}

void check_integrity(Session& session, const std::function<void(const std::string&)>& note) {
  for (const std::string& line : session.rows(kIntegrity, &Columns::text))
    if (line != "ok") note("integrity: " + line);
  for (const std::string& table : session.rows(kOrphans, &Columns::text))
    note("foreign key: a row of " + table + " is an orphan");
}

}  // namespace wufei::storage
