// The writer's log reaches the system in few writes, and is no other log for that.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "lib/store/sqlite/connection.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::Scratch;

namespace {

constexpr int kRows = 400;  // one to a page, nearly
constexpr const char* kFill =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
    " INSERT INTO page (number, data) SELECT i, zeroblob(3000) FROM n";

std::unique_ptr<Connection> pages_database(const std::filesystem::path& file) {
  auto connection = std::make_unique<Connection>(file, Access::write);
  connection->execute("PRAGMA journal_mode = WAL");
  connection->execute("CREATE TABLE page (number INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT");
  return connection;
}

// Calls of write() and its like that this process has made so far.
long write_calls() {
  std::ifstream counted("/proc/self/io");
  for (std::string name; counted >> name;) {
    long value = 0;
    counted >> value;
    if (name == "syscw:") return value;
  }
  return -1;
}

std::int64_t rows_seen(const std::filesystem::path& file) {
  return Connection(file, Access::read).ask_number("SELECT count(*) FROM page");
}

bool is_whole(const std::filesystem::path& file) {
  return Connection(file, Access::read).ask("PRAGMA integrity_check").at(0).at(0) == "ok";
}

}  // namespace

TEST_CASE("a commit of many pages is few writes") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  const auto connection = pages_database(file);
  const long before = write_calls();
  if (before < 0) return;  // a system that does not count them
  connection->execute(kFill);
  CHECK(write_calls() - before < kRows / 4);  // SQLite by itself: two for each page
  CHECK(rows_seen(file) == kRows);
  CHECK(is_whole(file));
}

TEST_CASE(
    "who reads beside the writer sees a commit as soon as it is done, also where nobody asks for a sync") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  const auto connection = pages_database(file);
  connection->execute("PRAGMA synchronous = OFF");
  Connection reading(file, Access::read);
  for (int i = 1; i <= 20; ++i) {
    connection->execute("INSERT INTO page VALUES (" + std::to_string(i) + ", zeroblob(9000))");
    CHECK(reading.ask_number("SELECT sum(length(data)) FROM page") == i * 9000);
  }
  CHECK(is_whole(file));
}

TEST_CASE(
    "a transaction larger than the cache reads what it wrote, and leaves nothing when it is taken back") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  const auto connection = pages_database(file);
  connection->execute("PRAGMA cache_size = 10");
  connection->execute("BEGIN IMMEDIATE");
  connection->execute(kFill);
  CHECK(connection->ask_number("SELECT sum(length(data)) FROM page") == kRows * 3000);
  connection->execute("UPDATE page SET data = zeroblob(2000)");  // pages of the log are written once more
  CHECK(connection->ask_number("SELECT sum(length(data)) FROM page") == kRows * 2000);
  CHECK(rows_seen(file) == 0);
  SUBCASE("committed") {
    connection->execute("COMMIT");
    CHECK(rows_seen(file) == kRows);
  }
  SUBCASE("taken back, and written over by the next") {
    connection->execute("ROLLBACK");
    CHECK(rows_seen(file) == 0);
    connection->execute("INSERT INTO page VALUES (1, zeroblob(100))");
    CHECK(rows_seen(file) == 1);
  }
  connection->execute("PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(is_whole(file));
}

// As the writer does with one of a batch that failed.
TEST_CASE("what a savepoint took back is not in the commit that follows") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  const auto connection = pages_database(file);
  connection->execute("PRAGMA cache_size = 10");
  // Of each length, so that something is left in memory whatever has gone to the system.
  for (int rows = 20; rows < 60; ++rows) {
    connection->execute("BEGIN IMMEDIATE; INSERT INTO page VALUES (" + std::to_string(2 * rows) +
                        ", zeroblob(3000)); SAVEPOINT operation");
    for (int i = 0; i < rows; ++i)
      connection->execute("INSERT INTO page VALUES (" + std::to_string(100000 + i) + ", zeroblob(3000))");
    connection->execute("ROLLBACK TO operation; RELEASE operation; INSERT INTO page VALUES (" +
                        std::to_string(2 * rows + 1) + ", zeroblob(3000)); COMMIT");
    CHECK(rows_seen(file) == 2 * (rows - 19));
  }
  CHECK(is_whole(file));
  connection->execute("PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(is_whole(file));
  CHECK(rows_seen(file) == 80);
}

TEST_CASE("what was taken back is never written over what another process committed meanwhile") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  const auto connection = pages_database(file);
  const auto other = std::make_unique<Connection>(file, Access::write);
  connection->execute("PRAGMA cache_size = 10");
  // Of each length, so that something is left in memory whatever has gone to the system.
  for (int rows = 20; rows < 60; ++rows) {
    connection->execute("BEGIN IMMEDIATE");
    for (int i = 0; i < rows; ++i)
      connection->execute("INSERT INTO page VALUES (" + std::to_string(100000 + i) + ", zeroblob(3000))");
    connection->execute("ROLLBACK");
    other->execute("INSERT INTO page VALUES (" + std::to_string(2 * rows) + ", zeroblob(3000))");
    connection->execute("INSERT INTO page VALUES (" + std::to_string(2 * rows + 1) + ", zeroblob(3000))");
    CHECK(rows_seen(file) == 2 * (rows - 19));
  }
  CHECK(other->ask_number("SELECT count(*) FROM page") == 80);
  // As after a crash: a copy reads everything from the log.
  std::filesystem::copy_file(file, scratch.path() / "copy.db");
  std::filesystem::copy_file(file.string() + "-wal", scratch.path() / "copy.db-wal");
  CHECK(Connection(scratch.path() / "copy.db", Access::write).ask_number("SELECT count(*) FROM page") == 80);
}
