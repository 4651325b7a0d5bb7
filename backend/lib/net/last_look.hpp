// What a chore saw when it last looked, for gauges: a scrape waits for nothing, and what is no longer known
// is not said as if it were (Metrics leaves a gauge without a value out).
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "lib/base/result.hpp"

namespace wufei::http {

template <class Seen>
class LastLook {
 public:
  using Clock = std::chrono::steady_clock;

  // `good`: for how long a look counts; longer than the time between two. A look that still waits says
  // nothing.
  explicit LastLook(Clock::duration good) : good_(good) {}

  // What a look saw, or that it failed: then nothing is known from now on.
  void note(const contract::Result<Seen>& looked, Clock::time_point now = Clock::now()) {
    const std::lock_guard lock(mutex_);
    seen_ = looked ? std::optional<Seen>(*looked) : std::nullopt;
    until_ = now + good_;
  }
  // Thread-safe, as is note().
  [[nodiscard]] std::optional<Seen> seen(Clock::time_point now = Clock::now()) const {
    const std::lock_guard lock(mutex_);
    return now < until_ ? seen_ : std::nullopt;
  }

 private:
  const Clock::duration good_;
  mutable std::mutex mutex_;
  std::optional<Seen> seen_;
  Clock::time_point until_;
};

// A gauge's value of what was seen: `number` of it, or nothing.
template <class Seen, class Number>
std::optional<double> gauge_of(const LastLook<Seen>& look, Number Seen::*number) {
  const std::optional<Seen> seen = look.seen();
  return seen ? std::optional(static_cast<double>((*seen).*number)) : std::nullopt;
}

}  // namespace wufei::http
