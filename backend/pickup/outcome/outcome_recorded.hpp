// What pickup tells others when a stop was recorded (lib/store/happenings.hpp).
#pragma once

#include <cstdint>

namespace wufei::service {

class ContentSet;

// In the transaction in which a first record or a correction was written, after it.
struct OutcomeRecorded {
  std::int64_t pickup = 0;    // the number of its row
  const ContentSet& content;  // in force
};

}  // namespace wufei::service
