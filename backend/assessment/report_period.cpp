#include "assessment/report_period.hpp"

namespace wufei::contract {

PeriodState period_state(const ReportPeriod& period, UtcSeconds now) {
  const Date today = china_date(now);
  if (today < period.first()) return PeriodState::future;
  if (today <= period.last()) return PeriodState::running;
  return now < closes_at(period.last_month()) ? PeriodState::settling : PeriodState::closed;
}

std::optional<ReportPeriod> parse_report_period(std::string_view year, std::string_view month) {
  const std::string two_digits = month.size() == 1 ? "0" + std::string(month) : std::string(month);
  const auto first = parse_month(std::string(year) + "-" + (month.empty() ? "01" : two_digits));
  if (!first) return std::nullopt;
  return ReportPeriod{*first / 100, month.empty() ? 0 : *first % 100};
}

std::string report_period_id(const ReportPeriod& period) {
  const std::string id = format_month(period.first_month());
  return period.month == 0 ? id.substr(0, 4) : id;
}

}  // namespace wufei::contract
