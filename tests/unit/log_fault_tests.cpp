// The writer's log on a disk that fails: after a kill, a power cut or a full disk there is the state before a
// commit or the one after it, never something between, and what was acknowledged was synced.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "lib/store/sqlite/connection.hpp"
#include "support/scratch.hpp"
#include "unit/faulty_disk.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::FaultyDatabase;
using test::FaultyDisk;
using test::Scratch;

namespace {

// Some fifty pages, all of which each turn changes; nearly one row to a page.
constexpr const char* kFilled =
    "CREATE TABLE page (number INTEGER PRIMARY KEY, turn INTEGER NOT NULL CHECK (turn < 1000), data BLOB);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
    " INSERT INTO page SELECT i, 0, randomblob(3000) FROM n";
constexpr const char* kSmallCache = "PRAGMA cache_size = 10";  // pages: most go to the log before the commit

void fill_pages(FaultyDatabase& database, const char* cache) {
  REQUIRE(database.execute(kFilled) == SQLITE_OK);
  REQUIRE(database.execute(cache) == SQLITE_OK);
}

std::int64_t log_bytes(const std::filesystem::path& file) {
  return static_cast<std::int64_t>(std::filesystem::file_size(file.string() + "-wal"));
}

std::string turn_to(int turn) {
  return "UPDATE page SET data = randomblob(3000), turn = " + std::to_string(turn);
}

// The turn that all pages are of; -1 when they are not all of one.
int turn_of(const std::function<std::int64_t(const std::string&)>& ask) {
  const bool all_of_one = ask("SELECT count(DISTINCT turn) FROM page WHERE length(data) = 3000") == 1;
  return all_of_one ? static_cast<int>(ask("SELECT max(turn) FROM page")) : -1;
}

int turn_seen(FaultyDatabase& database) {
  return turn_of([&](const std::string& sql) { return database.number(sql); });
}

// A copy of the files as they are now, opened by a program that knows nothing of the one that wrote them.
class Found {
 public:
  explicit Found(const std::filesystem::path& file) {
    const auto copied = [&](const char* end) {
      const std::string from = file.string() + end;
      if (std::filesystem::exists(from)) std::filesystem::copy_file(from, place().string() + end);
    };
    copied("");
    copied("-wal");
  }

  // -1 also when the file is damaged.
  [[nodiscard]] int turn() const {
    Connection connection(place(), Access::read);  // which changes nothing, and syncs nothing
    if (connection.ask("PRAGMA integrity_check").at(0).at(0) != "ok") return -1;
    return turn_of([&](const std::string& sql) { return connection.ask_number(sql); });
  }

 private:
  [[nodiscard]] std::filesystem::path place() const { return scratch_.path() / "found.db"; }
  Scratch scratch_;
};

}  // namespace

TEST_CASE("a kill after any piece of a commit leaves what was before it or after it") {
  for (const char* cache : {"PRAGMA cache_size = 1000", kSmallCache}) {
    const Scratch scratch;
    const auto file = scratch.path() / "n.db";
    int acknowledged = 0, looked = 0, wrong = 0, synced = 0;  // looked at until the database is closed
    FaultyDisk disk;
    FaultyDatabase database(file);
    fill_pages(database, cache);
    REQUIRE(database.execute("PRAGMA wal_autocheckpoint = 100") == SQLITE_OK);  // the log begins anew between
    disk.after_piece = [&] {
      if (++looked % 3 != 0) return;  // another third of the pieces in each turn
      const int turn = Found(file).turn();
      if (turn != acknowledged && turn != acknowledged + 1) ++wrong;
    };
    disk.after_sync = [&] { synced = Found(file).turn(); };
    for (int turn = 1; turn <= 6; ++turn) {
      CAPTURE(turn);
      REQUIRE(database.execute(turn_to(turn)) == SQLITE_OK);
      acknowledged = turn;
      CHECK(synced == turn);  // what a power cut now would leave
    }
    CHECK(looked > 100);
    CHECK(wrong == 0);
    CHECK(turn_seen(database) == 6);
  }
}

TEST_CASE("a commit is few writes") {
  const Scratch scratch;
  FaultyDisk disk;
  FaultyDatabase database(scratch.path() / "n.db");
  REQUIRE(database.execute(kFilled) == SQLITE_OK);
  disk.writes = 0;
  REQUIRE(database.execute(turn_to(1)) == SQLITE_OK);
  CHECK(disk.writes <= 4);  // SQLite by itself: two for each of fifty pages
  CHECK(turn_seen(database) == 1);
}

