// The rows of a data directory from behind, past every rule of the program; and on which engine they are.
// WUFEI_TEST_POSTGRES, the folder of a PostgreSQL server's socket, puts the rows of every test there, each
// data directory into a database of its own (scripts/with_postgres sets it).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace wufei::storage {
class Connection;
class PostgresConnection;
}  // namespace wufei::storage

namespace wufei::test {

bool on_postgres();
// Before the directory is opened for the first time. Without a server for tests it does nothing.
void place_store(const std::filesystem::path& directory);
// The same, and the directory then holds a database with all its tables: SQLite's is the copy of one that was
// migrated once, as the server's are. For tests that are not about how a database is made.
void place_migrated_store(const std::filesystem::path& directory);
// Ends the databases of the directories within; a Scratch calls it.
void drop_stores_within(const std::filesystem::path& directory);
// The address of a fresh and empty database of the server for tests, gone when the process ends.
std::string fresh_database();

class RawDatabase {
 public:
  explicit RawDatabase(const std::filesystem::path& directory);
  RawDatabase(RawDatabase&&) noexcept;
  ~RawDatabase();

  // As the engine's connection has them (lib/store/sqlite/connection.hpp). They throw Failure.
  void execute(const std::string& sql);
  std::vector<std::vector<std::string>> ask(const std::string& sql);
  std::int64_t ask_number(const std::string& sql);
  // From now on rows may hold what the checks of their columns forbid.
  void ignore_checks();
  // Names of the tables, of the columns of one, and of those that hold texts or bytes.
  std::vector<std::string> tables();
  std::vector<std::string> columns(const std::string& table);
  std::vector<std::string> worded_columns(const std::string& table);
  // Names of the tables that it refers to.
  std::vector<std::string> references(const std::string& table);
  // All that is stored, as bytes of the file or as a dump of the database; closed before.
  static std::string stored_bytes(const std::filesystem::path& directory);

 private:
  std::unique_ptr<storage::Connection> sqlite_;
  std::unique_ptr<storage::PostgresConnection> postgres_;
};

}  // namespace wufei::test
