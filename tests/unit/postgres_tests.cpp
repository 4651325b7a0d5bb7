// PostgreSQL as the engine below the stores: what only shows when several write at once, when connections
// break. Runs beside a server (scripts/with_postgres); else all but the first is skipped.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "app/features.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/postgres/connection.hpp"
#include "lib/store/postgres/engine.hpp"
#include "lib/store/shared/lease_store.hpp"
#include "postgres_store.hpp"

using namespace wufei;
using contract::ErrorCode;
using storage::Session;
using storage::Trouble;
using test::count_up;
using test::counted;
using test::kWithoutServer;
using test::open_at;

TEST_CASE("what a server refuses, by its SQLSTATE") {
  const auto code = [](const char* state) {
    return storage::refusal_of(state, "q", "why\n").error("x").code;
  };
  CHECK(code("23505") == ErrorCode::conflict);
  CHECK(code("23514") == ErrorCode::conflict);
  CHECK(code("40001") == ErrorCode::unavailable);
  CHECK(code("40P01") == ErrorCode::unavailable);
  CHECK(code("53300") == ErrorCode::unavailable);
  CHECK(code("53100") == ErrorCode::unavailable);
  CHECK(code("57P01") == ErrorCode::unavailable);
  CHECK(code("55P03") == ErrorCode::unavailable);
  CHECK(code("25006") == ErrorCode::unavailable);
  CHECK(code("") == ErrorCode::unavailable);
  CHECK(code("42601") == ErrorCode::internal);
  CHECK(code("42P01") == ErrorCode::internal);
  CHECK(storage::trouble_of("40001") == Trouble::retry);
  CHECK(storage::trouble_of("40P01") == Trouble::retry);
  CHECK(storage::trouble_of("57P01") == Trouble::lost);
  CHECK(storage::trouble_of("08006") == Trouble::lost);
  CHECK(storage::trouble_of("25006") == Trouble::lost);
  CHECK(storage::trouble_of("57014") == Trouble::none);
  CHECK(storage::trouble_of("23505") == Trouble::taken);
  CHECK(storage::trouble_of("23503") == Trouble::none);
  CHECK(storage::refusal_of("23505", "slot.take", "no\n").error("write").detail ==
        "write: slot.take: no (23505)");
}

TEST_CASE("a place says what it is without the password, and a file of it is for its owner only") {
  const test::Scratch scratch;
  CHECK_FALSE(storage::resolved({scratch.path(), "mysql://x/y"}));
  CHECK(storage::name_of({scratch.path(), "postgres://u:geheim@h:5/d?sslmode=require"}) ==
        "postgres://h:5/d");
  CHECK(storage::name_of({scratch.path(), "postgres://u:ge?heim@h:5/d?sslmode=require"}) ==
        "postgres://h:5/d");
  CHECK(storage::name_of({scratch.path(), "postgresql:///d?host=/a,/b"}) == "postgres:///d");
  CHECK(storage::resolved(scratch.path())->url.empty());
  const auto file = storage::store_file(scratch.path());
  test::write_file(file, "postgres://h/d\r\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  CHECK(storage::resolved(scratch.path())->url == "postgres://h/d");
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::group_read);
  CHECK(storage::resolved(scratch.path()).error().detail.find("chmod") != std::string::npos);
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  for (const char* wrong : {"", "\n", "sqlite:x", "postgres:/h", " postgres://h/d"}) {
    test::write_file(file, wrong);
    CHECK_FALSE(storage::resolved(scratch.path()));
  }
}

TEST_CASE("a server that is not there is unavailable, and its password stays unsaid") {
  const test::Scratch scratch;
  const auto opened = open_at(scratch.path() / "data", "postgres://u:geheim@127.0.0.1:1/d");
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::unavailable);
  CHECK(opened.error().detail.find("geheim") == std::string::npos);
  const auto strange = open_at(scratch.path() / "data", "postgres://h/d?geheim=x");
  REQUIRE_FALSE(strange);
  CHECK(strange.error().detail.find("geheim") == std::string::npos);
}

