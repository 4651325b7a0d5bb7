// Whether the chain of the access log holds: walked from its beginning now and then, and looked at from there
// on whenever somebody wants to know. Thread-safe.
#pragma once

#include <mutex>

#include "journal/journal_store.hpp"
#include "lib/base/result.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

class LogWatch {
 public:
  explicit LogWatch(storage::Store& store) : store_(store) {}

  // Walks all of it and keeps its end. An error `internal` names the first row that does not follow.
  contract::Result<storage::LogChain> walk();
  // Reads what was added since the last look, or all of it the first time.
  contract::Result<storage::LogChain> look();

 private:
  contract::Result<storage::LogChain> read(storage::LogChain after);

  storage::Store& store_;
  std::mutex mutex_;        // of the next line
  storage::LogChain seen_;  // as far as it was read
};

}  // namespace wufei::service
