// Who may wait for events. As many threads as there are processors take turns in epoll; the others stand by.
// Fewer threads waiting means fewer wake-ups per request, which is most of what a small request costs. A
// thread about to do something slow gives its seat up first; when one is slow without saying so, tick() sees
// it and frees the seats.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace wufei::http {

class PollerSeats {
 public:
  explicit PollerSeats(int seats);

  // Returns once the calling thread has a seat; false when closed. Cheap when it still has one.
  bool take();
  // The calling thread's seat, if it has one, goes to a thread that stands by.
  void give_up();
  void close();

  // Around waiting for an event.
  void begin_wait() { waiting_.fetch_add(1, std::memory_order_relaxed); }
  void end_wait() {
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    events_.fetch_add(1, std::memory_order_relaxed);
  }
  // Every few milliseconds, by one thread: when nobody waits and nothing happened since the last call, all
  // who sit are stuck.
  void tick();

 private:
  const int seats_;
  std::mutex mutex_;
  std::condition_variable free_;
  int taken_ = 0;
  std::atomic<std::uint64_t> epoch_;  // seats of earlier epochs are void; no two objects share one
  std::atomic<bool> closed_{false};
  std::atomic<int> waiting_{0};
  std::atomic<std::uint64_t> events_{0};
  std::uint64_t events_at_tick_ = 0;
};

}  // namespace wufei::http
