// Rules of ways: what was weighed at their ends, where, how far they were, and whether anybody took it in.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "waste/alarm/alarm_run.hpp"
#include "waste/alarm/usual.hpp"
#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmRule;
using contract::Date;
using contract::UtcSeconds;
using storage::ManifestFacts;

constexpr std::int64_t kWayHour = 3600, kWayDay = 24 * kWayHour;

bool is_moving(const ManifestFacts& one) {
  return one.state != "draft" && one.state != "issued" && one.state != "cancelled";
}

// The weighings of these days, to be asked for one record each.
class Gates {
 public:
  explicit Gates(const std::vector<GateFacts>& gates) {
    for (const GateFacts& one : gates) {
      if (!one.manifest.empty()) named_.emplace(one.party, one.in, one.manifest);
      if (one.manifest.empty() && !one.plate.empty())
        plates_.emplace(one.party, one.in, contract::comparable_plate(one.plate), one.day.days);
    }
  }

  // Whether the party's scale saw it: by its number or, where none was typed, by the plate a day before or
  // after.
  [[nodiscard]] bool saw(std::int64_t party, bool in, const ManifestFacts& one, Date day) const {
    if (named_.contains({party, in, one.number})) return true;
    const std::string plate = contract::comparable_plate(one.vehicle);
    for (int days = -1; !plate.empty() && days <= 1; ++days)
      if (plates_.contains({party, in, plate, day.days + days})) return true;
    return false;
  }

 private:
  std::set<std::tuple<std::int64_t, bool, std::string>> named_;
  std::set<std::tuple<std::int64_t, bool, std::string, std::int32_t>> plates_;
};

// One end of a way: the source, or the receiver.
struct WayEnd {
  const char* name;  // of the input that says when
  std::int64_t party;
  bool in;
  UtcSeconds at;
};

// Only for who has a scale that delivers its weighings, and as long as all weighings around it are known.
void not_weighed(AlarmRun& run, const Gates& gates, const ManifestFacts& one, const WayEnd& end) {
  const AlarmRule* of = run.rule_in("A17", one.field);
  const auto scale = run.facts().scales.find(end.party);
  if (of == nullptr || end.at == 0 || scale == run.facts().scales.end() || scale->second > end.at) return;
  const Date day = contract::china_date(end.at);
  const bool known = day.days - 1 >= run.today().days - kGateDays;
  if (!known || run.facts().now <= end.at + of->limit("hours") * kWayHour) return;
  if (gates.saw(end.party, end.in, one, day)) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, end.party, of->level);
  finding.period = end.in ? "receiver" : "source";
  finding.inputs[end.name] = contract::format_instant(end.at);
  finding.inputs["scale_since"] = contract::format_instant(scale->second);
  finding.inputs["record_plate"] = one.vehicle;
  run.raise(*of, std::move(finding));
}

void both_ends(AlarmRun& run, const Gates& gates, const ManifestFacts& one) {
  if (!is_moving(one)) return;
  // What a child carries was weighed when it came.
  if (one.parent.empty()) not_weighed(run, gates, one, {"started_at", one.generator, false, one.started_at});
  not_weighed(run, gates, one, {"arrived_at", one.receiver, true, one.arrived_at});
}

std::string place_name(const AlarmRun& run, std::int64_t id) {
  const contract::Facility* facility = run.facility_of(id);
  return facility != nullptr ? facility->name : "#" + std::to_string(id);
}

// At another receiver's scale, or at another place of the receiver than the record says.
void other_place(AlarmRun& run, const GateFacts& gate) {
  const ManifestFacts* one = run.manifest_of(gate.manifest);
  const AlarmRule* of = one != nullptr ? run.rule_in("A19", one->field) : nullptr;
  if (of == nullptr || !gate.in || gate.facility == 0 || !is_moving(*one)) return;
  if (gate.party == one->generator || gate.party == one->transporter) return;  // on the way
  const bool receivers = gate.party == one->receiver;
  if (receivers &&
      (one->receiver_facility == 0 || run.place_of(one->receiver_facility) == run.place_of(gate.facility)))
    return;
  AlarmFinding finding = AlarmRun::of_manifest(*one, receivers ? one->receiver : one->transporter, of->level);
  finding.inputs["gate_place"] = place_name(run, gate.facility);
  if (one->receiver_facility > 0) finding.inputs["record_place"] = place_name(run, one->receiver_facility);
  finding.inputs["gate_plate"] = gate.plate;
  run.raise(*of, std::move(finding));
}

// From place to place: who made it, where it lay, who takes it, where.
using Route = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

// Told at both ends, by one vehicle all the way.
bool is_measured(const ManifestFacts& one) {
  return one.legs == 1 && one.arrived_at > 0 && one.departed_km > 0 && one.arrived_km > one.departed_km &&
         one.state != "cancelled";
}

