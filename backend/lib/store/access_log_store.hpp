// Who looked at personal data or acted on a booking, and when. Rows are only ever added.
#pragma once

#include <string_view>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

class AccessLogStore {
 public:
  // Inside the caller's transaction; throws Failure. `detail` never holds personal data.
  static void add(Session& session, contract::UtcSeconds at, std::string_view actor, std::string_view action,
                  std::string_view detail);

  static StoreFacts facts();
};

}  // namespace wufei::storage
