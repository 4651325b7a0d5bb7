// Copies of a database: taken under writes, never over something else, restored only whole and with their
// key.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "lib/store/data_directory.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/sqlite/connection.hpp"
#include "lib/store/store.hpp"
#include "lib/store/transfer.hpp"
#include "support/database.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::make_database;
using test::Scratch;
using test::server_options;

namespace {

constexpr Query kInsertMeta{"test.insert_meta", "INSERT INTO meta VALUES (?1, 'x')"};

}  // namespace

TEST_CASE("a backup taken under writes is whole, and can be restored") {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", file = scratch.path() / "copy.db";
  {
    auto store = Store::open(server_options(directory));
    REQUIRE(store);
    std::atomic<bool> stop{false};
    std::thread writing([&] {
      for (int i = 0; !stop; ++i)
        (void)(*store)->writer().run([&](Session& session) -> contract::Result<std::int64_t> {
          return session.run(kInsertMeta, "row" + std::to_string(i));
        });
    });
    test::write_file(scratch.path() / ".wufei-backup.part", "left by a backup that was killed");
    test::write_file(scratch.path() / ".wufei-backup.part-journal", "its journal");
    CHECK(backup_database(directory, file));
    CHECK_FALSE(restore_database(directory, file));  // while the server runs
    stop = true;
    writing.join();
  }
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path()))
    CHECK(entry.path().string().find(".part") == std::string::npos);
  const auto kept = restore_database(directory, file);
  REQUIRE(kept);
  CHECK(kept->string().find("before-restore") != std::string::npos);
  CHECK(std::filesystem::exists(*kept));
  CHECK(Store::open(server_options(directory)));
  CHECK(check_database(directory, {})->ok);
}

TEST_CASE("a backup never replaces the live database, and is not restored without its key") {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", file = scratch.path() / "copy.db";
  make_database(directory);
  CHECK_FALSE(backup_database(directory, database_file(directory)));
  CHECK_FALSE(backup_database(directory, directory / "keys" / "copy.db"));
  REQUIRE(backup_database(directory, file));
  const auto fresh = scratch.path() / "fresh";
  CHECK_FALSE(restore_database(fresh, file));
  CHECK_FALSE(std::filesystem::exists(key_file(fresh)));
  std::filesystem::create_directories(fresh / "keys");
  test::write_file(key_file(fresh), std::string(32, 'x'));
  CHECK_FALSE(restore_database(fresh, file));
  test::write_file(key_file(fresh), test::read_file(key_file(directory)));
  const auto kept = restore_database(fresh, file);
  REQUIRE(kept);
  CHECK(kept->empty());
  CHECK(Store::open(server_options(fresh)));
}

TEST_CASE("a backup never replaces an earlier one, and two into one folder do not meet") {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", file = scratch.path() / "copy.db";
  make_database(directory);
  REQUIRE(backup_database(directory, file));
  const std::string before = test::read_file(file);
  CHECK_FALSE(backup_database(directory, file));
  CHECK(test::read_file(file) == before);
  const auto other = FileLock::take(scratch.path(), "held");
  REQUIRE(other);
  CHECK_FALSE(backup_database(directory, scratch.path() / "second.db"));
}

TEST_CASE("a backup of a database that somebody holds is refused, and leaves nothing") {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", file = scratch.path() / "copy.db";
  make_database(directory);
  Connection holder(database_file(directory), Access::write);
  holder.execute("PRAGMA locking_mode = EXCLUSIVE");
  holder.execute("BEGIN EXCLUSIVE");
  holder.execute("INSERT INTO meta VALUES ('held', '1')");
  CHECK_FALSE(backup_database(directory, file));
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a file that is no backup is not restored") {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", file = scratch.path() / "no.db";
  make_database(directory);
  test::write_file(file, std::string(9000, 'x'));
  CHECK_FALSE(restore_database(directory, file));
  CHECK_FALSE(restore_database(directory, scratch.path() / "missing"));
  CHECK(Store::open(server_options(directory)));
}

// What litestream does to a file: two tables of its own, a read transaction that is always open so that the
// log is not begun anew, and checkpoints when it wants them.
TEST_CASE(
    "a program that streams the file elsewhere may work beside the portal, and its copy can be restored" *
    doctest::skip(test::on_postgres())) {
  const Scratch scratch;
  const auto directory = scratch.path() / "data", streamed = scratch.path() / "streamed.db";
  {
    auto store = Store::open(server_options(directory));
    REQUIRE(store);
    Connection streaming(database_file(directory), Access::write),
        reading(database_file(directory), Access::read);
    streaming.execute(
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);"
        "CREATE TABLE _litestream_lock (id INTEGER)");
    reading.execute("BEGIN; SELECT COUNT(1) FROM _litestream_seq");
    for (int i = 0; i < 200; ++i) {
      if (i % 20 == 0) (void)streaming.ask("PRAGMA wal_checkpoint(PASSIVE)");
      REQUIRE((*store)->writer().run([&](Session& session) -> contract::Result<std::int64_t> {
        return session.run(kInsertMeta, "row" + std::to_string(i));
      }));
    }
    reading.execute("COMMIT");
    (void)streaming.ask("PRAGMA wal_checkpoint(TRUNCATE)");
    std::filesystem::copy_file(database_file(directory), streamed);  // in the mode of the original: WAL
  }
  const auto before = digest_of(directory);
  REQUIRE(before);
  CHECK(check_database(directory, {})->ok);
  REQUIRE(restore_database(directory, streamed));
  CHECK(check_database(directory, {})->ok);
  CHECK(digest_of(directory)->digest == before->digest);
  const auto other = scratch.path() / "copy.db";
  CHECK(backup_database(directory, other));
  CHECK(digest_of(StorePlace::file(other))->digest == before->digest);
}
