// Two of the three things that service rules need from outside and tests fake: the time and randomness (the
// third, a way to tell people, is notice/notifier.hpp). Nothing else in the service floor is an interface.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "lib/base/civil_date.hpp"
#include "lib/base/result.hpp"

namespace wufei::service {

// UTC seconds. May jump backwards (an administrator sets it): rules must not lose bookings over it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual contract::UtcSeconds now() = 0;
};

// Cryptographic randomness; thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// The system's clock and libsodium's generator.
Clock& system_clock();
IdSource& system_ids();

}  // namespace wufei::service
