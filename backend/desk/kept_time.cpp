#include "desk/kept_time.hpp"

#include <algorithm>
#include <cstdlib>

namespace wufei::contract {

KeptTime kept_time(const PhoneTimes& phone, UtcSeconds earliest, UtcSeconds now) {
  KeptTime time;
  const UtcSeconds off = phone.sent_at - now;
  if (phone.sent_at > 0 && std::abs(off) > kClockOffSeconds) time.clock_minutes = off / 60;
  const UtcSeconds passed = phone.sent_at - phone.noted_at;
  time.at = now - passed;
  time.clamped = passed < 0 || time.at < std::min(now, earliest);
  if (time.clamped) time.at = now;
  time.late = now - time.at > kLateSeconds;
  return time;
}

}  // namespace wufei::contract