TEST_CASE("many that read and then write lose nothing, in one process or two" * kWithoutServer) {
  const test::Scratch scratch;
  const std::string url = test::fresh_database();
  const auto one = open_at(scratch.path() / "data", url), two = open_at(scratch.path() / "data", url);
  REQUIRE(one);
  REQUIRE(two);
  constexpr int kThreads = 8, kEach = 50;
  std::atomic<int> acknowledged{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, store = i % 2 == 0 ? one->get() : two->get()] {
      for (int k = 0; k < kEach; ++k)
        if (count_up(*store)) ++acknowledged;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(acknowledged == kThreads * kEach);
  CHECK(counted(**one) == kThreads * kEach);
}

TEST_CASE("an operation that newcomers overtake again and again is done in the end" * kWithoutServer) {
  const test::Scratch scratch;
  const auto store = open_at(scratch.path() / "data", test::fresh_database());
  REQUIRE(store);
  std::atomic<bool> over{false};
  std::atomic<int> quick{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      while (!over) quick += count_up(**store) ? 1 : 0;
    });
  int tries = 0;
  const auto done = (*store)->writer().run([&](Session& session) -> contract::Result<std::int64_t> {
    ++tries;
    const std::int64_t next = storage::MetaStore::number(session, "count") + 1;
    // Until somebody has surely begun and ended after what was read here (one more than there are threads),
    // or nobody may; the first three tries are overtaken however slow the machine is.
    const int before = quick;
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(tries <= 3 ? 60'000 : 300);
    while (quick <= before + 3 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    storage::MetaStore::set_number(session, "count", next);
    return next;
  });
  over = true;
  for (std::thread& thread : threads) thread.join();
  CHECK_MESSAGE(done, done.error().detail);
  CHECK(tries > 2);
  CHECK(counted(**store) == quick + 1);
}

TEST_CASE("a key that somebody took meanwhile is seen by another try; one that was there stays a conflict" *
          kWithoutServer) {
  static constexpr storage::Query kPut{"test.put", "INSERT INTO meta (name, value) VALUES ('count', '1')"};
  const test::Scratch scratch;
  const std::string url = test::fresh_database();
  const auto store = open_at(scratch.path() / "data", url);
  REQUIRE(store);
  storage::PostgresConnection other(url);
  int tries = 0;
  const auto done = (*store)->writer().run([&](Session& session) -> contract::Result<int> {
    const bool there = storage::MetaStore::number(session, "count") > 0;
    if (++tries == 1) other.ask("INSERT INTO meta (name, value) VALUES ('count', '7') RETURNING 1");
    if (!there) session.run(kPut);
    return tries;
  });
  CHECK_MESSAGE(done, done.error().detail);
  CHECK(tries == 2);
  CHECK(counted(**store) == 7);
  tries = 0;
  const auto conflict = (*store)->writer().run([&](Session& session) -> contract::Status {
    ++tries;
    session.run(kPut);
    return contract::ok();
  });
  CHECK(conflict.error().code == ErrorCode::conflict);
  CHECK(tries < 10);
}

TEST_CASE("connections that the server ends are made anew, and each operation is done once" *
          kWithoutServer) {
  const test::Scratch scratch;
  const std::string url = test::fresh_database();
  const auto store = open_at(scratch.path() / "data", url);
  REQUIRE(store);
  std::atomic<bool> over{false};
  std::atomic<int> acknowledged{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (!over) (count_up(**store) ? acknowledged : refused) += 1;
    });
  storage::PostgresConnection killer(url);
  for (int kills = 0; kills < 30 || acknowledged < 200; ++kills)
    killer.ask(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  over = true;
  for (std::thread& thread : threads) thread.join();
  REQUIRE(count_up(**store));
  // What was refused may be stored when its connection broke in COMMIT, what was acknowledged is.
  CHECK(counted(**store) >= acknowledged + 1);
  CHECK(counted(**store) <= acknowledged + refused + 1);
  CHECK((*store)->writer().healthy());
}

TEST_CASE("an operation that fails leaves nothing, also when it goes on after a refused statement" *
          kWithoutServer) {
  const test::Scratch scratch;
  const auto store = open_at(scratch.path() / "data", test::fresh_database());
  REQUIRE(store);
  REQUIRE(count_up(**store));
  const auto failed = (*store)->writer().run([](Session& session) -> contract::Status {
    storage::MetaStore::set_number(session, "count", 99);
    return contract::make_error(ErrorCode::conflict, "no");
  });
  CHECK(failed.error().code == ErrorCode::conflict);
  CHECK(counted(**store) == 1);
  static constexpr storage::Query kTwice{"test.twice",
                                         "INSERT INTO meta (name, value) VALUES ('count', '5')"};
  const auto swallowed = (*store)->writer().run([](Session& session) -> contract::Status {
    storage::MetaStore::set_number(session, "count", 98);
    try {
      session.run(kTwice);
    } catch (const storage::Failure&) {
    }
    return contract::ok();
  });
  CHECK(swallowed.error().code == ErrorCode::internal);
  CHECK(counted(**store) == 1);
  const auto conflict = (*store)->writer().run([](Session& session) -> contract::Status {
    session.run(kTwice);
    return contract::ok();
  });
  CHECK(conflict.error().code == ErrorCode::conflict);
  (*store)->close();
  CHECK(count_up(**store).error().code == ErrorCode::unavailable);
}

TEST_CASE("values of another type than the column's are refused, those of ours come back" * kWithoutServer) {
  storage::PostgresConnection connection(test::fresh_database());
  connection.execute("CREATE TABLE t (n bigint, s text, b bytea)");
  static constexpr storage::Query kPut{"test.put", "INSERT INTO t (n, s, b) VALUES (?1, ?2, ?3)"};
  static constexpr storage::Query kTake{"test.take", "SELECT n, s, b FROM t"};
  CHECK_THROWS_AS(connection.run(kPut, "1", "x", storage::Bytes{}), storage::Failure);
  CHECK_THROWS_AS(connection.run(kPut, 1, 2, storage::Bytes{}), storage::Failure);
  CHECK_THROWS_AS(connection.run(kPut, 1, "x"), storage::Failure);
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX})
    connection.run(kPut, number, "𠮷 'x' \\ \n", storage::Bytes{0, 255, 1});
  const auto rows = connection.rows(kTake, [](storage::Columns& columns) {
    return std::tuple(columns.integer(), columns.text(), columns.bytes());
  });
  REQUIRE(rows.size() == 4);
  CHECK(std::get<0>(rows[1]) == -1);
  CHECK(std::get<0>(rows[2]) == INT64_MIN);
  CHECK(std::get<0>(rows[3]) == INT64_MAX);
  CHECK(std::get<1>(rows[0]) == "𠮷 'x' \\ \n");
  CHECK(std::get<2>(rows[0]) == storage::Bytes{0, 255, 1});
}

