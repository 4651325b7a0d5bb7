#include "lib/chore/chores.hpp"

#include <algorithm>
#include <exception>

namespace wufei::service {

using Steady = std::chrono::steady_clock;

Chores::~Chores() {
  stop();
}

void Chores::add(Chore chore) {
  std::vector<Entry>& lane = lanes_[chore.lane];
  lane.push_back({std::move(chore), {}});
}

void Chores::prepare(Observer observer) {
  observer_ = std::move(observer);
  for (auto& [name, lane] : lanes_)
    for (Entry& entry : lane)
      if (entry.chore.at_start) run(entry);
}

void Chores::start() {
  for (auto& [name, lane] : lanes_) threads_.emplace_back([this, held = &lane] { work(*held); });
}

void Chores::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Chores::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

bool Chores::wait_until(Steady::time_point moment) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_until(lock, moment, [this] { return stopping_; });
}

// The one that has waited longest goes first; among equals the order of add().
void Chores::work(std::vector<Entry>& lane) {
  if (begin_) begin_();
  for (Entry& entry : lane) entry.due = Steady::now();
  for (;;) {
    const auto next = std::min_element(lane.begin(), lane.end(),
                                       [](const Entry& a, const Entry& b) { return a.due < b.due; });
    if (!wait_until(next->due)) break;
    run(*next);
  }
  for (Entry& entry : lane)
    if (entry.chore.at_stop) run(entry);
}

void Chores::run(Entry& entry) {
  const Chore& chore = entry.chore;
  const Steady::time_point until = Steady::now() + chore.limit;
  ChoreEnd end = ChoreEnd::failed;
  std::string detail;
  try {
    const auto run_it = [&] { return chore.run(Turn(until, [this] { return stopping(); })); };
    const auto status = chore.alone && permit_ ? permit_(chore, run_it) : run_it();
    if (!status)
      detail = status.error().detail;
    else
      end = Steady::now() > until ? ChoreEnd::overrun : ChoreEnd::done;
  } catch (const std::exception& failure) {
    detail = failure.what();
  }
  entry.due = Steady::now() + chore.every;
  observer_(chore.name, end, detail);
}

}  // namespace wufei::service
