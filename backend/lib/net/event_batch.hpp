// Events that a worker took from epoll together: under load a wait gives many, and costs one system call for
// all of them. What the worker has not come to yet, another thread may take out, when that one is slow.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace wufei::http {

class EventBatch {
 public:
  static constexpr std::size_t kSize = 16;
  static constexpr std::uint64_t kTaken = ~std::uint64_t{0};  // no event's mark

  EventBatch() {
    for (auto& mark : marks_) mark.store(kTaken, std::memory_order_relaxed);
  }

  // By the worker, when all before are taken.
  void put(std::size_t at, std::uint64_t mark) { marks_[at].store(mark, std::memory_order_release); }
  // By anybody; the mark goes to one of them, all others get kTaken.
  std::uint64_t take(std::size_t at) {
    const std::uint64_t mark = marks_[at].exchange(kTaken, std::memory_order_acq_rel);
    steps_.fetch_add(1, std::memory_order_relaxed);
    return mark;
  }
  // Every few milliseconds, by one thread: whether the worker holds events and took none since the last call.
  bool is_stuck() {
    const std::uint32_t steps = steps_.load(std::memory_order_relaxed);
    if (steps != steps_seen_) return steps_seen_ = steps, false;
    for (const auto& mark : marks_)
      if (mark.load(std::memory_order_relaxed) != kTaken) return true;
    return false;
  }

 private:
  std::array<std::atomic<std::uint64_t>, kSize> marks_;
  std::atomic<std::uint32_t> steps_{0};
  std::uint32_t steps_seen_ = 0;
};

}  // namespace wufei::http
