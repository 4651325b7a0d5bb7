// When something was done on a phone that had no network then. A phone's clock may be wrong, but between two
// looks at it the time that passed is right. ADR 0034.
#pragma once

#include <cstdint>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

// Longer under way than this, what a phone kept is late: a quarter of an hour is a valley without a signal,
// not a phone that was off. The county has set no other time.
inline constexpr UtcSeconds kLateSeconds = 15 * 60;
// A phone's clock that is off by more is said to be wrong (its minutes are shown, so a few do not matter).
inline constexpr UtcSeconds kClockOffSeconds = 5 * 60;

// By the phone's clock.
struct PhoneTimes {
  UtcSeconds noted_at = 0;  // when it was done
  UtcSeconds sent_at = 0;   // when it was sent
};

struct KeptTime {
  UtcSeconds at = 0;               // when it was done, by the server's clock
  bool clamped = false;            // the phone's times cannot be: `at` is when it arrived
  bool late = false;               // kLateSeconds
  std::int64_t clock_minutes = 0;  // that the phone's clock is ahead, negative behind; 0 = it is right
};
// What would lie ahead, or before `earliest`, cannot be: the clock was set in between.
KeptTime kept_time(const PhoneTimes& phone, UtcSeconds earliest, UtcSeconds now);

}  // namespace wufei::contract
