#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "lib/store/data_directory.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/sqlite/group_writer.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "lib/store/sqlite/page_cache.hpp"
#include "lib/store/store.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/slot_store.hpp"
#include "support/database.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using contract::ErrorCode;
using test::make_database;
using test::Scratch;
using test::server_options;

namespace {

// The reason why the directory is refused, or "".
std::string refusal(const std::filesystem::path& directory) {
  const auto store = Store::open(server_options(directory));
  return store ? "" : store.error().detail;
}

std::unique_ptr<Connection> counter_database(const std::filesystem::path& file) {
  auto connection = std::make_unique<Connection>(file, Access::write);
  connection->execute("PRAGMA journal_mode = WAL");
  connection->execute("CREATE TABLE number (value INTEGER PRIMARY KEY CHECK (value < 1000000)) STRICT");
  return connection;
}

constexpr Query kInsert{"test.insert", "INSERT INTO number VALUES (?1)"};
constexpr Query kInsertBig{"test.insert_big", "INSERT INTO big VALUES (zeroblob(4000))"};
constexpr Query kTooBig{"test.too_big", "INSERT INTO meta VALUES ('big', hex(zeroblob(400000)))"};
constexpr Query kSmall{"test.small", {}, "PRAGMA max_page_count = 60"};
constexpr Query kWider{"test.wider", {}, "PRAGMA max_page_count = 4000"};

contract::Result<std::int64_t> insert(Session& session, int value) {
  return session.run(kInsert, value);
}

int count(const std::filesystem::path& file) {
  Connection connection(file, Access::read);
  return static_cast<int>(connection.ask_number("SELECT count(*) FROM number"));
}

}  // namespace

