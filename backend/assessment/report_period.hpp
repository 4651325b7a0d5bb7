// The months and years that reports are about, by China's calendar. Pure: callers pass the time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "county/ledger_month.hpp"

namespace wufei::contract {

struct ReportPeriod {
  int year = 0;
  int month = 0;  // 1..12, 0 = the whole year

  [[nodiscard]] Month first_month() const { return year * 100 + (month == 0 ? 1 : month); }
  [[nodiscard]] Month last_month() const { return year * 100 + (month == 0 ? 12 : month); }
  [[nodiscard]] Date first() const { return first_day(first_month()); }
  [[nodiscard]] Date last() const { return add_days(first_day(next_month(last_month())), -1); }
};

// future: has not begun. settling: is over, and what is recorded late still counts in it (ledger_month.hpp).
enum class PeriodState : std::uint8_t { future, running, settling, closed };
PeriodState period_state(const ReportPeriod& period, UtcSeconds now);

// Of two fields of a form: four digits of the year, "" or 1..12 for the month; nullopt for anything else.
std::optional<ReportPeriod> parse_report_period(std::string_view year, std::string_view month);
// "2026", "2026-11".
std::string report_period_id(const ReportPeriod& period);

}  // namespace wufei::contract
