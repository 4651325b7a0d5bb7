// Rules of licences: how long a collector keeps what it collected.
#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::Date;
using contract::Permit;

// On a past day; where nobody noted when it was given up, for all of its days.
bool was_in_force(const Permit& permit, Date day) {
  const bool given_up = permit.ended_at > 1 && contract::china_date(permit.ended_at) < day;
  return permit.verified && permit.holds_on(day) && !given_up;
}

// Now: what was given up is not, whenever that was.
bool is_in_force(const Permit& permit, Date today) {
  return permit.verified && permit.holds_on(today) && permit.ended_at == 0;
}

// The licence under which it was collected, also one that is over by now; nullptr for whoever may treat it.
const Permit* collection_licence(const AlarmRun& run, const StockFacts& one) {
  const Permit* found = nullptr;
  for (const Permit* permit : run.permits_of(one.stock.party)) {
    if (!permit->has_code(one.stock.code)) continue;
    if (permit->kind == "hazardous_waste" && is_in_force(*permit, run.today())) return nullptr;
    const bool collects = permit->kind == "hazardous_collection" &&
                          (was_in_force(*permit, *one.oldest) || is_in_force(*permit, run.today()));
    if (collects && found == nullptr) found = permit;
  }
  return found;
}

// Measures on licences for hazardous waste, article 20: whoever may only collect hands on within 90 working
// days.
void collected_kept(AlarmRun& run, const StockFacts& one) {
  const AlarmRule* of = run.rule_in("A10", one.stock.field);
  if (of == nullptr || !one.oldest || one.stock.grams <= 0) return;
  const Permit* licence = collection_licence(run, one);
  if (licence == nullptr) return;
  const int days = contract::workdays_between(*one.oldest, run.today());
  if (days < of->limit("warn_workdays")) return;
  const bool over = days > of->limit("workdays");
  AlarmFinding finding = AlarmRun::of_stock(one.stock, over ? AlarmLevel::red : of->level);
  finding.period = (over ? "over/" : "soon/") + contract::format_month(contract::month_of(*one.oldest));
  finding.inputs["number"] = licence->number;
  finding.inputs["oldest"] = contract::format_date(*one.oldest);
  finding.inputs["workdays"] = std::to_string(days);
  finding.inputs["limit_workdays"] = std::to_string(of->limit("workdays"));
  run.raise(*of, std::move(finding));
}

}  // namespace

void watch_licences(AlarmRun& run) {
  for (const StockFacts& one : run.facts().stock) collected_kept(run, one);
}

}  // namespace wufei::service
