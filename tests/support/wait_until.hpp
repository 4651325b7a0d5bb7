// Waiting for what another thread brings about. For tests only.
#pragma once

#include <chrono>
#include <thread>

namespace wufei::test {

// True as soon as `holds` answers true. False after half a minute: then it will never.
template <class Predicate>
bool wait_until(Predicate&& holds) {
  using namespace std::chrono;
  for (const auto end = steady_clock::now() + seconds(30); !holds();) {
    if (steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(1));
  }
  return true;
}

}  // namespace wufei::test
