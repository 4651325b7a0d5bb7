// What the portal does on its own: each chore with its own schedule and limit. Chores of one lane take turns
// on one thread; lanes do not wait for each other, so that a slow gateway holds up nothing but its own lane.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::service {

// One run of a chore: whether it should come to an end.
class Turn {
 public:
  Turn(std::chrono::steady_clock::time_point until, std::function<bool()> stopping)
      : until_(until), stopping_(std::move(stopping)) {}
  // True past the chore's limit, or when the portal stops: leave the rest for the next turn.
  [[nodiscard]] bool over() const { return stopping_() || std::chrono::steady_clock::now() >= until_; }

 private:
  std::chrono::steady_clock::time_point until_;
  std::function<bool()> stopping_;
};

struct Chore {
  std::string name;                 // in the log and as the metrics' label: "erase cases"
  std::string lane;                 // runs of one lane wait for each other: "upkeep"
  std::chrono::milliseconds every;  // from the end of a run to the next; the first run comes at once
  std::chrono::milliseconds limit;  // a run that took longer is an overrun
  std::function<contract::Status(const Turn&)> run;
  bool at_stop = false;   // once more when the portal stops, so that nothing it holds is lost
  bool at_start = false;  // once more before the portal serves, so that nobody meets it half ready
  bool alone = false;     // of several processes that share the data, only one at a time
};

enum class ChoreEnd : std::uint8_t { done, failed, overrun };

class Chores {
 public:
  // Called after every run, by the lane's thread; `detail` is the error's, else "".
  using Observer = std::function<void(const std::string& name, ChoreEnd end, const std::string& detail)>;

  // Whether this process may run a chore that runs alone, and what it does afterwards. `run` is called at
  // most once; when it is another's turn, it is not, and that is no failure.
  using Permit =
      std::function<contract::Status(const Chore& chore, const std::function<contract::Status()>& run)>;

  ~Chores();
  // Before prepare(). Without one every process runs all.
  void ask_before_running_alone(Permit permit) { permit_ = std::move(permit); }
  // Called first by each thread of a lane, before start(): whose log it writes.
  void begin_threads_with(std::function<void()> begin) { begin_ = std::move(begin); }
  // Before start().
  void add(Chore chore);
  // One that runs alone.
  void add_alone(Chore chore) {
    chore.alone = true;
    add(std::move(chore));
  }
  // Runs those that come before everything else, in the caller's thread.
  void prepare(Observer observer);
  void start();
  // Asks the runs under way to end, and waits for them. Idempotent.
  void stop();

 private:
  struct Entry {
    Chore chore;
    std::chrono::steady_clock::time_point due;
  };
  void work(std::vector<Entry>& lane);
  // Answers whether to go on.
  bool wait_until(std::chrono::steady_clock::time_point moment);
  void run(Entry& entry);
  [[nodiscard]] bool stopping() const;

  std::map<std::string, std::vector<Entry>, std::less<>> lanes_;
  Observer observer_;
  Permit permit_;
  std::function<void()> begin_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace wufei::service
