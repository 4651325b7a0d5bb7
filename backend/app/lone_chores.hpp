// What several processes that serve one county must not do at the same time (sending notices, erasing): each
// such chore has a lease in the database.
#pragma once

#include "county/clock.hpp"
#include "lib/chore/chores.hpp"
#include "lib/store/store.hpp"

namespace wufei::app {

// A lease outlasts the chore's limit by a minute: clocks of two machines may differ by that. Whoever ends
// without releasing it (kill -9) holds up the others that long.
service::Chores::Permit lease_of_chores(storage::Store& store, service::Clock& clock, service::IdSource& ids);

}  // namespace wufei::app
