#include "lib/store/writer.hpp"

#include <algorithm>

namespace wufei::storage {
namespace {

contract::Error unavailable(const char* detail) {
  return contract::make_error(contract::ErrorCode::unavailable, detail);
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, int batch_size)
    : connection_(std::move(connection)),
      batch_size_(static_cast<std::size_t>(std::max(1, batch_size))),
      thread_([this] { work(); }) {}

Writer::~Writer() {
  close();
}

void Writer::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_ready_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::optional<contract::Error> Writer::submit(Apply apply) {
  auto job = std::make_shared<Job>();
  job->apply = std::move(apply);
  std::unique_lock lock(mutex_);
  if (closing_) return unavailable("the database is closing");
  queue_.push_back(job);
  if (queue_.size() == 1) work_ready_.notify_one();
  job->finished.wait(lock, [&] { return job->done; });
  return std::move(job->failure);
}

Writer::Batch Writer::take_batch() {
  std::unique_lock lock(mutex_);
  work_ready_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  const auto size = static_cast<std::ptrdiff_t>(std::min(queue_.size(), batch_size_));
  Batch batch(queue_.begin(), queue_.begin() + size);
  queue_.erase(queue_.begin(), queue_.begin() + size);
  return batch;
}

void Writer::work() {
  for (Batch batch = take_batch(); !batch.empty(); batch = take_batch()) {
    commit_batch(batch);
    {
      const std::lock_guard lock(mutex_);
      for (const auto& job : batch) job->done = true;
    }
    for (const auto& job : batch) job->finished.notify_one();
  }
}

void Writer::fail_all(Batch& batch, const contract::Error& error) {
  healthy_ = false;
  for (const auto& job : batch)
    if (!job->failure) job->failure = error;
}

void Writer::commit_batch(Batch& batch) {
  try {
    storage::run(*connection_, "BEGIN IMMEDIATE");
    bool wrote = false;
    for (const auto& job : batch) {
      apply_in_savepoint(*job);
      wrote = wrote || !job->failure;
      if (!connection_
               ->in_transaction())  // SQLite gave up the whole transaction: nothing of the batch is stored
        return fail_all(batch, job->failure.value_or(unavailable("the transaction was rolled back")));
    }
    storage::run(*connection_, "COMMIT");
    if (wrote) healthy_ = true;
  } catch (const SQLite::Exception& failure) {
    const contract::Error error = to_error(failure, "commit");
    connection_->reset_statements();
    if (connection_->in_transaction()) connection_->database().tryExec("ROLLBACK");
    fail_all(batch, error);
  }
}

void Writer::apply_in_savepoint(Job& job) {
  storage::run(*connection_, "SAVEPOINT operation");
  job.failure = job.apply(*connection_);
  if (job.failure) {
    if (job.failure->code == contract::ErrorCode::unavailable) healthy_ = false;
    connection_->reset_statements();
    if (!connection_->in_transaction()) return;
    storage::run(*connection_, "ROLLBACK TO operation");
  }
  storage::run(*connection_, "RELEASE operation");
}

}  // namespace wufei::storage
