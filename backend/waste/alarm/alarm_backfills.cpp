// What was signed on paper and entered afterwards.
#include "lib/base/calendar.hpp"
#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::AlarmLevel;

struct Backfill {
  AlarmRun& run;
  const contract::AlarmRule& of;
  const storage::ManifestFacts& one;
  contract::UtcSeconds start = 0;

  // Each of the four is a condition, so an alarm, of its own.
  void found(const char* period, AlarmLevel level, int workdays) const {
    contract::AlarmFinding finding = AlarmRun::of_manifest(one, one.paper_by, level);
    finding.period = period;
    finding.inputs["started_at"] = contract::format_instant(start);
    finding.inputs["entered_at"] = contract::format_instant(one.paper_at);
    finding.inputs["workdays"] = std::to_string(workdays);
    run.raise(of, std::move(finding));
  }
};

// Working days from the start to the day on which it was entered; from then on without the word of the other
// owner or the carrier. What one of them disputes is found until it confirms the record.
void watch_backfill(AlarmRun& run, const storage::ManifestFacts& one) {
  const contract::AlarmRule* of = run.rule_in("A07", one.field);
  if (of == nullptr || one.paper_at == 0 || one.state == "cancelled") return;
  const Backfill backfill{run, *of, one, one.started_at > 0 ? one.started_at : one.issued_at};
  const contract::Date entered = contract::china_date(one.paper_at);
  const int late = contract::workdays_between(contract::china_date(backfill.start), entered);
  const int since = contract::workdays_between(entered, run.today());
  const bool waits = (one.unconfirmed && !one.disputed) || one.carrier_waits;
  if (late > of->limit("workdays")) backfill.found("late", of->level, late);
  if (one.disputed) backfill.found("disputed", AlarmLevel::red, since);
  if (one.carrier_disputed) backfill.found("disputed_by_carrier", AlarmLevel::red, since);
  if (waits && since > of->limit("workdays")) backfill.found("waiting", of->level, since);
}

}  // namespace

void watch_backfills(AlarmRun& run) {
  for (const storage::ManifestFacts& one : run.facts().manifests) watch_backfill(run, one);
}

}  // namespace wufei::service
