// One SQLite connection with its prepared statements kept. Used by one thread at a time. Everything here may
// throw SQLite::Exception: callers inside the floor stop it with guarded().
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wufei::storage {

using Bytes = std::vector<std::uint8_t>;

enum class Access : std::uint8_t { read, write };

class Connection {
 public:
  // WAL, synchronous=FULL, foreign keys, trusted_schema off, 5 s busy timeout. A reading connection cannot
  // write.
  Connection(const std::filesystem::path& file, Access access);

  // The statement of this literal (static storage), reset and without bindings. One use at a time.
  SQLite::Statement& statement(std::string_view sql);
  void execute(const char* sql);
  // After an exception, before ROLLBACK: an active statement would hold the transaction.
  void reset_statements();
  // False after SQLite rolled back by itself (full disk, I/O error).
  [[nodiscard]] bool in_transaction();
  [[nodiscard]] std::int64_t last_row_id() { return database_.getLastInsertRowid(); }
  SQLite::Database& database() { return database_; }

 private:
  SQLite::Database database_;
  std::unordered_map<std::string_view, std::unique_ptr<SQLite::Statement>> statements_;
};

// Binds in order: integers, text, blobs, nullptr for NULL. Pointers must live until the statement has run.
inline void bind_at(SQLite::Statement& statement, int index, std::int64_t value) {
  statement.bind(index, value);
}
inline void bind_at(SQLite::Statement& statement, int index, int value) {
  statement.bind(index, value);
}
inline void bind_at(SQLite::Statement& statement, int index, std::string_view value) {
  statement.bind(index, std::string(value));
}
inline void bind_at(SQLite::Statement& statement, int index, std::span<const std::uint8_t> value) {
  statement.bind(index, value.data(), static_cast<int>(value.size()));
}
inline void bind_at(SQLite::Statement& statement, int index, std::nullptr_t) {
  statement.bind(index);
}

template <class... Values>
SQLite::Statement& prepared(Connection& connection, std::string_view sql, const Values&... values) {
  SQLite::Statement& statement = connection.statement(sql);
  int index = 0;
  (bind_at(statement, ++index, values), ...);
  return statement;
}

// Runs a change; answers how many rows it touched.
template <class... Values>
int run(Connection& connection, std::string_view sql, const Values&... values) {
  SQLite::Statement& statement = prepared(connection, sql, values...);
  const int rows = statement.exec();
  statement.reset();
  return rows;
}

Bytes blob_of(const SQLite::Column& column);

}  // namespace wufei::storage
