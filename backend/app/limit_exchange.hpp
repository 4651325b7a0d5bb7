// The limits of several processes that serve one county count together: each second every process writes what
// it let through, and reads what the others did.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "county/clock.hpp"
#include "lib/base/result.hpp"
#include "lib/store/shared/spent_store.hpp"
#include "lib/store/store.hpp"
#include "lib/web/shared_limits.hpp"

namespace wufei::app {

// Used by one thread at a time. References outlive it.
class LimitExchange {
 public:
  // Disguises the limits' buckets with the key of the data, which all processes have.
  LimitExchange(service::SharedLimits& limits, storage::Store& store, service::Clock& clock,
                service::IdSource& ids);
  // Tells and hears once. What could not be told is told the next time, and once. Errors: unavailable.
  contract::Status run();

 private:
  contract::Status tell();
  contract::Status hear();
  void take_untold();

  service::SharedLimits& limits_;
  storage::Store& store_;
  service::Clock& clock_;
  storage::SpentReport mine_;
  std::vector<storage::SpentRow> untold_;                   // of report mine_.sequence
  std::deque<std::pair<std::int64_t, std::int64_t>> told_;  // sequence, at
  std::map<std::string, std::int64_t, std::less<>> heard_;  // of each other process, the newest report
  std::int64_t swept_at_ = 0;
};

}  // namespace wufei::app
