// Rows that move between a file and a server. Runs beside a server (scripts/with_postgres), else it is
// skipped.
#include "app/features.hpp"
#include "indicator/indicator_store.hpp"
#include "journal/journal_store.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/postgres/connection.hpp"
#include "lib/store/transfer.hpp"
#include "postgres_store.hpp"
#include "support/indicator_samples.hpp"

using namespace wufei;
using test::count_up;
using test::counted;
using test::kWithoutServer;
using test::open_at;

namespace {

// A row in each of two chains: a published value, and a look at a booking with its number.
void begin_chains(storage::Store& store, service::Clock& clock, service::PickupService& pickups,
                  const std::string& reference) {
  service::IndicatorService indicators(store, clock);
  REQUIRE(indicators.set_content(test::real_content()));
  REQUIRE(indicators.publish(test::sample_value(13, "74.2"), test::kClerk));
  REQUIRE(pickups.show(reference, true, test::kClerk));
}

struct ChainHeads {
  std::string values, log;
  std::int64_t log_rows = 0;
  friend bool operator==(const ChainHeads& a, const ChainHeads& b) {
    return a.values == b.values && a.log == b.log && a.log_rows == b.log_rows;
  }
};

// Of a sound chain each.
ChainHeads chain_heads(const std::filesystem::path& data) {
  const auto values = storage::verify_chain({data});
  REQUIRE(values);
  CHECK_MESSAGE(values->sound, values->fault);
  const auto store = open_at(data, "");
  REQUIRE(store);
  const auto log =
      (*store)->readers().run([&](storage::Session& session) -> contract::Result<storage::LogChain> {
        return storage::read_chain(session, **store);
      });
  REQUIRE(log);
  CHECK(log->broken == 0);
  return {values->head, log->head(), log->rows};
}

}  // namespace

TEST_CASE("rows move to a server and back, every one of them" * kWithoutServer) {
  test::Scratch scratch;
  const auto data = scratch.path() / "data";
  const std::string url = test::fresh_database();
  std::string reference, token;
  {
    const auto store = open_at(data, "");
    REQUIRE(store);
    test::FakeClock clock;
    clock.set("2026-11-24T10:00:00+08:00");
    service::PickupService pickups(**store, test::real_content(), clock, service::system_ids());
    for (int i = 1; i <= 20; ++i) {
      const auto booked = pickups.book(test::sample_request(i), "", "");
      REQUIRE(booked);
      reference = booked->reference, token = booked->token;
    }
    begin_chains(**store, clock, pickups, reference);
    CHECK_FALSE(storage::move_store(data, url));  // while a server runs
  }
  const ChainHeads heads = chain_heads(data);
  CHECK(heads.values.size() == 64);
  CHECK(heads.log.size() == 64);
  CHECK(heads.log_rows >= 1);
  const auto before = storage::digest_of(data);
  REQUIRE(before);
  REQUIRE(storage::backup_database(data, scratch.path() / "before.db"));
  {
    const auto blocked = data / "store.new" / "x";  // the file that names the server cannot be written
    std::filesystem::create_directories(blocked);
    CHECK_FALSE(storage::move_store(data, test::fresh_database()));
    std::filesystem::remove_all(blocked.parent_path());
    const auto store = open_at(data, "");
    REQUIRE_MESSAGE(store, store.error().detail);
    CHECK_FALSE((*store)->is_shared());
  }
  const auto moved = storage::move_store(data, url);
  REQUIRE(moved);
  CHECK(moved->rows == before->rows);
  CHECK(moved->rows > 80);
  CHECK(moved->digest == before->digest);
  CHECK(storage::resolved(data)->url == url);
  CHECK(storage::digest_of(data)->digest == before->digest);  // of the server
  CHECK_FALSE(storage::move_store(data, url));
  CHECK(chain_heads(data) == heads);
  {
    const auto store = open_at(data, "");
    REQUIRE(store);
    CHECK((*store)->is_shared());
    CHECK((*store)->bytes() > 100'000);
    test::FakeClock clock;
    clock.set("2026-11-24T10:10:00+08:00");
    service::PickupService pickups(**store, test::real_content(), clock, service::system_ids());
    CHECK(pickups.get(reference, token));
    const auto next = pickups.book(test::sample_request(21, "clothes"), "", "");
    CHECK_MESSAGE(next, next.error().detail);  // numbers go on after the copied ones
    CHECK(storage::check_database(data, app::all_stores())->ok);
  }
  SUBCASE("the old file does not start") {
    std::filesystem::remove(storage::store_file(data));
    const auto old = open_at(data, "");
    REQUIRE_FALSE(old);
    CHECK(old.error().detail.find("its rows were moved to postgres://") != std::string::npos);
  }
  SUBCASE("a backup of a server is a file that can be restored anywhere") {
    const auto file = scratch.path() / "server.db";
    REQUIRE(storage::backup_database(data, file));
    CHECK(storage::digest_of(storage::StorePlace::file(file))->digest == storage::digest_of(data)->digest);
    CHECK_FALSE(storage::restore_database(data, file));  // rows are there already
    const auto other = scratch.path() / "other";
    std::filesystem::create_directories(other / "keys");
    std::filesystem::copy_file(storage::key_file(data), storage::key_file(other));
    const auto same_name = other / "wufei.db";  // beside a file `store`, that of another county's rows
    std::filesystem::create_directories(scratch.path() / "medium");
    std::filesystem::copy_file(file, scratch.path() / "medium" / "wufei.db");
    test::write_file(storage::store_file(scratch.path() / "medium"), "postgres://nobody/none\n");
    REQUIRE(
        storage::restore_database({other, test::fresh_database()}, scratch.path() / "medium" / "wufei.db"));
    CHECK_FALSE(std::filesystem::exists(same_name));
    REQUIRE(storage::restore_database(other, file));
    CHECK(storage::digest_of(other)->digest == storage::digest_of(data)->digest);
    REQUIRE(storage::restore_database({other, test::fresh_database()}, file));
  }
}

TEST_CASE("a move into a database that holds rows leaves both as they were" * kWithoutServer) {
  const test::Scratch scratch;
  const auto data = scratch.path() / "data";
  const std::string url = test::fresh_database();
  REQUIRE(count_up(**open_at(data, "")));
  REQUIRE(count_up(**open_at(scratch.path() / "other", url)));
  storage::PostgresConnection(url).execute("INSERT INTO slot VALUES ('s', 'a', 'c', 1, 'am', 1, 1, 0, 0)");
  const auto moved = storage::move_store(data, url);
  REQUIRE_FALSE(moved);
  CHECK(moved.error().detail.find("holds rows") != std::string::npos);
  CHECK(counted(**open_at(data, "")) == 1);
  CHECK(counted(**open_at(scratch.path() / "other", url)) == 1);
}