TEST_CASE("a server's database is taken only when it is ours, new enough, and fits" * kWithoutServer) {
  const test::Scratch scratch;
  const std::string url = test::fresh_database();
  const auto refusal = [&](int connections = 16) {
    const auto opened = open_at(scratch.path() / "data", url, connections);
    return opened ? std::string() : opened.error().detail;
  };
  SUBCASE("of another program") {
    storage::PostgresConnection(url).execute("CREATE TABLE theirs (x int)");
    CHECK(refusal().find("another program") != std::string::npos);
  }
  SUBCASE("of a newer one") {
    CHECK(refusal() == "");
    storage::PostgresConnection(url).execute("UPDATE wufei_schema SET version = version + 1");
    CHECK(refusal().find("use the newer program") != std::string::npos);
  }
  SUBCASE("with another key") {
    CHECK(refusal() == "");
    const auto other = open_at(scratch.path() / "other", url);
    CHECK(other.error().detail.find("is not the key of this database") != std::string::npos);
  }
  SUBCASE("with fewer connections") {
    CHECK(refusal(100000).find("connections") != std::string::npos);
  }
  SUBCASE("many that start at once make it once") {
    std::vector<std::thread> threads;
    std::atomic<int> opened{0};
    REQUIRE(storage::prepare_directory(scratch.path() / "data"));
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { opened += refusal().empty() ? 1 : 0; });
    for (std::thread& thread : threads) thread.join();
    CHECK(opened == 4);
  }
}

TEST_CASE("a lease has one holder at a time, and outlives nobody") {
  const test::Scratch scratch;
  const auto store = storage::Store::open(test::server_options(scratch.path() / "data"));
  REQUIRE(store);
  const auto take = [&](const char* holder, std::int64_t now) {
    return *(*store)->writer().run([&](Session& session) -> contract::Result<bool> {
      return storage::LeaseStore::take(session, {"", "send", holder}, now, now + 90);
    });
  };
  CHECK(take("a", 1000));
  CHECK_FALSE(take("b", 1001));
  CHECK(take("a", 1010));  // prolonged
  CHECK_FALSE(take("b", 1099));
  CHECK(take("b", 1100));  // a is gone
  CHECK_FALSE(take("a", 1101));
  REQUIRE((*store)->writer().run([](Session& session) {
    storage::LeaseStore::release(session, {"", "send", "a"});  // not its any more
    return contract::ok();
  }));
  CHECK_FALSE(take("a", 1102));
  REQUIRE((*store)->writer().run([](Session& session) {
    storage::LeaseStore::release(session, {"", "send", "b"});
    return contract::ok();
  }));
  CHECK(take("a", 1103));
}
