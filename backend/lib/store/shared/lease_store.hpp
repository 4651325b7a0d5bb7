// What only one of several processes does at a time: whoever holds the lease of that name does it. A row with
// a conditional UPDATE, which every engine has; no lock of an engine's own.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct Lease {
  std::string_view county;
  std::string_view name;
  std::string_view holder;  // names one process, never used again
};

// In a writing session. Times are UTC seconds of the caller's clock: a lease must last longer than the clocks
// of the processes may differ.
class LeaseStore {
 public:
  // False when another holder has it and its time is not over at `now`. The holder itself may prolong it.
  static bool take(Session& session, const Lease& lease, std::int64_t now, std::int64_t until);
  // Others may have it at once.
  static void release(Session& session, const Lease& lease);

  static StoreFacts facts();
};

}  // namespace wufei::storage
