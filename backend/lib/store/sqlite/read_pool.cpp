#include "lib/store/sqlite/read_pool.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace wufei::storage {
namespace {

constexpr Query kBeginReading{"sqlite.begin_reading", {}, "BEGIN"};
constexpr Query kEndReading{"sqlite.end_reading", {}, "COMMIT"};
// Another number after every commit that another connection made, of this process or not.
constexpr Query kDataVersion{"sqlite.data_version", {}, "PRAGMA data_version"};

// A few milliseconds, about as long as another connection takes to open: it reads the whole schema, and
// prepares each statement when it meets it first. Most looks last a fraction of that.
constexpr std::chrono::milliseconds kPatience{4};

// Each keeps descriptors and pages in memory.
std::size_t most_kept() {
  static const std::size_t kept = std::size_t{2} * std::max(2U, std::thread::hardware_concurrency());
  return kept;
}

}  // namespace

std::unique_ptr<ReadPool::Reader> ReadPool::take() {
  {
    std::unique_lock lock(mutex_);
    if (free_.empty() && open_ >= most_kept())
      came_back_.wait_for(lock, kPatience, [this] { return !free_.empty(); });
    if (!free_.empty()) {
      std::unique_ptr<Reader> reader = std::move(free_.back());
      free_.pop_back();
      return reader;
    }
  }
  return std::make_unique<Reader>(file_, open_);
}

// What a burst opened is closed again.
void ReadPool::give_back(std::unique_ptr<Reader> reader) {
  {
    const std::lock_guard lock(mutex_);
    if (free_.size() < most_kept()) free_.push_back(std::move(reader));
  }
  came_back_.notify_one();
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
