// Every store of the program, for what cares for all tables: the check and the tests of portability.
#pragma once

#include <vector>

#include "lib/store/store_facts.hpp"

namespace wufei::app {

std::vector<storage::StoreFacts> all_stores();

}  // namespace wufei::app
