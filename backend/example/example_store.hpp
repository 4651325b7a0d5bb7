// How many villages the register had on each day. Functions run inside the caller's transaction and throw
// Failure.
#pragma once

#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct ExampleDay {
  contract::Date day;
  int villages = 0;
};

class ExampleStore {
 public:
  static void put(Session& session, const ExampleDay& row);
  // Newest first, at most `limit`.
  static std::vector<ExampleDay> days(Session& session, int limit);
  static StoreFacts facts();
};

}  // namespace wufei::storage
