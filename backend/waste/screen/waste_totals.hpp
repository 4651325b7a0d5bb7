// What of the county's sums is public: pure.
//
// A cell (field, month, measure) stands alone only when at least kFewestParties have part in it and none has
// more than kLargestShare of it: nobody learns from it what one party does (Solid Waste Law 2020, art. 26).
// The cells of a month that do not are shown as one when together they keep the rule; else they are withheld.
// What moves is one measure, what was handed out: shown only when both those who handed it out and those who
// took it in keep the rule, as the two are equal sums and one would tell the other.
// No sum over shown and withheld cells is published: nothing follows from a difference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waste/balance/balance_store.hpp"
#include "waste/screen/public_total.hpp"

namespace wufei::service {

inline constexpr int kFewestParties = 3;
inline constexpr std::int64_t kLargestShare = 80;  // percent

using contract::PublicTotal;
using contract::total_shown_from_name;
using contract::total_shown_name;
using contract::TotalShown;
using contract::waste_measure_from_name;
using contract::waste_measure_name;
using contract::WasteMeasure;

// By month (the newest first), measure and field. `sums` by party.
std::vector<PublicTotal> public_totals(const std::vector<storage::MonthSum>& sums);

}  // namespace wufei::service