// That came, and how far it was.
struct Way {
  contract::Date day = {};
  std::int64_t km = 0;
};

// Of the days before it whose records are still read on the last day on which it is looked at: what it is
// held against is the same until then.
std::vector<std::int64_t> ways_before(contract::Date day, const std::vector<Way>& ways, const AlarmRule& of) {
  std::vector<std::int64_t> before;
  for (const Way& way : ways)
    if (day.days - way.day.days < kManifestDays - of.limit("days_seen")) before.push_back(way.km);
  return before;
}

void unusual_way(AlarmRun& run, const ManifestFacts& one, const std::vector<Way>& ways) {
  const AlarmRule* of = run.rule_in("A18", one.field);
  const contract::Date day = contract::china_date(one.arrived_at);
  if (of == nullptr || run.today().days - day.days > of->limit("days_seen")) return;
  const auto before = ways_before(day, ways, *of);
  if (static_cast<std::int64_t>(before.size()) < of->limit("trips")) return;
  const std::int64_t way = one.arrived_km - one.departed_km, usual = median(before);
  if (is_usual(way, usual, 100 - of->limit("percent"), 100 + of->limit("percent"))) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.transporter, of->level);
  finding.inputs["way_km"] = std::to_string(way);
  finding.inputs["usual_km"] = std::to_string(usual);
  finding.inputs["trips"] = std::to_string(before.size());
  run.raise(*of, std::move(finding));
}

// Each against those that came before it, so that one look says what the last one said.
void unusual_ways(AlarmRun& run) {
  std::map<Route, std::vector<const ManifestFacts*>> routes;
  for (const ManifestFacts& one : run.facts().manifests)
    if (is_measured(one))
      routes[{one.generator, run.place_of(one.facility), one.receiver, run.place_of(one.receiver_facility)}]
          .push_back(&one);
  for (auto& [route, trips] : routes) {
    std::stable_sort(trips.begin(), trips.end(), [](const ManifestFacts* left, const ManifestFacts* right) {
      return left->arrived_at < right->arrived_at;
    });
    std::vector<Way> before;
    for (const ManifestFacts* one : trips) {
      unusual_way(run, *one, before);
      if (!run.facts().untrue_ways.contains("manifest/" + one->number))
        before.push_back({contract::china_date(one->arrived_at), one->arrived_km - one->departed_km});
    }
  }
}

// Over some kilometres faster than a lorry goes: a time or a reading is wrong, or the load came otherwise.
void too_fast(AlarmRun& run, const ManifestFacts& one) {
  const AlarmRule* of = run.rule_in("A29", one.field);
  if (of == nullptr || !is_measured(one) || one.started_at == 0 || one.arrived_at < one.started_at) return;
  if (run.today().days - contract::china_date(one.arrived_at).days > of->limit("days_seen")) return;
  const std::int64_t way = one.arrived_km - one.departed_km, fastest = of->limit("km_per_hour");
  const std::int64_t seconds = std::max<std::int64_t>(one.arrived_at - one.started_at, 1);
  if (fastest == 0 || way < of->limit("least_km") || way * kWayHour <= fastest * seconds) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.transporter, of->level);
  finding.period = "fast";
  finding.inputs["way_km"] = std::to_string(way);
  finding.inputs["started_at"] = contract::format_instant(one.started_at);
  finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  run.raise(*of, std::move(finding));
}

// Solid Waste Law, article 71: whoever made it answers for where it goes.
void not_taken_in(AlarmRun& run, const ManifestFacts& one) {
  const AlarmRule* of = run.rule_in("A32", one.field);
  if (of == nullptr || !of->is_for(one.code) || !is_moving(one)) return;
  if (one.started_at == 0 || one.accepted_at != 0) return;
  if (run.facts().now <= one.started_at + of->limit("days") * kWayDay) return;
  AlarmFinding finding = AlarmRun::of_manifest(one, one.generator, of->level);
  finding.inputs["started_at"] = contract::format_instant(one.started_at);
  if (one.arrived_at > 0) finding.inputs["arrived_at"] = contract::format_instant(one.arrived_at);
  finding.inputs["limit_days"] = std::to_string(of->limit("days"));
  run.raise(*of, std::move(finding));
}

}  // namespace

void watch_ways(AlarmRun& run) {
  const Gates gates(run.facts().gates);
  for (const ManifestFacts& one : run.facts().manifests) {
    both_ends(run, gates, one);
    too_fast(run, one);
    not_taken_in(run, one);
  }
  for (const GateFacts& gate : run.facts().gates) other_place(run, gate);
  unusual_ways(run);
}

}  // namespace wufei::service
