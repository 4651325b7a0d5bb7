// A value that many threads read whole while now and then one of them replaces it.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace wufei::contract {

// What std::atomic<std::shared_ptr> promises. libstdc++ 12 lets go of its lock in load() with relaxed order
// (bits/shared_ptr_atomic.h), so that a processor with a weak order, ARM's, may hand out a value with the
// count of another; ThreadSanitizer reports it. Any thread.
template <class Value>
class Replaced {
 public:
  using Pointer = std::shared_ptr<Value>;

  Replaced() = default;
  explicit Replaced(Pointer value) : value_(std::move(value)) {}

  [[nodiscard]] Pointer load() const {
    const std::scoped_lock lock(mutex_);
    return value_;
  }
  // Whoever loaded the one before keeps it; its end is outside of the lock.
  void store(Pointer value) {
    const std::scoped_lock lock(mutex_);
    value_.swap(value);
  }

 private:
  mutable std::mutex mutex_;
  Pointer value_;
};

}  // namespace wufei::contract
