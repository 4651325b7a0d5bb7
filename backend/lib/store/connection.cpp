#include "lib/store/connection.hpp"

#include <SQLiteCpp/Column.h>
#include <sqlite3.h>

namespace wufei::storage {
namespace {

constexpr int kBusyTimeoutMs = 5000;

int flags_of(Access access) {
  return (access == Access::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY) |
         SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Access access)
    : database_(file.string(), flags_of(access), kBusyTimeoutMs) {
  execute("PRAGMA trusted_schema = OFF");
  execute("PRAGMA foreign_keys = ON");
  if (access == Access::read) return;
  execute("PRAGMA synchronous = FULL");
  // What is deleted (an unfinished survey answer, erased personal data) does not stay in free pages.
  execute("PRAGMA secure_delete = ON");
  // What a savepoint needs to roll back stays in memory: in a file it was nine tenths of all bytes written.
  execute("PRAGMA temp_store = MEMORY");
  // A checkpoint writes a page once however often it changed: rarer is cheaper. 10,000 pages are 40 MB.
  execute("PRAGMA wal_autocheckpoint = 10000");
  execute("PRAGMA journal_size_limit = 67108864");
}

SQLite::Statement& Connection::statement(std::string_view sql) {
  std::unique_ptr<SQLite::Statement>& kept = statements_[sql];
  if (!kept) kept = std::make_unique<SQLite::Statement>(database_, std::string(sql));
  kept->tryReset();
  kept->clearBindings();
  return *kept;
}

void Connection::execute(const char* sql) {
  database_.exec(sql);
}

void Connection::reset_statements() {
  for (auto& [sql, statement] : statements_)
    if (statement) statement->tryReset();
}

bool Connection::in_transaction() {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

Bytes blob_of(const SQLite::Column& column) {
  const auto* data = static_cast<const std::uint8_t*>(column.getBlob());
  return data ? Bytes(data, data + column.getBytes()) : Bytes{};
}

}  // namespace wufei::storage