TEST_CASE("a data directory is made once, and its key with it") {
  const Scratch scratch;
  const auto directory = scratch.path() / "a" / "b";
  make_database(directory);
  const std::string key = test::read_file(key_file(directory));
  CHECK(key.starts_with("wufei-keys 1\n"));
  CHECK((std::filesystem::status(key_file(directory)).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  make_database(directory);
  CHECK(test::read_file(key_file(directory)) == key);
}

TEST_CASE("what others may read of a data directory is found") {
  using std::filesystem::perms;
  const Scratch scratch;
  const auto directory = scratch.path() / "data";
  make_database(directory);
  CHECK(open_to_others(directory).empty());
  std::filesystem::permissions(key_file(directory), perms::group_read, std::filesystem::perm_options::add);
  CHECK(open_to_others(directory) == std::vector{key_file(directory)});
  CHECK_FALSE(check_database(directory, {})->ok);
  std::filesystem::permissions(directory, perms::others_exec, std::filesystem::perm_options::add);
  CHECK(open_to_others(directory) == std::vector{directory, key_file(directory)});
}

TEST_CASE("two servers never share a data directory; a command beside the server may") {
  const Scratch scratch;
  auto server = Store::open(server_options(scratch.path()));
  REQUIRE(server);
  CHECK(refusal(scratch.path()).find("another server") != std::string::npos);
  std::filesystem::remove(scratch.path() / "lock");
  CHECK(refusal(scratch.path()).find("another server") != std::string::npos);
  StoreOptions beside;
  beside.directory = scratch.path();
  CHECK(Store::open(beside));
}

TEST_CASE("a database that can not be used is refused with the reason, and is left as it is") {
  const Scratch scratch;
  make_database(scratch.path());
  const auto file = database_file(scratch.path());
  SUBCASE("from a newer version") {
    { Connection(file, Access::write).execute("PRAGMA user_version = 999"); }
    CHECK(refusal(scratch.path()).find("newer program") != std::string::npos);
    CHECK(Connection(file, Access::read).ask_number("PRAGMA user_version") == 999);
  }
  SUBCASE("with damaged pages") {
    std::int64_t page = 0, size = 0;
    {
      Connection reading(file, Access::read);
      page = reading.ask_number("SELECT rootpage FROM sqlite_schema WHERE name = 'pickup'");
      size = reading.ask_number("PRAGMA page_size");
    }
    std::string bytes = test::read_file(file);
    bytes.replace(static_cast<std::size_t>((page - 1) * size), static_cast<std::size_t>(size),
                  static_cast<std::size_t>(size), 'A');
    test::write_file(file, bytes);
    CHECK(refusal(scratch.path()).find("put back a backup") != std::string::npos);
    CHECK(test::read_file(file).substr(static_cast<std::size_t>((page - 1) * size), 4) == "AAAA");
    StoreOptions beside;  // a command may still save what can be read
    beside.directory = scratch.path();
    CHECK(Store::open(beside));
  }
  SUBCASE("not a database") {
    test::write_file(file, "This is a text, long enough to be taken for a header of a file.");
    CHECK(refusal(scratch.path()).find("wufei.db") != std::string::npos);
  }
  SUBCASE("of another program") {
    { Connection(file, Access::write).execute("PRAGMA application_id = 7"); }
    CHECK(refusal(scratch.path()).find("another program") != std::string::npos);
  }
  SUBCASE("read-only") {
    // The file format's write version 3 makes SQLite open the file read-only, whoever asks.
    std::string bytes = test::read_file(file);
    bytes[18] = 3;
    test::write_file(file, bytes);
    const auto store = Store::open(server_options(scratch.path()));
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::unavailable);
    CHECK(store.error().detail.find("readonly") != std::string::npos);
  }
  SUBCASE("without its key") {
    std::filesystem::remove(key_file(scratch.path()));
    CHECK(refusal(scratch.path()).find("personal.key") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(key_file(scratch.path())));
  }
  SUBCASE("with another key") {
    test::write_file(key_file(scratch.path()), std::string(32, 'k'));
    CHECK(refusal(scratch.path()).find("not the key") != std::string::npos);
  }
}

TEST_CASE("sealed text opens with its key only, and not when altered") {
  const Scratch scratch;
  REQUIRE(Cipher::create_file(scratch.path() / "one"));
  REQUIRE(Cipher::create_file(scratch.path() / "two"));
  const auto one = Cipher::from_file(scratch.path() / "one"), two = Cipher::from_file(scratch.path() / "two");
  Bytes sealed = one->seal("13806350001");
  CHECK(one->open(sealed) == "13806350001");
  CHECK(sealed != one->seal("13806350001"));
  CHECK_FALSE(two->open(sealed));
  sealed.back() ^= 1;
  CHECK_FALSE(one->open(sealed));
  CHECK_FALSE(one->open({}));
  CHECK(one->hash(HashUse::phone, "1") == one->hash(HashUse::phone, "1"));
  CHECK(one->hash(HashUse::phone, "1") != one->hash(HashUse::address, "1"));
  CHECK_FALSE(Cipher::create_file(scratch.path() / "one"));
}

TEST_CASE("operations of one batch stand and fall alone") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  GroupWriter writer(counter_database(file), 64);
  std::atomic<int> stored{0}, refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        // Every fifth violates the constraint after a first insert, which must vanish with it.
        const int value = t * 1000 + i;
        const auto done = writer.run([&](Session& session) -> contract::Result<std::int64_t> {
          auto first = insert(session, value);
          return i % 5 == 4 ? insert(session, 2000000) : first;
        });
        ++(done ? stored : refused);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == 16 * 40);
  CHECK(refused == 16 * 10);
  CHECK(count(file) == 16 * 40);
}

TEST_CASE("an operation that answers an error leaves nothing") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  GroupWriter writer(counter_database(file), 64);
  const auto done = writer.run([](Session& session) -> contract::Result<int> {
    (void)insert(session, 1);
    return contract::make_error(ErrorCode::conflict);
  });
  CHECK_FALSE(done);
  CHECK(writer.run([](Session& session) { return insert(session, 2); }));
  CHECK(count(file) == 1);
}

