#include "lib/store/sqlite/group_writer.hpp"

#include <algorithm>

namespace wufei::storage {
namespace {

constexpr Query kBegin{"sqlite.begin", {}, "BEGIN IMMEDIATE"};
constexpr Query kCommit{"sqlite.commit", {}, "COMMIT"};
constexpr Query kRollback{"sqlite.rollback", {}, "ROLLBACK"};
constexpr Query kSavepoint{"sqlite.savepoint", {}, "SAVEPOINT operation"};
constexpr Query kUndo{"sqlite.undo", {}, "ROLLBACK TO operation"};
constexpr Query kRelease{"sqlite.release", {}, "RELEASE operation"};

contract::Error unavailable(const char* detail) {
  return contract::make_error(contract::ErrorCode::unavailable, detail);
}

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<Connection> connection, int batch_size)
    : connection_(std::move(connection)),
      batch_size_(static_cast<std::size_t>(std::max(1, batch_size))),
      thread_([this] { work(); }) {}

GroupWriter::~GroupWriter() {
  close();
}

void GroupWriter::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_ready_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::optional<contract::Error> GroupWriter::submit(Apply apply) {
  auto job = std::make_shared<Job>();
  job->apply = std::move(apply);
  std::unique_lock lock(mutex_);
  if (closing_) return unavailable("the database is closing");
  queue_.push_back(job);
  if (queue_.size() == 1) work_ready_.notify_one();
  job->finished.wait(lock, [&] { return job->done; });
  return std::move(job->failure);
}

std::size_t GroupWriter::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

GroupWriter::Batch GroupWriter::take_batch() {
  std::unique_lock lock(mutex_);
  work_ready_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  Batch batch;
  take_waiting(batch);
  return batch;
}

// Whoever came while the batch was carried out shares its commit instead of waiting for the next one. The
// commit waits for nobody: it begins as soon as nobody is waiting.
bool GroupWriter::take_more(Batch& batch) {
  const std::lock_guard lock(mutex_);
  const std::size_t before = batch.size();
  take_waiting(batch);
  return batch.size() > before;
}

// `mutex_` is held.
void GroupWriter::take_waiting(Batch& batch) {
  for (; !queue_.empty() && batch.size() < batch_size_; queue_.pop_front())
    batch.push_back(std::move(queue_.front()));
}

void GroupWriter::work() {
  for (Batch batch = take_batch(); !batch.empty(); batch = take_batch()) {
    commit_batch(batch);
    {
      const std::lock_guard lock(mutex_);
      for (const auto& job : batch) job->done = true;
    }
    for (const auto& job : batch) job->finished.notify_one();
  }
}

void GroupWriter::fail_all(Batch& batch, const contract::Error& error) {
  healthy_ = false;
  for (const auto& job : batch)
    if (!job->failure) job->failure = error;
}

// A savepoint for each operation would copy every page that it touches once more. So none is made at first;
// one that fails after it changed something, or because of the database, makes the batch run again, each
// operation in its own.
void GroupWriter::commit_batch(Batch& batch) {
  try {
    connection_->run(kBegin);
    Applied applied = apply_together(batch);
    if (applied == Applied::leaves_rest) {
      connection_->run(kRollback);
      if (batch.size() == 1) return;  // its failure stands, and there is nobody else
      connection_->run(kBegin);
      applied = apply_apart(batch);
    }
    if (applied == Applied::lost) return;
    connection_->run(kCommit);
    if (std::any_of(batch.begin(), batch.end(), [](const auto& job) { return !job->failure; }))
      healthy_ = true;
  } catch (const Failure& failure) {
    roll_back();
    fail_all(batch, failure.error("commit"));
  }
}

// A failure here says nothing new: the transaction is gone or goes with the connection.
void GroupWriter::roll_back() {
  try {
    if (connection_->in_transaction()) connection_->run(kRollback);
  } catch (const Failure&) {
    healthy_ = false;
  }
}

// False when SQLite gave up the whole transaction: nothing of the batch is stored.
bool GroupWriter::apply(Job& job, Batch& batch) {
  job.failure = job.apply(*connection_);
  if (job.failure && job.failure->code == contract::ErrorCode::unavailable) healthy_ = false;
  if (connection_->in_transaction()) return true;
  fail_all(batch, job.failure.value_or(unavailable("the transaction was rolled back")));
  return false;
}

GroupWriter::Applied GroupWriter::apply_together(Batch& batch) {
  for (std::size_t next = 0; next < batch.size() || take_more(batch); ++next) {
    Job& job = *batch[next];
    const std::int64_t before = connection_->changes();
    if (!apply(job, batch)) return Applied::lost;
    if (!job.failure) continue;
    // A disk that failed one may have failed what others before it changed: only the end of the transaction
    // makes sure.
    const bool of_database = job.failure->code == contract::ErrorCode::unavailable;
    if (of_database || connection_->changes() != before) return Applied::leaves_rest;
  }
  return Applied::whole;
}

GroupWriter::Applied GroupWriter::apply_apart(Batch& batch) {
  for (const auto& job : batch) job->failure.reset();
  for (const auto& job : batch) {
    connection_->run(kSavepoint);
    if (!apply(*job, batch)) return Applied::lost;
    if (job->failure) connection_->run(kUndo);
    connection_->run(kRelease);
  }
  return Applied::whole;
}

}  // namespace wufei::storage
