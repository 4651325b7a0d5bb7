// The three things that service rules need from outside and tests fake: the time, randomness, and a way to
// tell people. Nothing else in the service floor is an interface.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

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

// One message to one person. `text` is complete, in the resident's language; `phone` is normalised.
struct Notice {
  std::int64_t id = 0;  // row in the outbox
  std::string reference;
  std::string kind;  // booked changed cancelled assigned not_presented completed reminder
  std::string phone;
  std::string text;
};

// Delivers a notice. Errors: unavailable (try again later), invalid (never will be accepted). May block for
// seconds; called from the outbox worker only.
class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual std::string name() const = 0;  // "log" | "http"
  // False when send() only makes it known to staff, who telephone and mark the notice done.
  virtual bool reaches_residents() const { return true; }
  virtual contract::Status send(const Notice& notice) = 0;
};

// The system's clock and libsodium's generator.
Clock& system_clock();
IdSource& system_ids();

}  // namespace wufei::service
