// Months of the ledger: 202611 is November 2026. A month is closed on the tenth of the next one; what is
// recorded later stands in the month in which it is recorded, so that a published sum never changes. The day
// is ours: no rule of the county names one. Corrections are allowed for a week
// (content/pickup/outcomes.json).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

using Month = int;  // yyyymm

inline constexpr int kMonthClosesOn = 10;  // day of the next month, at its beginning

Month month_of(Date date);
Month next_month(Month month);
Month previous_month(Month month);
Date first_day(Month month);
// "2026-11"; nullopt for anything else.
std::optional<Month> parse_month(std::string_view text);
// A month as people write and paste it: "2026/1", "2026.01", with the characters for year and month, as
// entered_date() takes days. For what a person types and sees read back, never for a table's cell: the number
// 2026.10 of a spreadsheet has lost its 0 by the time it comes ("2026.1").
std::optional<Month> entered_month(std::string_view text);
std::string format_month(Month month);
UtcSeconds closes_at(Month month);
// The month in whose sums something of `day` stands that was recorded at `recorded`.
Month ledger_month(Date day, UtcSeconds recorded);

}  // namespace wufei::contract
