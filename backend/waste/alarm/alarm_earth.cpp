// What left a building site against what its approval says may leave it.
#include <algorithm>
#include <map>
#include <optional>

#include "waste/alarm/alarm_run.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmLevel;
using contract::AlarmRule;
using contract::Date;
using contract::Permit;
using storage::ManifestFacts;

// An approval with the place and the days that it really had.
struct Approval {
  const Permit* permit = nullptr;
  std::int64_t place = 0;    // 0 = it names none
  bool place_known = false;  // the place is still there: records can name it
  Date until = {};           // included

  [[nodiscard]] bool covers(Date day, std::string_view code) const {
    return permit->valid_from <= day && day <= until && permit->has_code(code);
  }
  // Some day is of both.
  [[nodiscard]] bool meets(const Approval& other) const {
    return other.permit->valid_from <= until && permit->valid_from <= other.until;
  }
  // One that was given up on a day that nobody noted is never blamed.
  [[nodiscard]] bool is_compared() const { return permit->total > 0 && permit->ended_at != 1; }
};

using Approvals = std::vector<Approval>;

bool is_approval(const Permit& one) {
  return one.verified && one.kind == kEarthApproval;
}

// Given up to be written again, with the same number: the later one says what it should have said.
bool is_rewritten(const AlarmRun& run, const Permit& one) {
  const auto& all = run.permits_of(one.party);
  return one.ended_at != 0 && std::any_of(all.begin(), all.end(), [&](const Permit* other) {
           return other->id > one.id && is_approval(*other) && other->number == one.number;
         });
}

Approval approval_of(const AlarmRun& run, const Permit& one) {
  Approval approval{&one, run.place_of(one.facility), false, one.valid_until};
  // Of a place of which nothing is known it is taken to be there.
  approval.place_known =
      !run.facts().places.contains(one.facility) || run.facility_of(approval.place) != nullptr;
  if (one.ended_at > 1) approval.until = std::min(one.valid_until, contract::china_date(one.ended_at));
  return approval;
}

// All of one party, also those that tell no total or were given up: each has records of its own.
Approvals approvals_of(const AlarmRun& run, std::int64_t party) {
  Approvals all;
  for (const Permit* one : run.permits_of(party))
    if (is_approval(*one) && !is_rewritten(run, *one)) all.push_back(approval_of(run, *one));
  return all;
}

bool share_code(const Permit& one, const Permit& other) {
  return one.codes.empty() || other.codes.empty() ||
         std::any_of(one.codes.begin(), one.codes.end(),
                     [&](const std::string& code) { return other.has_code(code); });
}

// Whether a record can be under both: then nobody knows under which one it was.
bool is_mixed_up(const Approval& one, const Approvals& all) {
  return std::any_of(all.begin(), all.end(), [&](const Approval& other) {
    return other.permit != one.permit && other.place == one.place && other.meets(one) &&
           share_code(*other.permit, *one.permit);
  });
}

bool counts_as_trip(const ManifestFacts& one) {
  return one.field == kEarthField && one.is_in_ledgers();
}

struct Trip {
  Date day = {};
  std::string_view code = {};
  std::int64_t place = 0, grams = 0;
  int records = 1;
};

struct Trips {
  std::int64_t grams = 0;
  std::int64_t unplaced = 0;  // beside `grams`: may be of this one
  std::int64_t stray = 0;     // of those: no approval without a place has them
  int records = 0;
};

bool any_has(const Approvals& all, const Trip& trip, std::int64_t place) {
  return std::any_of(all.begin(), all.end(), [&](const Approval& other) {
    return other.place == place && other.covers(trip.day, trip.code);
  });
}

// An approval of no place has what no other one has by its place.
bool is_its(const Approval& one, const Trip& trip, const Approvals& all) {
  if (one.place > 0) return trip.place == one.place;
  return trip.place == 0 || !any_has(all, trip, trip.place);
}

