// Rules of licences: how long a collector keeps what it collected, and what left a building site against what
// may leave it.
#include <algorithm>
#include <map>

#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::Date;
using contract::Permit;
using storage::ManifestFacts;

AlarmFinding of_licence(const Permit& permit, AlarmLevel level, const char* period) {
  AlarmFinding finding{{}, "permit/" + std::to_string(permit.id), period, level, permit.party, {}, {}, {}};
  finding.inputs = {{"number", permit.number}};
  return finding;
}

// ---- A licence for collecting alone

bool was_in_force(const Permit& permit, Date day) {
  const bool given_up = permit.ended_at > 1 && contract::china_date(permit.ended_at) < day;
  return permit.verified && permit.holds_on(day) && !given_up;
}

// The licence under which it was collected, also one that is over by now; nullptr for whoever may treat it.
const Permit* collection_licence(const AlarmRun& run, const StockFacts& one) {
  const Permit* found = nullptr;
  for (const Permit* permit : run.permits_of(one.stock.party)) {
    if (!permit->has_code(one.stock.code)) continue;
    if (permit->kind == "hazardous_waste" && was_in_force(*permit, run.today())) return nullptr;
    const bool collects = permit->kind == "hazardous_collection" &&
                          (was_in_force(*permit, *one.oldest) || was_in_force(*permit, run.today()));
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

// ---- What may leave a building site

constexpr std::string_view kEarthField = "construction";

using Licences = std::vector<const Permit*>;

bool is_earth_licence(const PermitFacts& one) {
  return one.generates && one.permit.verified && one.permit.kind == "construction_waste" &&
         one.permit.total > 0;
}

bool share_code(const Permit& one, const Permit& other) {
  return one.codes.empty() || other.codes.empty() ||
         std::any_of(one.codes.begin(), one.codes.end(),
                     [&](const std::string& code) { return other.has_code(code); });
}

// Whether a record can be under both: then nobody knows under which one it was.
bool is_mixed_up(const Permit& one, const Licences& all) {
  return std::any_of(all.begin(), all.end(), [&](const Permit* other) {
    const bool apart = other->valid_until < one.valid_from || one.valid_until < other->valid_from;
    return other->id != one.id && other->facility == one.facility && !apart && share_code(*other, one);
  });
}

// Accepted, agreed to, and not on its way back.
bool counts_as_trip(const ManifestFacts& one) {
  return one.field == kEarthField && one.accepted_at > 0 && one.accepted > 0 && !one.unconfirmed &&
         !one.back && one.state != "cancelled";
}

struct Trips {
  std::int64_t grams = 0, unplaced = 0;  // unplaced: whose record names no site, beside `grams`
  int records = 0;
};

// A licence of no site has what no other one has by its site.
bool is_anothers(const ManifestFacts& trip, const Permit& licence, const Licences& all, Date day) {
  return std::any_of(all.begin(), all.end(), [&](const Permit* other) {
    return other->id != licence.id && other->facility > 0 && other->facility == trip.facility &&
           other->holds_on(day) && other->has_code(trip.code);
  });
}

Trips trips_under(const Permit& licence, const Licences& all, const std::vector<const ManifestFacts*>& of) {
  Trips sum;
  for (const ManifestFacts* one : of) {
    const Date day = contract::china_date(one->started_at > 0 ? one->started_at : one->accepted_at);
    if (!licence.holds_on(day) || !licence.has_code(one->code)) continue;
    if (licence.facility > 0 && one->facility == 0) sum.unplaced += one->accepted;
    const bool its =
        licence.facility > 0 ? one->facility == licence.facility : !is_anothers(*one, licence, all, day);
    if (!its) continue;
    sum.grams += one->accepted;
    ++sum.records;
  }
  return sum;
}

// Some days after its end, when what was under way has come, for some weeks; only where all of its records
// are still known.
bool is_just_over(const AlarmRun& run, const AlarmRule& of, const Permit& licence) {
  const int since = run.today().days - licence.valid_until.days;
  return since > of.limit("days_after") && since <= of.limit("days_seen") &&
         licence.valid_from.days >= run.today().days - kManifestDays;
}

void compare_trips(AlarmRun& run, const AlarmRule& of, const Permit& licence, const Trips& sum) {
  const bool over = sum.grams * 100 > licence.total * of.limit("percent");
  const bool low = (sum.grams + sum.unplaced) * 100 < licence.total * of.limit("low_percent") &&
                   is_just_over(run, of, licence);
  if (!over && !low) return;
  AlarmFinding finding = of_licence(licence, over ? AlarmLevel::red : of.level, over ? "over" : "short");
  finding.field = kEarthField;
  finding.inputs["valid_until"] = contract::format_date(licence.valid_until);
  finding.inputs["total_grams"] = std::to_string(licence.total);
  finding.inputs["record_grams"] = std::to_string(sum.grams);
  finding.inputs["records"] = std::to_string(sum.records);
  if (sum.unplaced > 0) finding.inputs["unplaced_grams"] = std::to_string(sum.unplaced);
  run.raise(of, std::move(finding));
}

void earth_moved(AlarmRun& run) {
  const AlarmRule* of = run.rule_in("A30", kEarthField);
  if (of == nullptr) return;
  std::map<std::int64_t, Licences> licences;  // by party
  for (const PermitFacts& one : run.facts().permits)
    if (is_earth_licence(one)) licences[one.permit.party].push_back(&one.permit);
  if (licences.empty()) return;
  std::map<std::int64_t, std::vector<const ManifestFacts*>> trips;  // by who made it
  for (const ManifestFacts& one : run.facts().manifests)
    if (counts_as_trip(one) && licences.contains(one.generator)) trips[one.generator].push_back(&one);
  for (const auto& [party, all] : licences)
    for (const Permit* licence : all)
      if (!is_mixed_up(*licence, all))
        compare_trips(run, *of, *licence, trips_under(*licence, all, trips[party]));
}

}  // namespace

void watch_licences(AlarmRun& run) {
  for (const StockFacts& one : run.facts().stock) collected_kept(run, one);
  earth_moved(run);
}

}  // namespace wufei::service
