#include "lib/store/sqlite/engine.hpp"

#include "lib/store/sqlite/group_writer.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "lib/store/sqlite/page_cache.hpp"
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

// Not those of SQLite, nor of a program that copies the file while it is in use (_litestream_seq).
constexpr Query kTables{"sqlite.tables",
                        {},
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                        " AND substr(name, 1, 1) <> '_'"};
constexpr Query kColumns{
    "sqlite.columns", {}, "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid"};
constexpr Query kReferences{
    "sqlite.references", {}, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)"};

ColumnType type_of(const std::string& declared) {
  if (declared == "INTEGER") return ColumnType::integer;
  return declared == "BLOB" ? ColumnType::bytes : ColumnType::text;
}

std::vector<TableShape> tables(Session& session) {
  return shapes(session, {kTables, kColumns, kReferences, type_of});
}

void each_row(Session& session, const Query& query, const std::function<void(Columns&)>& take) {
  session.walk(query, take, [](const std::string&) {});
}

void after_copy(Session& /*session*/) {}  // the next number follows the highest by itself

constexpr Upkeep kUpkeep{schema_version, check_quickly, check_integrity, tables, each_row, after_copy};

}  // namespace

contract::Result<Database> open_sqlite(const std::filesystem::path& file, const EngineOptions& options) {
  auto opened = guarded(file.string(), [&]() -> contract::Result<Database> {
    auto connection = std::make_unique<Connection>(file, Access::write);
    if (auto migrated = migrate(*connection); !migrated) return migrated.error();
    connection->execute(kTryWriting);
    connection->set_page_cache(options.cache_mb > 0 ? options.cache_mb : default_cache_mb());
    return Database{std::make_unique<GroupWriter>(std::move(connection), options.batch_size),
                    std::make_unique<ReadPool>(file), &kUpkeep};
  });
  if (!opened) return naming(opened.error(), file);
  return opened;
}

contract::Result<Reading> read_sqlite(const std::filesystem::path& file) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed))
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": there is no database");
  return Reading{std::make_unique<ReadPool>(file), &kUpkeep};
}

}  // namespace wufei::storage
