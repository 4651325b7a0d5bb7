// The one thread that writes to SQLite, with group commit: operations that wait together, and those that come
// while these are carried out, share one transaction and are answered only after COMMIT. One that fails takes
// nothing of the others with it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "lib/store/sqlite/connection.hpp"
#include "lib/store/writer.hpp"

namespace wufei::storage {

class GroupWriter final : public Writer {
 public:
  // `batch_size`: operations per commit; 1 is one transaction per operation.
  GroupWriter(std::unique_ptr<Connection> connection, int batch_size);
  ~GroupWriter() override;

  [[nodiscard]] bool healthy() const override { return healthy_; }
  // Operations that no transaction has taken up yet; of this moment.
  [[nodiscard]] std::size_t waiting() const;
  void close() override;

 private:
  struct Job {
    Apply apply;
    std::optional<contract::Error> failure;
    bool done = false;
    std::condition_variable finished;  // one per job: answering 64 waiters must not wake them all 64 times
  };
  enum class Applied : std::uint8_t {
    whole,        // may be committed
    leaves_rest,  // of one that failed, or may: must not be committed
    lost,         // with the transaction; everybody has been told
  };
  using Batch = std::deque<std::shared_ptr<Job>>;

  std::optional<contract::Error> submit(Apply apply) override;
  void work();
  Batch take_batch();
  bool take_more(Batch& batch);
  void take_waiting(Batch& batch);
  void commit_batch(Batch& batch);
  void roll_back();
  bool apply(Job& job, Batch& batch);
  Applied apply_together(Batch& batch);
  Applied apply_apart(Batch& batch);
  void fail_all(Batch& batch, const contract::Error& error);

  std::unique_ptr<Connection> connection_;
  std::size_t batch_size_;
  mutable std::mutex mutex_;
  std::condition_variable work_ready_;
  Batch queue_;
  bool closing_ = false;
  std::atomic<bool> healthy_{true};
  std::thread thread_;
};

}  // namespace wufei::storage
