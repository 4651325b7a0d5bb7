// Which declarations are due or were: for whoever must declare, the last period that is over of each of its
// fields.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "waste/declaration/declaration.hpp"
#include "waste/party/party.hpp"

namespace wufei::service {

struct DueDeclaration {
  std::int64_t party = 0;
  std::string field, area, period;
  contract::Date due;
  bool declared = false;                // submitted or accepted
  contract::Month from = 0, until = 0;  // of its period
  bool zero = false;                    // that nothing came, went or was made; only looked up for alarms
};

// Registered by the end of the period, verified once (it may be looked at anew), and not only on the road.
bool must_declare(const contract::Party& party, const contract::DeclarePeriod& period);
// Of all parties. Throws Failure.
std::vector<DueDeclaration> due_declarations(storage::Session& session, const storage::Store& store,
                                             const std::vector<contract::WasteField>& fields,
                                             contract::Date today);

}  // namespace wufei::service
