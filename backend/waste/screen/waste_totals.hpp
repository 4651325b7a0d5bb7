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

namespace wufei::service {

inline constexpr int kFewestParties = 3;
inline constexpr std::int64_t kLargestShare = 80;  // percent

enum class TotalShown : std::uint8_t { alone, merged, withheld };

enum class Measure : std::uint8_t { generate, moved };
std::string_view measure_name(Measure measure);  // snake_case
std::optional<Measure> measure_from_name(std::string_view name);
std::string_view total_shown_name(TotalShown shown);  // snake_case
std::optional<TotalShown> total_shown_from_name(std::string_view name);

struct PublicTotal {
  contract::Month month = 0;
  Measure measure = Measure::generate;
  std::vector<std::string> fields;  // one, or those that are shown as one
  TotalShown shown = TotalShown::alone;
  std::int64_t grams = 0;  // 0 when withheld
};

// By month (the newest first), measure and field. `sums` by party.
std::vector<PublicTotal> public_totals(const std::vector<storage::MonthSum>& sums);

}  // namespace wufei::service
