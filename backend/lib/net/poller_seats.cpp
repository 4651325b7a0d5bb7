#include "lib/net/poller_seats.hpp"

#include <algorithm>

namespace wufei::http {
namespace {

std::atomic<std::uint64_t> next_epoch{1};

// The epoch of the seat this thread holds; 0 for none.
thread_local std::uint64_t own_seat = 0;

}  // namespace

PollerSeats::PollerSeats(int seats) : seats_(std::max(seats, 1)), epoch_(next_epoch++) {}

bool PollerSeats::take() {
  if (own_seat == epoch_.load(std::memory_order_acquire)) return !closed_;
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return closed_ || taken_ < seats_; });
  if (closed_) return false;
  ++taken_;
  own_seat = epoch_;
  return true;
}

void PollerSeats::give_up() {
  if (own_seat == 0) return;
  {
    const std::scoped_lock lock(mutex_);
    if (own_seat == epoch_) --taken_;
    own_seat = 0;
  }
  free_.notify_one();
}

void PollerSeats::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  free_.notify_all();
}

void PollerSeats::tick() {
  const std::uint64_t events = events_.load(std::memory_order_relaxed);
  const bool stuck = events == events_at_tick_ && waiting_.load(std::memory_order_relaxed) == 0;
  events_at_tick_ = events;
  if (!stuck) return;
  {
    const std::scoped_lock lock(mutex_);
    if (taken_ < seats_) return;
    epoch_ = next_epoch++;
    taken_ = 0;
  }
  free_.notify_all();
}

}  // namespace wufei::http
