#include "lib/store/sqlite/read_pool.hpp"

namespace wufei::storage {
namespace {

constexpr Query kBeginReading{"sqlite.begin_reading", {}, "BEGIN"};
constexpr Query kEndReading{"sqlite.end_reading", {}, "COMMIT"};

}  // namespace

std::unique_ptr<Connection> ReadPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<Connection> connection = std::move(free_.back());
      free_.pop_back();
      return connection;
    }
  }
  return std::make_unique<Connection>(file_, Access::read);
}

void ReadPool::with_session(const std::function<void(Session&)>& look) {
  std::unique_ptr<Connection> connection = take();
  connection->run(kBeginReading);
  look(*connection);  // an exception closes the connection, and its transaction with it
  connection->run(kEndReading);
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(connection));
}

}  // namespace wufei::storage
