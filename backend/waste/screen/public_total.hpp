// A cell of the county's sums as it is published (waste_totals.hpp says which are). Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"

namespace wufei::contract {

enum class TotalShown : std::uint8_t { alone, merged, withheld };

enum class WasteMeasure : std::uint8_t { generate, moved };
std::string_view waste_measure_name(WasteMeasure measure);  // snake_case
std::optional<WasteMeasure> waste_measure_from_name(std::string_view name);
std::string_view total_shown_name(TotalShown shown);  // snake_case
std::optional<TotalShown> total_shown_from_name(std::string_view name);

struct PublicTotal {
  Month month = 0;
  WasteMeasure measure = WasteMeasure::generate;
  std::vector<std::string> fields;  // one, or those that are shown as one
  TotalShown shown = TotalShown::alone;
  std::int64_t grams = 0;  // 0 when withheld
};

}  // namespace wufei::contract
