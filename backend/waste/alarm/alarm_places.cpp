// Rules of places: what lies there, and what a plant weighs.
#include <algorithm>

#include "lib/base/find.hpp"
#include "waste/alarm/alarm_run.hpp"
#include "waste/alarm/usual.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::Date;

std::string this_month(const AlarmRun& run) {
  return contract::format_month(contract::month_of(run.today()));
}

// Regulations on medical waste, article 17: it is kept for two days at most.
void medical_kept(AlarmRun& run, const StockFacts& one) {
  const AlarmRule* of = run.rule_in("A11", one.stock.field);
  if (of == nullptr || !one.oldest || one.stock.grams <= 0 || !of->is_for(one.stock.code)) return;
  const std::int64_t days = run.today().days - one.oldest->days;
  if (days <= of->limit("days")) return;
  AlarmFinding finding = AlarmRun::of_stock(one.stock, of->level);
  finding.period = contract::format_month(contract::month_of(*one.oldest));
  finding.inputs["oldest"] = contract::format_date(*one.oldest);
  finding.inputs["days"] = std::to_string(days);
  finding.inputs["limit_days"] = std::to_string(of->limit("days"));
  run.raise(*of, std::move(finding));
}

AlarmFinding of_place(const contract::Facility& facility, AlarmLevel level) {
  AlarmFinding finding{
      {}, "facility/" + std::to_string(facility.id), {}, level, facility.party, {}, facility.area, {}};
  finding.inputs = {{"place", facility.name}};
  return finding;
}

// GB 18597-2023: what a storage point may hold. A place that is registered to hold more is a store, not a
// point, and has its own limit (A23).
void point_full(AlarmRun& run, const FacilityFacts& one, std::string_view field, std::int64_t grams) {
  const AlarmRule* of = run.rule_in("A12", field);
  const std::string& kind = one.facility.kind;
  if (of == nullptr || (kind != "generation" && kind != "storage")) return;
  const std::int64_t limit = of->limit("grams");
  if (one.facility.capacity > limit || grams <= limit) return;
  AlarmFinding finding = of_place(one.facility, of->level);
  finding.field = field;
  finding.period = this_month(run);
  finding.inputs["grams"] = std::to_string(grams);
  finding.inputs["limit_grams"] = std::to_string(limit);
  run.raise(*of, std::move(finding));
}

void watch_points(AlarmRun& run) {
  std::map<std::int64_t, std::map<std::string_view, std::int64_t>> held;  // by facility and field
  for (const StockFacts& one : run.facts().stock)
    if (one.stock.facility > 0 && one.stock.grams > 0)
      held[one.stock.facility][one.stock.field] += one.stock.grams;
  for (const FacilityFacts& one : run.facts().facilities)
    if (const auto found = held.find(one.facility.id); found != held.end())
      for (const auto& [field, grams] : found->second) point_full(run, one, field, grams);
}

// ---- Plants that weigh

// The rule in the first of the party's fields in which it is on; `field` is that one.
const AlarmRule* plant_rule(const AlarmRun& run, const PlantFacts& one, std::string& field) {
  for (const std::string& id : one.fields)
    if (const AlarmRule* of = run.rule_in("A31", id)) {
      field = id;
      return of;
    }
  return nullptr;
}

void silent_plant(AlarmRun& run, const PlantFacts& one, const AlarmRule& of, const std::string& field) {
  constexpr std::int64_t kSecondsOfHour = 3600;
  contract::UtcSeconds last = 0;
  for (const storage::DayTotal& day : one.days) last = std::max(last, day.last);
  if (run.facts().now <= last + of.limit("hours") * kSecondsOfHour) return;
  AlarmFinding finding = of_place(one.facility, of.level);
  finding.field = field;
  finding.period = "silent/" + contract::format_date(contract::china_date(last));
  finding.inputs["last_weighing"] = contract::format_instant(last);
  finding.inputs["hours"] = std::to_string(of.limit("hours"));
  run.raise(of, std::move(finding));
}

void unusual_day(AlarmRun& run, const PlantFacts& one, const AlarmRule& of, const std::string& field,
                 std::int64_t usual) {
  const Date yesterday = contract::add_days(run.today(), -1);
  const auto* found = contract::find_by(&storage::DayTotal::day, one.days, yesterday);
  if (found == nullptr || is_usual(found->net, usual, of.limit("low_percent"), of.limit("high_percent")))
    return;
  AlarmFinding finding = of_place(one.facility, of.level);
  finding.field = field;
  finding.period = contract::format_date(yesterday);
  finding.inputs["day_grams"] = std::to_string(found->net);
  finding.inputs["usual_grams"] = std::to_string(usual);
  run.raise(of, std::move(finding));
}

// Only one that weighs what comes on most days.
void watch_plant(AlarmRun& run, const PlantFacts& one) {
  std::string field;
  const AlarmRule* of = plant_rule(run, one, field);
  if (of == nullptr) return;
  const Date yesterday = contract::add_days(run.today(), -1);
  std::vector<std::int64_t> before;
  for (const storage::DayTotal& day : one.days)
    if (day.day < yesterday) before.push_back(day.net);
  if (before.empty() || static_cast<std::int64_t>(before.size()) < of->limit("days")) return;
  silent_plant(run, one, *of, field);
  unusual_day(run, one, *of, field, median(std::move(before)));
}

}  // namespace

void watch_places(AlarmRun& run) {
  for (const StockFacts& one : run.facts().stock) medical_kept(run, one);
  watch_points(run);
  for (const PlantFacts& one : run.facts().plants) watch_plant(run, one);
}

}  // namespace wufei::service