// The record names no place; or a place that no approval is for, while this one's place is gone.
bool may_be_its(const Approval& one, const Trip& trip, const Approvals& all) {
  return one.place > 0 && (trip.place == 0 || (!one.place_known && !any_has(all, trip, trip.place)));
}

Trips trips_under(const Approval& one, const Approvals& all, const std::vector<Trip>& of) {
  Trips sum;
  for (const Trip& trip : of) {
    if (!one.covers(trip.day, trip.code)) continue;
    if (is_its(one, trip, all)) {
      sum.grams += trip.grams;
      sum.records += trip.records;
    } else if (may_be_its(one, trip, all)) {
      sum.unplaced += trip.grams;
      if (!any_has(all, trip, 0)) sum.stray += trip.grams;
    }
  }
  return sum;
}

// g that may leave until the rule finds too much.
std::int64_t most_under(const Approval& one, const AlarmRule& of) {
  return one.permit->total * of.limit("percent") / 100;
}

// g that other approvals may still have had of what names no place; nullopt: nobody knows.
std::optional<std::int64_t> room_elsewhere(const Approval& one, const Approvals& all, const AlarmRule& of,
                                           const std::vector<Trip>& trips) {
  std::int64_t room = 0;
  for (const Approval& other : all) {
    if (other.permit == one.permit || !other.meets(one)) continue;
    if (!other.is_compared() || is_mixed_up(other, all)) return std::nullopt;
    room += std::max<std::int64_t>(0, most_under(other, of) - trips_under(other, all, trips).grams);
  }
  return room;
}

// Also when nobody else can have had what names no place: leaving it out hides nothing.
bool is_stray_over(const Approval& one, const Approvals& all, const AlarmRule& of,
                   const std::vector<Trip>& trips, const Trips& sum) {
  if (sum.stray == 0) return false;
  const auto room = room_elsewhere(one, all, of, trips);
  return room && sum.grams + sum.stray - *room > most_under(one, of);
}

// All of its records are read, one by one or as sums of days.
bool is_known(const AlarmRun& run, const Permit& permit) {
  const auto from = run.facts().trips_from.find(permit.party);
  if (from != run.facts().trips_from.end() && permit.valid_from >= from->second) return true;
  return permit.valid_from.days >= run.today().days - kManifestDays;
}

// Nothing leaves under it any more, and what left would grow less from day to day.
bool is_long_over(const AlarmRun& run, const AlarmRule& of, const Approval& one) {
  const int since = run.today().days - one.until.days;
  return since > of.limit("days_seen") && (since > kManifestDays || !is_known(run, *one.permit));
}

// Some days after its end, when what was under way has come, for some weeks; only where all of its records
// are still known, and not of one that was given up before its end.
bool is_just_over(const AlarmRun& run, const AlarmRule& of, const Permit& permit) {
  const int since = run.today().days - permit.valid_until.days;
  return permit.ended_at == 0 && since > of.limit("days_after") && since <= of.limit("days_seen") &&
         is_known(run, permit);
}

void compare_trips(AlarmRun& run, const AlarmRule& of, const Approval& one, const Approvals& all,
                   const std::vector<Trip>& trips) {
  const Permit& permit = *one.permit;
  const Trips sum = trips_under(one, all, trips);
  const bool over = sum.grams * 100 > permit.total * of.limit("percent");
  const bool stray = !over && is_stray_over(one, all, of, trips, sum);
  const bool low = (sum.grams + sum.unplaced) * 100 < permit.total * of.limit("low_percent") &&
                   is_just_over(run, of, permit);
  if (!over && !stray && !low) return;
  AlarmFinding finding{{},
                       "permit/" + std::to_string(permit.id),
                       over ? "over" : (stray ? "unplaced" : "short"),
                       over ? AlarmLevel::red : of.level,
                       permit.party,
                       std::string(kEarthField),
                       {},
                       {}};
  finding.inputs = {{"number", permit.number}};
  finding.inputs["valid_until"] = contract::format_date(one.until);
  finding.inputs["total_grams"] = std::to_string(permit.total);
  finding.inputs["record_grams"] = std::to_string(sum.grams);
  finding.inputs["records"] = std::to_string(sum.records);
  if (sum.unplaced > 0) finding.inputs["unplaced_grams"] = std::to_string(sum.unplaced);
  run.raise(of, std::move(finding));
}

