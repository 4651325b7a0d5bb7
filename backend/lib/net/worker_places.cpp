#include "lib/net/worker_places.hpp"

#include <algorithm>
#include <utility>

namespace wufei::http {
namespace {

// Of a thread that all others wait for. Longer than a turn costs, so that nobody turns in circles.
constexpr std::chrono::milliseconds kTurn{2};

}  // namespace

WorkerPlaces::WorkerPlaces(int places, std::chrono::milliseconds patience)
    : patience_(patience), size_(std::max(places, 1)), free_(size_) {}

WorkerPlaces::Entry WorkerPlaces::enter(std::chrono::milliseconds waited) {
  std::unique_lock lock(mutex_);
  if (free_ == 0) {
    if (waited >= patience_ || Clock::now() - changed_ >= patience_) return Entry::refused;
    if (!left_.wait_for(lock, kTurn, [&] { return free_ > 0; })) return Entry::later;
  }
  --free_;
  changed_ = Clock::now();
  return Entry::taken;
}

bool WorkerPlaces::leave() {
  bool recovered = false;
  {
    const std::scoped_lock lock(mutex_);
    ++free_;
    changed_ = Clock::now();
    recovered = free_ == size_ && std::exchange(refuses_, false);
  }
  left_.notify_one();
  return recovered;
}

bool WorkerPlaces::note_refusal() {
  const std::scoped_lock lock(mutex_);
  return !std::exchange(refuses_, true);
}

}  // namespace wufei::http
