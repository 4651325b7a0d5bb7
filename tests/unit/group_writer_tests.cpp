// Who shares a commit of the one thread that writes to SQLite, and what becomes of the others when one fails.
#include "lib/store/sqlite/group_writer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using contract::ErrorCode;
using test::Scratch;

namespace {

constexpr Query kAddMember{"test.add_member", "INSERT INTO member VALUES (?1)"};

std::unique_ptr<Connection> members_database(const std::filesystem::path& file) {
  auto connection = std::make_unique<Connection>(file, Access::write);
  connection->execute("PRAGMA journal_mode = WAL");
  connection->execute("CREATE TABLE member (number INTEGER PRIMARY KEY) STRICT");
  return connection;
}

std::int64_t members_committed(const std::filesystem::path& file) {
  return Connection(file, Access::read).ask_number("SELECT count(*) FROM member");
}

// Runs operation(session, 0), and when it has begun `others` more, each in a thread of its own.
template <class Operation>
void run_behind_one(GroupWriter& writer, int others, const Operation& operation) {
  std::atomic<bool> begun{false};
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    (void)writer.run([&](Session& session) {
      begun = true;
      begun.notify_all();
      return operation(session, 0);
    });
  });
  begun.wait(false);
  for (int i = 1; i <= others; ++i)
    threads.emplace_back(
        [&, i] { (void)writer.run([&](Session& session) { return operation(session, i); }); });
  for (std::thread& thread : threads) thread.join();
}

// Until so many wait for the writer; once only, for an operation that may run again.
class Crowd {
 public:
  Crowd(GroupWriter& writer, std::size_t size) : writer_(writer), size_(size) {}
  void wait() {
    if (complete_) return;
    while (writer_.waiting() < size_) std::this_thread::yield();
    complete_ = true;
  }

 private:
  GroupWriter& writer_;
  std::size_t size_;
  bool complete_ = false;
};

}  // namespace

TEST_CASE("who comes while others are carried out shares their commit, up to the size of a batch") {
  const auto seen = [](int batch_size) {
    const Scratch scratch;
    const auto file = scratch.path() / "n.db";
    GroupWriter writer(members_database(file), batch_size);
    Crowd crowd(writer, 9);
    std::vector<std::int64_t> committed;  // before each operation; they run one after the other
    run_behind_one(writer, 9, [&](Session& session, int number) -> contract::Result<std::int64_t> {
      if (number == 0) crowd.wait();
      committed.push_back(members_committed(file));
      return session.run(kAddMember, number);
    });
    CHECK(members_committed(file) == 10);
    return committed;
  };
  CHECK(seen(64) == std::vector<std::int64_t>(10, 0));
  CHECK(seen(4) == std::vector<std::int64_t>{0, 0, 0, 0, 4, 4, 4, 4, 8, 8});
  CHECK(seen(1) == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE(
    "one that the database fails takes the others' work out of the transaction, and they are done again") {
  const Scratch scratch;
  const auto file = scratch.path() / "n.db";
  GroupWriter writer(members_database(file), 64);
  Crowd crowd(writer, 4);
  int first_runs = 0;
  std::atomic<int> unavailable{0};
  run_behind_one(writer, 4, [&](Session& session, int number) -> contract::Result<std::int64_t> {
    if (number == 0) {
      ++first_runs;
      crowd.wait();
    }
    if (number == 2) {  // changed nothing itself
      ++unavailable;
      return contract::make_error(ErrorCode::unavailable);
    }
    return session.run(kAddMember, number);
  });
  CHECK(first_runs == 2);
  CHECK(unavailable == 2);
  CHECK(members_committed(file) == 4);
  CHECK(writer.healthy());
}
