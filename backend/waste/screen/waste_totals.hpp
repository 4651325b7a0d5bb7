// What of the county's sums is public: pure.
//
// A cell (field, month, measure) stands alone only when at least kFewestParties have part in it and none has
// more than kLargestShare of it: nobody learns from it what one party does (Solid Waste Law 2020, art. 26).
// The cells of a month that do not are shown as one when together they keep the rule; else they are withheld.
// No sum over shown and withheld cells is published: nothing follows from a difference.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "waste/balance/balance_store.hpp"

namespace wufei::service {

inline constexpr int kFewestParties = 3;
inline constexpr std::int64_t kLargestShare = 80;  // percent

enum class TotalShown : std::uint8_t { alone, merged, withheld };

struct PublicTotal {
  contract::Month month = 0;
  storage::MovementKind kind = storage::MovementKind::generate;
  std::vector<std::string> fields;  // one, or those that are shown as one
  TotalShown shown = TotalShown::alone;
  std::int64_t grams = 0;  // 0 when withheld
};

// Of generate, receive and hand_out, by month (the newest first), measure and field. `sums` by party.
std::vector<PublicTotal> public_totals(const std::vector<storage::MonthSum>& sums);

}  // namespace wufei::service