TEST_CASE("one that fails half way takes nothing of those who share its commit, and is told its own reason") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  GroupWriter writer(counter_database(file), 64);
  std::atomic<bool> held{true};
  std::atomic<int> stored{0}, conflicts{0}, refusals{0};
  std::vector<std::thread> threads;
  // Nobody else is written until this one is done: all others wait together.
  threads.emplace_back([&] {
    (void)writer.run([&](Session& session) {
      held.wait(true);
      return insert(session, 0);
    });
  });
  for (int i = 1; i <= 30; ++i)
    threads.emplace_back([&, i] {
      const auto done = writer.run([&](Session& session) -> contract::Result<std::int64_t> {
        if (i % 10 == 1) return contract::make_error(ErrorCode::not_found);  // changed nothing
        const auto changed = insert(session, i);
        if (i % 10 == 2) return contract::make_error(ErrorCode::conflict);  // leaves something behind
        return changed;
      });
      if (done) return void(++stored);
      ++(done.error().code == ErrorCode::conflict ? conflicts : refusals);
    });
  held = false;
  held.notify_all();
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == 24);
  CHECK(conflicts == 3);
  CHECK(refusals == 3);
  CHECK(count(file) == 25);
  CHECK(Connection(file, Access::read).ask_number("SELECT count(*) FROM number WHERE value % 10 IN (1, 2)") ==
        0);
}

TEST_CASE("a full disk refuses, loses nothing that was acknowledged, and recovers") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  auto connection = counter_database(file);
  connection->execute("CREATE TABLE big (data BLOB) STRICT");
  connection->execute("PRAGMA max_page_count = 40");
  GroupWriter writer(std::move(connection), 64);
  int acknowledged = 0;
  contract::ErrorCode code{};
  for (int i = 0; i < 200; ++i) {
    const auto done = writer.run(
        [](Session& session) -> contract::Result<std::int64_t> { return session.run(kInsertBig); });
    if (done)
      ++acknowledged;
    else
      code = done.error().code;
  }
  CHECK(acknowledged > 0);
  CHECK(acknowledged < 200);
  CHECK(code == ErrorCode::unavailable);
  CHECK(Connection(file, Access::read).ask_number("SELECT count(*) FROM big") == acknowledged);
  const auto wider = writer.run([](Session& session) -> contract::Result<std::int64_t> {
    session.run(kWider);
    return session.run(kInsertBig);
  });
  CHECK(wider);
}

TEST_CASE("the writer's page cache is what was asked, else a bounded share of the memory") {
  constexpr Query kCacheSize{"test.cache_size", {}, "PRAGMA cache_size"};
  const auto cache_kib = [&](int asked) {
    const Scratch scratch;
    StoreOptions options;  // SQLite wherever other tests are
    options.directory = scratch.path() / "data";
    options.create = true;
    options.cache_mb = asked;
    const auto store = Store::open(options);
    REQUIRE(store);
    const auto size = (*store)->writer().run(
        [&](Session& session) -> contract::Result<std::int64_t> { return session.number(kCacheSize); });
    return -size.value();
  };
  CHECK(cache_kib(40) == 40 * 1024);
  CHECK(cache_kib(0) == std::int64_t{default_cache_mb()} * 1024);
  constexpr std::int64_t kGigabyte = 1 << 30;
  CHECK(default_cache_mb(0) == kLeastCacheMb);
  CHECK(default_cache_mb(-1) == kLeastCacheMb);  // the system does not know
  CHECK(default_cache_mb(kGigabyte) == 64);
  CHECK(default_cache_mb(64 * kGigabyte) == kMostCacheMb);
}

TEST_CASE("a closed writer refuses and has finished what it took") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  GroupWriter writer(counter_database(file), 8);
  std::atomic<int> stored{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i)
        if (writer.run([&](Session& session) { return insert(session, t * 1000 + i); })) ++stored;
    });
  writer.close();
  for (std::thread& thread : threads) thread.join();
  CHECK(count(file) == stored);
  CHECK_FALSE(writer.run([](Session& session) { return insert(session, 999999); }));
}

TEST_CASE("not ready while nothing can be stored, ready again by itself") {
  const Scratch scratch;
  auto store = Store::open(server_options(scratch.path()));
  REQUIRE(store);
  const auto write = [&](const Query& query) {
    return (*store)->writer().run(
        [&](Session& session) -> contract::Result<std::int64_t> { return session.run(query); });
  };
  REQUIRE(write(kSmall));
  CHECK((*store)->ping());
  CHECK_FALSE(write(kTooBig));
  CHECK_FALSE((*store)->writer().healthy());
  CHECK((*store)->ping());  // a small write still fits
  CHECK((*store)->writer().healthy());
}