// Whether it left in the days that this one had when it was written, after it was given up, and no other one
// can have had it. A record that names no place may be of any.
bool left_after(const Approval& one, const Trip& trip, const Approvals& all) {
  if (trip.day <= one.until || trip.day > one.permit->valid_until || !one.permit->has_code(trip.code))
    return false;
  if (one.place > 0 && trip.place != one.place) return false;
  return std::none_of(all.begin(), all.end(), [&](const Approval& other) {
    const bool may = other.place == 0 || trip.place == 0 || other.place == trip.place || !other.place_known;
    return may && other.covers(trip.day, trip.code);
  });
}

// Of several that were given up before it left, it is told of the last one alone: one trip, one alarm.
bool is_last_before(const Approval& one, const Trip& trip, const Approvals& all) {
  const auto later = [&](const Approval& other) {
    return other.permit->ended_at > one.permit->ended_at ||
           (other.permit->ended_at == one.permit->ended_at && other.permit->id > one.permit->id);
  };
  return std::none_of(all.begin(), all.end(), [&](const Approval& other) {
    return other.permit->ended_at > 1 && later(other) && left_after(other, trip, all);
  });
}

// Earth needs an approval to leave; one that was given up is none.
void find_left_after(AlarmRun& run, const AlarmRule& of, const Approval& one, const Approvals& all,
                     const std::vector<Trip>& trips) {
  const Permit& permit = *one.permit;
  if (permit.ended_at <= 1 || is_long_over(run, of, one)) return;
  std::int64_t grams = 0;
  int records = 0;
  for (const Trip& trip : trips)
    if (left_after(one, trip, all) && is_last_before(one, trip, all)) {
      grams += trip.grams;
      records += trip.records;
    }
  if (records == 0) return;
  AlarmFinding finding{{},           "permit/" + std::to_string(permit.id),
                       "after",      of.level,
                       permit.party, std::string(kEarthField),
                       {},           {}};
  finding.inputs = {{"condition", "after"}, {"number", permit.number}};
  finding.inputs["valid_until"] = contract::format_date(one.until);
  finding.inputs["record_grams"] = std::to_string(grams);
  finding.inputs["records"] = std::to_string(records);
  run.raise(of, std::move(finding));
}

Trip trip_of(const AlarmRun& run, const ManifestFacts& one) {
  const Date day = contract::china_date(one.started_at > 0 ? one.started_at : one.accepted_at);
  return {day, one.code, run.place_of(one.facility), one.accepted, 1};
}

}  // namespace

void watch_earth(AlarmRun& run) {
  const AlarmRule* of = run.rule_in("A30", kEarthField);
  if (of == nullptr) return;
  std::map<std::int64_t, std::vector<Trip>> trips;  // by who made it
  for (const ManifestFacts& one : run.facts().manifests)
    if (counts_as_trip(one) && run.facts().generators.contains(one.generator))
      trips[one.generator].push_back(trip_of(run, one));
  for (const storage::TripSum& one : run.facts().earlier_trips)
    trips[one.generator].push_back({one.day, one.code, run.place_of(one.facility), one.grams, one.records});
  for (const std::int64_t party : run.facts().generators) {
    const Approvals all = approvals_of(run, party);
    for (const Approval& one : all) {
      if (one.is_compared() && !is_mixed_up(one, all) && !is_long_over(run, *of, one))
        compare_trips(run, *of, one, all, trips[party]);
      find_left_after(run, *of, one, all, trips[party]);
    }
  }
}

}  // namespace wufei::service
