// Writing to a PostgreSQL server: as many operations at once as there are connections, each in a serializable
// transaction of its own. The server groups their flushes.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>

#include "lib/store/postgres/pool.hpp"
#include "lib/store/writer.hpp"

namespace wufei::storage {

class RetryingWriter final : public Writer {
 public:
  RetryingWriter(std::string url, int connections) : pool_(std::move(url), connections) {}
  ~RetryingWriter() override { close(); }

  [[nodiscard]] bool healthy() const override { return healthy_; }
  void close() override;

 private:
  struct Ended {
    std::optional<contract::Error> failure;
    Trouble trouble = Trouble::none;  // not none: nothing is stored, and it may be run again
  };

  std::optional<contract::Error> submit(Apply apply) override;
  std::optional<contract::Error> insist(const Apply& apply);
  Ended try_once(const Apply& apply);
  Ended try_among_others(const Apply& apply);
  static Ended run_in(PostgresConnection& connection, const Apply& apply);

  PostgresPool pool_;
  std::mutex turn_;         // held by an operation that others overtook before: its like wait for it
  std::shared_mutex room_;  // held alone by one that newcomers overtook again and again: they wait for it
  std::mutex door_;         // of room_: who wants it alone is not overtaken while waiting
  std::atomic<bool> healthy_{true};
  std::mutex mutex_;
  std::condition_variable finished_;
  int running_ = 0;
  bool closing_ = false;
};

}  // namespace wufei::storage
