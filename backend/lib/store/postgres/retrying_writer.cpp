#include "lib/store/postgres/retrying_writer.hpp"

#include <chrono>
#include <random>
#include <thread>

namespace wufei::storage {
namespace {

constexpr int kTries = 40;             // of an operation that meets others
constexpr int kTriesAtOnce = 2;        // then it takes its turn
constexpr int kTriesAmongOthers = 10;  // then nobody else of this process runs meanwhile
constexpr int kTriesWhenTaken = 5;  // of an operation that finds its key taken, more often than others come
constexpr int kTriesWhenLost = 2;   // of an operation whose connection breaks: the second has a new one

// Two processes that met must not meet again: a little later each time, not at the same time.
void step_aside(int tries) {
  thread_local std::minstd_rand random(std::random_device{}());
  const int longest = std::min(20, 1 + tries);
  std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution(0, longest)(random)));
}

}  // namespace

void RetryingWriter::close() {
  std::unique_lock lock(mutex_);
  closing_ = true;
  finished_.wait(lock, [&] { return running_ == 0; });
}

std::optional<contract::Error> RetryingWriter::submit(Apply apply) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return contract::make_error(contract::ErrorCode::unavailable, "the database is closing");
    ++running_;
  }
  std::optional<contract::Error> failure;
  try {
    failure = insist(apply);
  } catch (const std::exception& thrown) {  // out of memory
    failure = contract::make_error(contract::ErrorCode::unavailable, thrown.what());
  }
  {
    const std::lock_guard lock(mutex_);
    --running_;
    finished_.notify_all();  // under the lock: the end of this object may follow
  }
  if (!failure)
    healthy_ = true;
  else if (failure->code == contract::ErrorCode::unavailable)
    healthy_ = false;
  return failure;
}

std::optional<contract::Error> RetryingWriter::insist(const Apply& apply) {
  std::unique_lock turn(turn_, std::defer_lock);
  std::unique_lock alone(room_, std::defer_lock);
  int lost = 0, taken = 0;
  for (int tries = 1;; ++tries) {
    Ended ended = alone.owns_lock() ? try_once(apply) : try_among_others(apply);
    if (ended.trouble == Trouble::lost) ++lost;
    if (ended.trouble == Trouble::taken) ++taken;
    if (ended.trouble == Trouble::none || tries == kTries || lost == kTriesWhenLost ||
        taken == kTriesWhenTaken)
      return std::move(ended.failure);
    if (tries >= kTriesAtOnce && !turn.owns_lock()) turn.lock();
    if (tries == kTriesAmongOthers) {
      const std::lock_guard first(door_);
      alone.lock();
    }
    if (ended.trouble != Trouble::lost) step_aside(tries);
  }
}

RetryingWriter::Ended RetryingWriter::try_among_others(const Apply& apply) {
  { const std::lock_guard after_those_who_wait(door_); }
  const std::shared_lock among_others(room_);
  return try_once(apply);
}

RetryingWriter::Ended RetryingWriter::try_once(const Apply& apply) {
  try {
    PostgresPool::Lease connection(pool_);
    return run_in(*connection, apply);
  } catch (const Failure& failure) {  // no connection at all: another try would only take longer
    return {failure.error("write"), Trouble::none};
  }
}

RetryingWriter::Ended RetryingWriter::run_in(PostgresConnection& connection, const Apply& apply) {
  bool committing = false;
  try {
    connection.begin_writing();
    auto failure = apply(connection);
    // Who goes on after a key that was taken is told by the commit, which the server refuses.
    const bool broken = connection.trouble() != Trouble::none && connection.trouble() != Trouble::taken;
    if (failure || broken) {
      if (!failure) failure = contract::make_error(contract::ErrorCode::unavailable, "write: broken off");
      connection.roll_back();
      return {std::move(failure), connection.trouble()};
    }
    committing = true;
    connection.commit();
    return {};
  } catch (const Failure& failure) {
    // A connection that breaks during COMMIT leaves open whether it is stored: nobody runs it again.
    const bool open = committing && connection.trouble() == Trouble::lost;
    connection.roll_back();
    return {failure.error("commit"), open ? Trouble::none : connection.trouble()};
  }
}

}  // namespace wufei::storage
