#include "lib/store/sqlite/connection.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <unordered_map>

#include "lib/store/sqlite/log_file.hpp"
#include "lib/store/sqlite/sqlite_error.hpp"

namespace wufei::storage {
namespace {

constexpr int kBusyTimeoutMs = 5000;

int flags_of(Access access) {
  return (access == Access::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) |
         SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

class SqliteColumns final : public Columns {
 public:
  explicit SqliteColumns(SQLite::Statement& statement) : statement_(statement) {}
  using Columns::next_row;

 private:
  int count() override { return statement_.getColumnCount(); }
  Kind kind(int column) override {
    const SQLite::Column found = statement_.getColumn(column);
    if (found.isNull()) return Kind::null;
    if (found.isBlob()) return Kind::bytes;
    return found.isInteger() ? Kind::integer : Kind::text;
  }
  std::string name(int column) override { return statement_.getColumnName(column); }
  std::int64_t integer_at(int column) override { return statement_.getColumn(column).getInt64(); }
  std::string text_at(int column) override { return statement_.getColumn(column).getString(); }
  Bytes bytes_at(int column) override {
    const SQLite::Column found = statement_.getColumn(column);
    const auto* data = static_cast<const std::uint8_t*>(found.getBlob());
    return data ? Bytes(data, data + found.getBytes()) : Bytes{};
  }

  SQLite::Statement& statement_;
};

struct Bind {
  SQLite::Statement& statement;
  int index;
  void operator()(std::monostate) const { statement.bind(index); }
  void operator()(std::int64_t value) const { statement.bind(index, value); }
  void operator()(std::string_view value) const { statement.bind(index, std::string(value)); }
  void operator()(BytesView value) const {
    statement.bind(index, value.empty() ? static_cast<const void*>("") : value.data(),
                   static_cast<int>(value.size()));
  }
};

void bind_all(SQLite::Statement& statement, const Query& query, std::span<const Value> values) {
  if (statement.getBindParameterCount() != static_cast<int>(values.size()))
    throw Failure(contract::make_error(contract::ErrorCode::internal,
                                       std::string(query.name) + ": another number of values is needed"));
  int index = 0;
  for (const Value& value : values) std::visit(Bind{statement, ++index}, value.held());
}

// A statement that has run must not hold the transaction, whatever happened.
class Running {
 public:
  explicit Running(SQLite::Statement& statement) : statement_(statement) {}
  ~Running() { statement_.tryReset(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  SQLite::Statement& statement_;
};

}  // namespace

struct Connection::Insides {
  Insides(const std::filesystem::path& file, Access access)
      : database(file.string(), flags_of(access), kBusyTimeoutMs,
                 access == Access::write ? gathering_vfs() : std::string()) {}
  SQLite::Database database;
  std::unordered_map<const Query*, SQLite::Statement> statements;
};

Connection::Connection(const std::filesystem::path& file, Access access)
    : insides_(translated([&] { return std::make_unique<Insides>(file, access); })) {
  execute("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON");
  if (access != Access::write) return;
  forget_at_rollback(insides_->database.getHandle());
  execute("PRAGMA synchronous = FULL");
  // What is deleted (what was not finished, erased personal data) does not stay in free pages.
  execute("PRAGMA secure_delete = ON");
  // What a savepoint needs to roll back stays in memory: in a file it was nine tenths of all bytes written.
  execute("PRAGMA temp_store = MEMORY");
  // A checkpoint writes a page once however often it changed: rarer is cheaper. 10,000 pages are 40 MB.
  execute("PRAGMA wal_autocheckpoint = 10000");
  execute("PRAGMA journal_size_limit = 67108864");
}

Connection::~Connection() = default;

SQLite::Statement& Connection::statement(const Query& query) {
  const auto kept = insides_->statements.find(&query);
  if (kept != insides_->statements.end()) return kept->second;
  const std::string text(query.sqlite.empty() ? query.sql : query.sqlite);
  return insides_->statements.emplace(&query, SQLite::Statement(insides_->database, text)).first->second;
}

std::int64_t Connection::perform(const Query& query, std::span<const Value> values, const TakeRow& take) {
  return translated(
      [&] {
        SQLite::Statement& found = statement(query);
        const Running running(found);
        bind_all(found, query, values);
        SqliteColumns columns(found);
        while (found.executeStep()) {
          columns.next_row();
          if (take && !take(columns)) break;
        }
        return std::int64_t{insides_->database.getChanges()};
      },
      query.name);
}

std::int64_t Connection::insert_row(const Query& query, std::span<const Value> values) {
  if (const auto returned = answered_number(query, values)) return *returned;
  return insides_->database.getChanges() > 0 ? insides_->database.getLastInsertRowid() : 0;
}

void Connection::execute(const std::string& sql) {
  translated([&] { return insides_->database.exec(sql); });
}

std::vector<std::vector<std::string>> Connection::ask(const std::string& sql) {
  return translated([&] {
    SQLite::Statement asked(insides_->database, sql);
    std::vector<std::vector<std::string>> rows;
    while (asked.executeStep()) {
      rows.emplace_back();
      for (int i = 0; i < asked.getColumnCount(); ++i) rows.back().push_back(asked.getColumn(i).getString());
    }
    return rows;
  });
}

std::int64_t Connection::ask_number(const std::string& sql) {
  return translated([&] { return insides_->database.execAndGet(sql).getInt64(); });
}

void Connection::prepare(const Query& query) {
  translated([&] { return &statement(query); }, query.name);
}

void Connection::set_page_cache(int megabytes) {
  execute("PRAGMA cache_size = -" + std::to_string(std::int64_t{megabytes} * 1024));  // negative: KiB
}

std::int64_t Connection::changes() {
  return sqlite3_total_changes(insides_->database.getHandle());
}

bool Connection::in_transaction() {
  return sqlite3_get_autocommit(insides_->database.getHandle()) == 0;
}

void Connection::copy_into(Connection& target) {
  translated([&] {
    SQLite::Backup backup(target.insides_->database, insides_->database);
    const int code = backup.executeStep(-1);
    if (code != SQLITE_DONE) throw SQLite::Exception("cannot be copied now", code);
    return code;
  });
}

}  // namespace wufei::storage
