// Erasures that residents asked for themselves, once more: after a backup of before was put back.
#pragma once

#include <vector>

#include "lib/store/erasures/erasure_list.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

// As Feature::erase_again has it. A booking that is open again, for a day that was still to come when its
// resident had it erased, is cancelled: nobody drives to an address that nobody knows.
int erase_pickups_again(storage::Store& store, storage::Session& session,
                        const std::vector<storage::Erasure>& erasures, storage::Again again);

}  // namespace wufei::service
