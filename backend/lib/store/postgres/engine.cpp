#include "lib/store/postgres/engine.hpp"

#include <algorithm>

#include "lib/store/postgres/migrate.hpp"
#include "lib/store/postgres/retrying_writer.hpp"
#include "lib/store/postgres/snapshot_readers.hpp"

namespace wufei::storage {
namespace {

constexpr int kOldestServer = 140000;
constexpr int kFewestConnections = 4;
constexpr int kReadersOnly = 4;

constexpr Query kVersion{"postgres.version", {}, {}, "SELECT version FROM wufei_schema"};
constexpr Query kAlive{"postgres.alive", {}, {}, "SELECT 1"};
constexpr Query kUnchecked{
    "postgres.unchecked", {}, {}, "SELECT CAST(conname AS text) FROM pg_constraint WHERE NOT convalidated"};
// Settings under which a power cut loses what was acknowledged.
constexpr Query kUnsafe{"postgres.unsafe",
                        {},
                        {},
                        "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
                        " AND setting = 'off' ORDER BY name"};

int schema_version(Session& session) {
  return static_cast<int>(session.number(kVersion));
}

// The server looks after its own pages: whether it answers is all that can be asked quickly.
contract::Status check_quickly(Session& session) {
  (void)session.number(kAlive);
  return contract::ok();
}

void check_integrity(Session& session, const std::function<void(const std::string&)>& note) {
  for (const std::string& name : session.rows(kUnchecked, &Columns::text))
    note("constraint " + name + " was never checked");
  for (const std::string& name : session.rows(kUnsafe, &Columns::text))
    note("the server runs with " + name + " = off: a power cut loses data");
}

constexpr Query kTables{"postgres.tables",
                        {},
                        {},
                        "SELECT CAST(relname AS text) FROM pg_class WHERE relkind = 'r'"
                        " AND relnamespace = current_schema()::regnamespace AND relname <> 'wufei_schema'"};
// Place in the primary key, 0 = not of it.
constexpr Query kColumns{"postgres.columns",
                         {},
                         {},
                         "SELECT CAST(a.attname AS text), format_type(a.atttypid, NULL),"
                         " coalesce(array_position(CAST(k.conkey AS smallint[]), a.attnum), 0)"
                         " FROM pg_attribute a LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid"
                         " AND k.contype = 'p' WHERE a.attrelid = to_regclass(?1) AND a.attnum > 0"
                         " AND NOT a.attisdropped ORDER BY a.attnum"};
constexpr Query kReferences{"postgres.references",
                            {},
                            {},
                            "SELECT DISTINCT CAST(c.relname AS text) FROM pg_constraint k"
                            " JOIN pg_class c ON c.oid = k.confrelid"
                            " WHERE k.contype = 'f' AND k.conrelid = to_regclass(?1)"};
constexpr Query kBytes{"postgres.bytes", {}, {}, "SELECT pg_database_size(current_database())"};
// Columns that number their rows: "table", "column".
constexpr Query kNumbered{"postgres.numbered",
                          {},
                          {},
                          "SELECT CAST(c.relname AS text), CAST(a.attname AS text) FROM pg_attribute a"
                          " JOIN pg_class c ON c.oid = a.attrelid WHERE a.attidentity <> ''"
                          " AND c.relnamespace = current_schema()::regnamespace"};

ColumnType type_of(const std::string& declared) {
  if (declared == "bigint") return ColumnType::integer;
  return declared == "bytea" ? ColumnType::bytes : ColumnType::text;
}

std::vector<TableShape> tables(Session& session) {
  return shapes(session, {kTables, kColumns, kReferences, type_of});
}

void each_row(Session& session, const Query& query, const std::function<void(Columns&)>& take) {
  auto& connection = static_cast<PostgresConnection&>(session);
  // What takes the rows may work on long after the last of them.
  connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
  connection.walk_in_parts(query, take);
}

void after_copy(Session& session) {
  auto& connection = static_cast<PostgresConnection&>(session);
  const auto read = [](Columns& columns) { return std::pair(columns.text(), columns.text()); };
  for (const auto& [table, column] : session.rows(kNumbered, read))
    connection.execute("SELECT setval(pg_get_serial_sequence('" + table + "', '" + column +
                       "'),"
                       " coalesce(max(" +
                       column + "), 0) + 1, false) FROM " + table);
}

std::int64_t bytes(Session& session) {
  return session.row(kBytes, &Columns::integer).value_or(0);
}

constexpr Upkeep kUpkeep{schema_version, check_quickly, check_integrity, tables, each_row, after_copy, bytes};

contract::Error refused(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

int asked_number(PostgresConnection& connection, const char* sql) {
  return std::stoi(connection.ask(sql).at(0).at(0));
}

contract::Status check_server(PostgresConnection& connection) {
  if (asked_number(connection, "SELECT current_setting('server_version_num')") < kOldestServer)
    return refused("the server is older than PostgreSQL 14");
  const auto kind = connection.ask(
      "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()");
  const std::string &encoding = kind.at(0).at(0), &order = kind.at(0).at(1);
  if (encoding != "UTF8") return refused("the database must be made with ENCODING 'UTF8', it is " + encoding);
  if (order != "C" && order != "POSIX" && order != "C.UTF-8" && order != "C.utf8")
    return refused("the database must be made with LC_COLLATE 'C' (TEMPLATE template0), it is " + order);
  return contract::ok();
}

contract::Status check_room(PostgresConnection& connection, int connections) {
  const int allowed = asked_number(connection,
                                   "SELECT CAST(current_setting('max_connections') AS int)"
                                   " - CAST(current_setting('superuser_reserved_connections') AS int)");
  if (connections <= allowed) return contract::ok();
  return refused("the server allows " + std::to_string(allowed) + " connections, this process wants " +
                 std::to_string(connections) + " (--store-connections, max_connections)");
}

contract::Error naming(contract::Error error, const StorePlace& place) {
  error.detail = name_of(place) + ": " + error.detail;
  return error;
}

}  // namespace

contract::Result<Database> open_postgres(const StorePlace& place, int connections) {
  connections = std::max(connections, kFewestConnections);
  auto opened = guarded("open", [&]() -> contract::Result<Database> {
    PostgresConnection connection(place.url);
    if (auto fits = check_server(connection); !fits) return fits.error();
    if (auto room = check_room(connection, connections); !room) return room.error();
    if (auto migrated = migrate(connection); !migrated) return migrated.error();
    const int writers = std::max(2, connections / 4);
    return Database{std::make_unique<RetryingWriter>(place.url, writers),
                    std::make_unique<SnapshotReaders>(place.url, connections - writers), &kUpkeep};
  });
  if (!opened) return naming(opened.error(), place);
  return opened;
}

contract::Result<Reading> read_postgres(const StorePlace& place) {
  auto opened = guarded("open", [&]() -> contract::Result<Reading> {
    PostgresConnection connection(place.url);
    if (version_in(connection) <= 0) return refused("there is no database of this program");
    return Reading{std::make_unique<SnapshotReaders>(place.url, kReadersOnly), &kUpkeep};
  });
  if (!opened) return naming(opened.error(), place);
  return opened;
}

}  // namespace wufei::storage