TEST_CASE("the check finds places that do not add up") {
  const Scratch scratch;
  make_database(scratch.path());
  const std::vector<StoreFacts> stores{SlotStore::facts()};
  CHECK(check_database(scratch.path(), stores)->ok);
  {
    Connection connection(database_file(scratch.path()), Access::write);
    SlotStore::ensure(connection, {"a", "bulky", {20000}, "am"}, {5, 1});
    CHECK(check_database(scratch.path(), stores)->ok);
    connection.execute("UPDATE slot SET online_remaining = 3");
  }
  const auto report = check_database(scratch.path(), stores);
  REQUIRE(report);
  CHECK_FALSE(report->ok);
  CHECK(report->text.find("does not add up") != std::string::npos);
}

TEST_CASE("a query leaves nothing open, and a reader takes its row as it is") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  auto connection = counter_database(file);
  for (int i = 1; i <= 3; ++i) CHECK(insert(*connection, i));
  static constexpr Query kNumbers{"test.numbers",
                                  "SELECT value FROM number WHERE value >= ?1 ORDER BY value"};
  static constexpr Query kPair{"test.pair", "SELECT value, 'x' FROM number"};
  CHECK(connection->exists(kNumbers, 1));
  CHECK(connection->row(kNumbers, &Columns::integer, 2) == 2);
  CHECK(connection->rows(kNumbers, &Columns::number, 2) == std::vector<int>{2, 3});
  CHECK(connection->number(kNumbers, 9) == 0);
  CHECK_THROWS_AS(connection->number(kNumbers), Failure);                  // a value is missing
  CHECK_THROWS_AS(connection->row(kNumbers, &Columns::text, 1), Failure);  // a number is no text
  CHECK_THROWS_AS(connection->row(kPair, &Columns::integer), Failure);     // a column is left over
  CHECK_THROWS_AS(connection->run(kInsert, 3), Failure);
  CHECK_FALSE(connection->in_transaction());
  // A statement that still stood at a row would keep the log in use.
  CHECK(Connection(file, Access::write).ask("PRAGMA wal_checkpoint(TRUNCATE)").at(0).at(0) == "0");
}

TEST_CASE("a row that holds what it must not is an error, and the check names it") {
  const Scratch scratch;
  make_database(scratch.path());
  const auto cipher = Cipher::from_file(key_file(scratch.path()));
  const std::vector<StoreFacts> stores{SlotStore::facts(), PickupStore::facts()};
  const PickupStore pickups(*cipher);
  Connection connection(database_file(scratch.path()), Access::write);
  PickupRow row;
  row.reference = "WF-222-222-222";
  row.slot = {"a", "bulky", {20000}, "am"};
  row.items = {{"sofa", 1, {}}};
  row.personal = PersonalData{"Li", "13800000001", {}, "Garden Road 1", {}, {}};
  SlotStore::ensure(connection, row.slot, {5, 1});
  PickupStore::insert(connection, row, pickups.seal(row));
  SlotStore::recount(connection, contract::slot_id(row.slot));
  REQUIRE(pickups.find(connection, row.reference)->personal->name == "Li");
  REQUIRE(check_database(scratch.path(), stores)->ok);
  connection.execute("PRAGMA ignore_check_constraints = ON");
  std::string column;
  SUBCASE("unknown status") {
    column = "status", connection.execute("UPDATE pickup SET status = 'lost'");
  }
  SUBCASE("unknown place") {
    column = "place", connection.execute("UPDATE pickup SET place = 'mars'");
  }
  SUBCASE("broken list") {
    column = "items", connection.execute("UPDATE pickup SET items = '['");
  }
  SUBCASE("unreadable") {
    column = "personal", connection.execute("UPDATE pickup SET personal = x'0102'");
  }
  CHECK_THROWS_AS(pickups.find(connection, row.reference), Failure);
  const auto report = check_database(scratch.path(), stores);
  REQUIRE(report);
  CHECK_FALSE(report->ok);
  CHECK(report->text.find("row WF-222-222-222: column " + column + " ") != std::string::npos);
}
