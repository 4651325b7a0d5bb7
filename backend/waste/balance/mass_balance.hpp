// The balance of one kind of waste over months: what was there and came equals what went and is there now.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "waste/balance/balance_store.hpp"

namespace wufei::service {

// opening + generate + receive = self_use + self_dispose + hand_out + loss - (count + adjust) + closing.
// Grams; what goes is positive here. count and adjust stand apart, with their sign: they explain nothing.
struct MassBalance {
  std::string field, code;
  contract::Month month = 0;
  std::int64_t opening = 0, generate = 0, receive = 0, self_use = 0, self_dispose = 0, hand_out = 0, loss = 0,
               count = 0, adjust = 0, closing = 0;

  // What came and was there; what alarms measure differences against.
  [[nodiscard]] std::int64_t input() const { return opening + generate + receive; }
};

// By field, code and month; of all facilities of one party together. Only months from..until with rows, and
// `until` itself. `sums` from the party's first month on.
std::vector<MassBalance> mass_balances(const std::vector<storage::MonthSum>& sums, contract::Month from,
                                       contract::Month until);
// All of them as one, month and code left out; opening of the first month, closing of the last of each code.
MassBalance total_balance(const std::vector<MassBalance>& balances);

}  // namespace wufei::service
