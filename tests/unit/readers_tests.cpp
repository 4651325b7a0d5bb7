// Reading beside the writer: who looks while all others do is let in, and sees what was committed before. On
// both engines.
#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "lib/store/meta_store.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Result;

namespace {

std::int64_t count_in(storage::Session& session) {
  return storage::MetaStore::number(session, "count");
}

bool put_count(storage::Store& store, std::int64_t value) {
  return store.writer()
      .run([&](storage::Session& session) -> contract::Status {
        storage::MetaStore::set_number(session, "count", value);
        return contract::ok();
      })
      .has_value();
}

// Goes on when all have come.
class Together {
 public:
  explicit Together(int people) : missing_(people) {}
  void wait() {
    std::unique_lock lock(mutex_);
    if (--missing_ == 0) all_here_.notify_all();
    all_here_.wait(lock, [this] { return missing_ <= 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_here_;
  int missing_;
};

}  // namespace

TEST_CASE("readers: more than are kept look at the same time, and what they opened closes again") {
  constexpr int kPeople = 40;
  test::Office office;
  storage::Store& store = *office.store;
  if (store.is_shared()) return;  // of a server only so many connections are taken
  REQUIRE(put_count(store, 7));
  for (int round = 0; round < 2; ++round) {
    Together together(kPeople);
    std::atomic<int> right{0};
    std::vector<std::thread> people;
    for (int i = 0; i < kPeople; ++i)
      people.emplace_back([&] {
        const auto seen = store.readers().run([&](storage::Session& session) -> Result<std::int64_t> {
          together.wait();  // nobody ends before all have begun
          return count_in(session);
        });
        if (seen && *seen == 7) ++right;
      });
    for (std::thread& one : people) one.join();
    CHECK(right == kPeople);
  }
}

TEST_CASE("readers: short looks of many see each commit that was answered before them") {
  constexpr int kPeople = 12, kLooks = 60;
  test::Office office;
  storage::Store& store = *office.store;
  REQUIRE(put_count(store, 0));
  std::atomic<std::int64_t> written{0};
  std::atomic<int> late{0}, failed{0};
  std::vector<std::thread> people;
  for (int i = 0; i < kPeople; ++i)
    people.emplace_back([&] {
      for (int look = 0; look < kLooks; ++look) {
        const std::int64_t least = written;
        const auto seen = store.readers().run(
            [&](storage::Session& session) -> Result<std::int64_t> { return count_in(session); });
        if (!seen)
          ++failed;
        else if (*seen < least)
          ++late;
      }
    });
  for (std::int64_t value = 1; value <= 20; ++value)
    if (put_count(store, value)) written = value;
  for (std::thread& one : people) one.join();
  CHECK(written == 20);
  CHECK(failed == 0);
  CHECK(late == 0);
}

TEST_CASE("readers: a look that fails gives its place back") {
  test::Office office;
  storage::Store& store = *office.store;
  for (int i = 0; i < 40; ++i) {
    const auto failed = store.readers().run([](storage::Session&) -> Result<int> {
      throw storage::Failure(contract::make_error(contract::ErrorCode::internal, "on purpose"));
    });
    REQUIRE_FALSE(failed);
  }
  CHECK(store.readers().run(
      [](storage::Session& session) -> Result<std::int64_t> { return count_in(session); }));
}
