#include "lib/net/worker_places.hpp"

#include <algorithm>

namespace wufei::http {

WorkerPlaces::WorkerPlaces(int places, std::chrono::milliseconds patience)
    : patience_(patience), free_(std::max(places, 1)) {}

bool WorkerPlaces::enter() {
  std::unique_lock lock(mutex_);
  if (free_ == 0 && !stuck_) stuck_ = !left_.wait_for(lock, patience_, [&] { return free_ > 0; });
  if (free_ == 0) return false;
  --free_;
  return true;
}

void WorkerPlaces::leave() {
  {
    const std::scoped_lock lock(mutex_);
    ++free_;
    stuck_ = false;
  }
  left_.notify_one();
}

}  // namespace wufei::http
