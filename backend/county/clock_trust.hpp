// Whether the clock may be believed for erasing (docs/adr/0008-clock-that-leaps.md).
#pragma once

#include "lib/base/civil_date.hpp"

namespace wufei::storage {
class Session;
}

namespace wufei::service {

// Whether the clock has gone on without a leap for a day. Each call remembers its time; a leap (forward by
// more than three days, or back) starts the day anew. A machine that comes up in the wrong year erases
// nothing at first, and somebody has a day to see it. Inside the writer's transaction.
bool clock_is_trusted(storage::Session& session, contract::UtcSeconds now);

}  // namespace wufei::service
