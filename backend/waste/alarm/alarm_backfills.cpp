// What was signed on paper and entered afterwards.
#include "lib/base/calendar.hpp"
#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

// Working days from the start to the day on which it was entered. What the other party disputes is found
// until it confirms the record: another period, so another alarm, in red.
void watch_backfill(AlarmRun& run, const storage::ManifestFacts& one) {
  const contract::AlarmRule* of = run.rule_in("A07", one.field);
  if (of == nullptr || one.paper_at == 0 || one.state == "cancelled") return;
  const contract::UtcSeconds start = one.started_at > 0 ? one.started_at : one.issued_at;
  const int days =
      contract::workdays_between(contract::china_date(start), contract::china_date(one.paper_at));
  const auto found = [&](const char* period, contract::AlarmLevel level) {
    contract::AlarmFinding finding = AlarmRun::of_manifest(one, one.paper_by, level);
    finding.period = period;
    finding.inputs["started_at"] = contract::format_instant(start);
    finding.inputs["entered_at"] = contract::format_instant(one.paper_at);
    finding.inputs["workdays"] = std::to_string(days);
    run.raise(*of, std::move(finding));
  };
  if (days > of->limit("workdays")) found("late", of->level);
  if (one.disputed) found("disputed", contract::AlarmLevel::red);
}

}  // namespace

void watch_backfills(AlarmRun& run) {
  for (const storage::ManifestFacts& one : run.facts().manifests) watch_backfill(run, one);
}

}  // namespace wufei::service
