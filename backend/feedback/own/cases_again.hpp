// Erasures that citizens asked for themselves, once more: after a backup of before was put back.
#pragma once

#include <vector>

#include "lib/store/erasures/erasure_list.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

// As Feature::erase_again has it. A case that is open again is closed: its words, which an answer would need,
// are gone.
int erase_cases_again(storage::Store& store, storage::Session& session,
                      const std::vector<storage::Erasure>& erasures, storage::Again again);

}  // namespace wufei::service
