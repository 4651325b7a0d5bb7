#include "lib/store/sqlite/read_pool.hpp"

#include <algorithm>
#include <thread>

namespace wufei::storage {
namespace {

constexpr Query kBeginReading{"sqlite.begin_reading", {}, "BEGIN"};
constexpr Query kEndReading{"sqlite.end_reading", {}, "COMMIT"};
// Another number after every commit that another connection made, of this process or not.
constexpr Query kDataVersion{"sqlite.data_version", {}, "PRAGMA data_version"};

}  // namespace

std::unique_ptr<ReadPool::Reader> ReadPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<Reader> reader = std::move(free_.back());
      free_.pop_back();
      return reader;
    }
  }
  return std::unique_ptr<Reader>(new Reader{Connection(file_, Access::read)});
}

// What a burst opened is closed again: each keeps descriptors and pages in memory.
void ReadPool::give_back(std::unique_ptr<Reader> reader) {
  static const std::size_t kept = 2 * std::max(2U, std::thread::hardware_concurrency());
  const std::lock_guard lock(mutex_);
  if (free_.size() < kept) free_.push_back(std::move(reader));
}

void ReadPool::with_session(const std::function<void(Session&)>& look) {
  std::unique_ptr<Reader> reader = take();
  reader->connection.run(kBeginReading);
  look(reader->connection);  // an exception closes the connection, and its transaction with it
  reader->connection.run(kEndReading);
  give_back(std::move(reader));
}

// A commit after a first answer is seen here by every connection that is asked after it: by this one now, or
// it saw it earlier, and then the number has grown since that first answer too.
std::optional<std::uint64_t> ReadPool::moment() {
  try {
    std::unique_ptr<Reader> reader = take();
    const std::int64_t version = reader->connection.number(kDataVersion);
    if (version != reader->version) moment_.fetch_add(1);
    reader->version = version;
    give_back(std::move(reader));
    return moment_.load();
  } catch (const Failure&) {
    return std::nullopt;
  }
}

}  // namespace wufei::storage
