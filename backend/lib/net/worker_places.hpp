// How many requests may do at once what may block, of one site of a server. The server has one thread more
// than there are places of all its sites, so that what is at hand (health, metrics, kept bytes) is answered
// while all others wait for the database. A route that is not quick takes its place before it is called; a
// quick one, or a page, when it is about to wait for a database on another machine all the same
// (lib/base/waiting.hpp). Nobody keeps a thread while it waits for a place: its request goes behind all that
// wait for a thread and comes again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace wufei::http {

class WorkerPlaces {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Entry : unsigned char {
    taken,    // a place, until leave()
    later,    // come again
    refused,  // none came free for as long as one may wait
  };

  // `patience`: how long a request waits for a place, all its turns together.
  explicit WorkerPlaces(int places, std::chrono::milliseconds patience = std::chrono::seconds{1});
  // Blocks for a few milliseconds at most. `waited`: since the request's first turn. Refused at once while
  // all places are taken and none has changed hands for `patience`: whoever holds them is stuck.
  Entry enter(std::chrono::milliseconds waited);
  // True: all places are free again for the first time after note_refusal().
  bool leave();
  // True: the first since all places were free. For the log.
  bool note_refusal();

  [[nodiscard]] int size() const { return size_; }

 private:
  const std::chrono::milliseconds patience_;
  const int size_;
  std::mutex mutex_;
  std::condition_variable left_;
  int free_;
  bool refuses_ = false;
  Clock::time_point changed_ = Clock::now();  // when a place was last taken or given back
};

}  // namespace wufei::http
