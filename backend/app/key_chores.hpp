// What the running portal does about the keys of sealed values (docs/adr/0038-keys-of-months.md).
#pragma once

#include "county/feature.hpp"
#include "lib/store/keys/key_upkeep.hpp"

namespace wufei::app {

void add_key_chores(Ground& ground);
// One turn by hand or by the chore, at this moment of the system's clock. Errors: unavailable.
contract::Result<storage::KeyProgress> upkeep_keys_now(storage::Store& store, int months,
                                                       const std::function<bool()>& over);

}  // namespace wufei::app
