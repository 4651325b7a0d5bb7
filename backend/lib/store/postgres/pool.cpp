#include "lib/store/postgres/pool.hpp"

#include <chrono>
#include <utility>

#include "lib/base/waiting.hpp"

namespace wufei::storage {
namespace {

constexpr std::chrono::seconds kPatience{5};

// Told in the log once by whoever counts the workers, not for each request.
Failure nobody_can_wait() {
  contract::Error error = contract::make_error(contract::ErrorCode::unavailable);
  error.retry_after_s = 5;
  return Failure(std::move(error));
}

}  // namespace

std::unique_ptr<PostgresConnection> PostgresPool::take() {
  if (!contract::may_wait()) throw nobody_can_wait();
  {
    std::unique_lock lock(mutex_);
    if (free_places_ == 0 && !stuck_)
      stuck_ = !returned_.wait_for(lock, kPatience, [&] { return free_places_ > 0; });
    if (free_places_ == 0)
      throw Failure(contract::make_error(contract::ErrorCode::unavailable,
                                         "all connections to the database are in use"));
    --free_places_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  try {
    return std::make_unique<PostgresConnection>(url_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

// One that broke tells that the others of its age are likely to be broken too.
void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
  std::vector<std::unique_ptr<PostgresConnection>> dropped;  // closed without the lock
  if (connection && !connection->is_at_rest()) connection->roll_back();
  const bool good = connection && connection->is_at_rest();
  {
    const std::lock_guard lock(mutex_);
    ++free_places_;
    stuck_ = false;
    if (good)
      idle_.push_back(std::move(connection));
    else
      dropped.swap(idle_);
  }
  returned_.notify_one();
}

}  // namespace wufei::storage
