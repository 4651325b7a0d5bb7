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

  // Each of the seven is a condition, so an alarm, of its own.
  void found(const char* condition, AlarmLevel level, std::int64_t party, int workdays) const {
    contract::AlarmFinding finding = AlarmRun::of_manifest(one, party, level);
    finding.period = finding.inputs["condition"] = condition;
    finding.inputs["started_at"] = contract::format_instant(start);
    finding.inputs["entered_at"] = contract::format_instant(one.paper_at);
    finding.inputs["workdays"] = std::to_string(workdays);
    run.raise(of, std::move(finding));
  }
};

// Who is to say whether it was so: of generator and receiver the one that did not enter it.
std::int64_t who_confirms(const storage::ManifestFacts& one) {
  return one.paper_by == one.generator ? one.receiver : one.generator;
}

// Without the word of the other owner, of whom staff entered it for, or the carrier: for that one to give.
// What one of them disputes is found until it confirms the record, and is for whoever entered it to mend: of
// what staff entered for the one that disputes, for staff.
void watch_words(const Backfill& backfill, const storage::ManifestFacts& one, contract::Date entered) {
  const int since = contract::workdays_between(entered, backfill.run.today());
  const AlarmLevel level = backfill.of.level;
  const bool long_ago = since > backfill.of.limit("workdays");
  const bool disputed = one.disputed || one.own_disputed;
  if (one.disputed) backfill.found("disputed", AlarmLevel::red, one.paper_by, since);
  if (one.own_disputed) backfill.found("disputed_by_enterer", AlarmLevel::red, 0, since);
  if (one.unconfirmed && !one.other_confirmed && !disputed && long_ago)
    backfill.found("waiting", level, who_confirms(one), since);
  if (one.own_waits && !disputed && long_ago)
    backfill.found("waiting_for_enterer", level, one.paper_by, since);
  if (one.carrier_disputed)
    backfill.found("disputed_by_carrier", AlarmLevel::red, one.paper_by, since);
  else if (one.carrier_waits && long_ago)
    backfill.found("waiting_for_carrier", level, one.paper_carrier, since);
}

// Working days from the start to the day on which it was entered, and from then on.
void watch_backfill(AlarmRun& run, const storage::ManifestFacts& one) {
  const contract::AlarmRule* of = run.rule_in("A07", one.field);
  if (of == nullptr || one.paper_at == 0 || one.state == "cancelled") return;
  const Backfill backfill{run, *of, one, one.started_at > 0 ? one.started_at : one.issued_at};
  const contract::Date entered = contract::china_date(one.paper_at);
  const int late = contract::workdays_between(contract::china_date(backfill.start), entered);
  if (late > of->limit("workdays")) backfill.found("late", of->level, one.paper_by, late);
  watch_words(backfill, one, entered);
}

}  // namespace

void watch_backfills(AlarmRun& run) {
  for (const storage::ManifestFacts& one : run.facts().manifests) watch_backfill(run, one);
}

}  // namespace wufei::service