// Whoever goes on after a statement that failed, as if nothing had been, gets no commit with a hole.
TEST_CASE("a disk that is full for a while lets nothing be committed around what it did not take") {
  int refused = 0;
  for (const char* cache : {"PRAGMA cache_size = 1000", kSmallCache})
    for (const int more : {0, 20, 500, 4120, 30000, 100000, 150000, 210000, 260000})
      for (const bool reads : {true, false}) {
        CAPTURE(cache);
        CAPTURE(more);
        CAPTURE(reads);
        const Scratch scratch;
        const auto file = scratch.path() / "n.db";
        FaultyDisk disk;
        FaultyDatabase database(file);
        fill_pages(database, cache);
        REQUIRE(database.execute("BEGIN IMMEDIATE") == SQLITE_OK);
        disk.room = log_bytes(file) + more;
        int failed = database.execute("UPDATE page SET data = randomblob(3000), turn = 1 WHERE number <= 30");
        // With something of it in memory: reads pages that only the log has.
        if (reads && database.number("SELECT sum(length(data)) FROM page") != 150000) failed = 1;
        if (const int code = database.execute(turn_to(1)); code != SQLITE_OK) failed = code;
        disk.room = FaultyDisk::kEndless;
        if (database.in_transaction() && database.execute("COMMIT") == SQLITE_OK) {
          if (failed == SQLITE_OK) CHECK(turn_seen(database) == 1);
        } else {
          ++refused;
          CHECK(turn_seen(database) == 0);
        }
        if (database.in_transaction()) CHECK(database.execute("ROLLBACK") == SQLITE_OK);
        const int now = turn_seen(database);
        CHECK(Found(file).turn() == now);
        CHECK(database.execute(turn_to(2)) == SQLITE_OK);
        CHECK(Found(file).turn() == 2);
      }
  CHECK(refused > 4);
}

TEST_CASE("what could not be written when it was read again stays lost until the rollback") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  FaultyDisk disk;
  FaultyDatabase database(file);
  fill_pages(database, kSmallCache);
  REQUIRE(database.execute("BEGIN IMMEDIATE") == SQLITE_OK);
  disk.room = log_bytes(file);
  // Some ten pages are in the log's memory only, which the disk has not been asked to take.
  REQUIRE(database.execute("UPDATE page SET turn = 1 WHERE number <= 20") == SQLITE_OK);
  // Reads them, in a statement that can be undone by itself: SQLite keeps the transaction.
  CHECK(database.execute("UPDATE page SET turn = turn + 1") == SQLITE_FULL);
  disk.room = FaultyDisk::kEndless;
  if (database.in_transaction()) CHECK(database.execute("COMMIT") != SQLITE_OK);
  CHECK_FALSE(database.in_transaction());
  CHECK(turn_seen(database) == 0);
  CHECK(Found(file).turn() == 0);
  CHECK(database.execute(turn_to(3)) == SQLITE_OK);
  CHECK(turn_seen(database) == 3);
  CHECK(Found(file).turn() == 3);
}

TEST_CASE("a sync that fails is no commit, and the next one stands") {
  for (const char* cache : {"PRAGMA cache_size = 1000", kSmallCache}) {
    const Scratch scratch;
    const auto file = scratch.path() / "n.db";
    FaultyDisk disk;
    FaultyDatabase database(file);
    fill_pages(database, cache);
    disk.syncs = false;
    CHECK(database.execute(turn_to(1)) == SQLITE_IOERR_FSYNC);
    CHECK(turn_seen(database) == 0);
    CHECK(Connection(file, Access::read).ask_number("SELECT max(turn) FROM page") == 0);
    CHECK(Found(file).turn() >= 0);  // not acknowledged: either, but one
    disk.syncs = true;
    CHECK(database.execute(turn_to(2)) == SQLITE_OK);
    CHECK(turn_seen(database) == 2);
    CHECK(Found(file).turn() == 2);
  }
}

TEST_CASE("a connection that is closed within a transaction leaves nothing of it") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  FaultyDisk disk;
  for (const bool full : {false, true}) {
    FaultyDatabase database(file);
    database.execute(kFilled);
    REQUIRE(database.execute(kSmallCache) == SQLITE_OK);
    REQUIRE(database.execute("BEGIN IMMEDIATE") == SQLITE_OK);
    if (full) disk.room = 0;
    database.execute(turn_to(1));
  }
  disk.room = FaultyDisk::kEndless;
  CHECK(Found(file).turn() == 0);
}
