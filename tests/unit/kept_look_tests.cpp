// What a look answered, kept for others: when it is asked for anew, and what of a database says that it is
// another. On both engines.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "lib/store/kept_look.hpp"
#include "lib/store/meta_store.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Result;

namespace {

struct LookKey {
  std::uint64_t moment = 0;
  int day = 0;
  bool operator==(const LookKey&) const = default;
};
using KeptNumber = storage::KeptLook<int, LookKey>;

std::int64_t read_count(storage::Store& store) {
  return *store.readers().run([](storage::Session& session) -> Result<std::int64_t> {
    return storage::MetaStore::number(session, "count");
  });
}

bool write_count(storage::Store& store, std::int64_t value) {
  return store.writer()
      .run([&](storage::Session& session) -> contract::Status {
        storage::MetaStore::set_number(session, "count", value);
        return contract::ok();
      })
      .has_value();
}

}  // namespace

TEST_CASE("a kept look: the same key has the same answer, another key or none is looked at anew") {
  KeptNumber kept;
  int looks = 0;
  const auto look = [&]() -> Result<int> { return ++looks; };
  const auto first = kept.get(LookKey{1, 1}, look), again = kept.get(LookKey{1, 1}, look);
  REQUIRE(first);
  CHECK(*first == *again);  // not one like it: the same
  CHECK(looks == 1);
  CHECK(**kept.get(LookKey{2, 1}, look) == 2);
  CHECK(**kept.get(LookKey{2, 2}, look) == 3);
  CHECK(**kept.get(std::nullopt, look) == 4);
  CHECK(**kept.get(std::nullopt, look) == 5);
  CHECK(**kept.get(LookKey{2, 2}, look) == 3);
  CHECK(**first == 1);  // who has one keeps it
}

TEST_CASE("a kept look: a failure is told and not kept") {
  KeptNumber kept;
  const auto failed = kept.get(LookKey{1, 1}, []() -> Result<int> {
    return contract::make_error(contract::ErrorCode::unavailable, "busy");
  });
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == contract::ErrorCode::unavailable);
  CHECK(**kept.get(LookKey{1, 1}, []() -> Result<int> { return 7; }) == 7);
}

TEST_CASE("a moment of the database is another after each commit, of whatever process") {
  test::Office office;
  storage::Store& store = *office.store;
  const auto before = store.readers().moment();
  REQUIRE(before);
  CHECK(read_count(store) == 0);
  if (!store.is_shared()) CHECK(store.readers().moment() == before);  // to read changes nothing
  REQUIRE(write_count(store, 1));
  const auto after = store.readers().moment();
  REQUIRE(after);
  CHECK(after != before);
  storage::StoreOptions options;
  options.directory = office.scratch.path() / "data";
  auto other = storage::Store::open(options);
  REQUIRE(other);
  REQUIRE(write_count(**other, 2));
  CHECK(store.readers().moment() != after);
}

// What is kept must never be older than what was committed before somebody asked.
TEST_CASE("a kept look beside a writer is never older than what was written before it was asked for") {
  test::Office office;
  storage::Store& store = *office.store;
  storage::KeptLook<std::int64_t, std::uint64_t> kept;
  std::atomic<std::int64_t> written = 0;
  std::atomic<bool> over = false;
  std::atomic<int> old = 0, asked = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!over) {
        const std::int64_t least = written;
        const auto moment = store.readers().moment();
        const auto seen = kept.get(moment, [&]() -> Result<std::int64_t> { return read_count(store); });
        if (!seen || **seen < least) ++old;
        ++asked;
      }
    });
  for (int i = 1; i <= 40; ++i) {
    const int before = asked;
    REQUIRE(write_count(store, i));
    written = i;
    while (asked < before + 3) std::this_thread::yield();  // somebody asks between any two
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(old == 0);
}
