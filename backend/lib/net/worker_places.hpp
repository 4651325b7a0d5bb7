// How many requests may do at once what may block. The server has one thread more than there are places, so
// that what is at hand (health, metrics, kept bytes) is answered while all others wait for the database. A
// route that is not quick takes its place before it is called; a quick one, or a page, when it is about to
// wait for a database on another machine all the same (lib/base/waiting.hpp).
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace wufei::http {

class WorkerPlaces {
 public:
  // `patience`: how long one waits for a place.
  WorkerPlaces(int places, std::chrono::milliseconds patience);
  // True: a place, until leave(). Not at all waited for while nobody has left since somebody waited in vain.
  bool enter();
  void leave();

 private:
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable left_;
  int free_;
  bool stuck_ = false;
};

}  // namespace wufei::http
