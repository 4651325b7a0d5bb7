// The one thread that writes, with group commit: operations that wait together share one transaction, each in
// its own savepoint, and are answered only after COMMIT. An operation that answers an Error or throws leaves
// nothing behind.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "lib/base/result.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/sqlite_error.hpp"

namespace wufei::storage {

class Writer {
 public:
  // `batch_size`: operations per commit; 1 is one transaction per operation.
  Writer(std::unique_ptr<Connection> connection, int batch_size);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Runs `operation` (Connection& -> Result<T>) and blocks until it is durable or failed. Thread-safe.
  // Errors: the operation's own; unavailable when the transaction could not be committed or the writer is
  // closed.
  template <class Operation>
  auto run(Operation&& operation) -> decltype(operation(std::declval<Connection&>())) {
    using Answer = decltype(operation(std::declval<Connection&>()));
    std::optional<Answer> answer;
    const auto failure = submit([&](Connection& connection) -> std::optional<contract::Error> {
      answer.emplace(guarded("write", [&] { return operation(connection); }));
      if (answer->has_value()) return std::nullopt;
      return answer->error();
    });
    if (failure) return *failure;
    return std::move(*answer);
  }

  // False after a transaction that could not be committed, until one is.
  [[nodiscard]] bool healthy() const { return healthy_; }

  // Finishes what is queued, then refuses. Idempotent.
  void close();

 private:
  using Apply = std::function<std::optional<contract::Error>(Connection&)>;
  struct Job {
    Apply apply;
    std::optional<contract::Error> failure;
    bool done = false;
    std::condition_variable finished;  // one per job: answering 64 waiters must not wake them all 64 times
  };
  using Batch = std::deque<std::shared_ptr<Job>>;

  std::optional<contract::Error> submit(Apply apply);
  void work();
  Batch take_batch();
  void commit_batch(Batch& batch);
  void apply_in_savepoint(Job& job);
  void fail_all(Batch& batch, const contract::Error& error);

  std::unique_ptr<Connection> connection_;
  std::size_t batch_size_;
  std::mutex mutex_;
  std::condition_variable work_ready_;
  Batch queue_;
  bool closing_ = false;
  std::atomic<bool> healthy_{true};
  std::thread thread_;
};

}  // namespace wufei::storage
