#include "waste/alarm/alarm_gather.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "waste/weighing/plate.hpp"

namespace wufei::service {
namespace {

using contract::Date;
using contract::Month;
using storage::MonthSum;
using storage::MovementKind;
using storage::Session;

// Older ones are over, or alarmed long ago.
constexpr std::int64_t kManifestSeconds = kManifestDays * 24LL * 3600;
// Of the kinds of places that take in what a county throws away and weigh it.
constexpr std::string_view kPlants[] = {"incineration", "landfill", "compost"};

// The largest difference of one plate's tares on one day, per mille of the smallest.
std::int64_t tare_drift(const std::vector<const storage::Weighing*>& day) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> tares;
  for (const storage::Weighing* one : day) {
    if (one->plate.empty() || one->tare <= 0) continue;
    auto [found, is_new] = tares.emplace(one->plate, std::pair{one->tare, one->tare});
    found->second = {std::min(found->second.first, one->tare), std::max(found->second.second, one->tare)};
  }
  std::int64_t drift = 0;
  for (const auto& [plate, range] : tares)
    drift = std::max(drift, (range.second - range.first) * 1000 / range.first);
  return drift;
}

using LoadLimits = std::map<std::string, std::int64_t>;

// Of the vehicles that are known by their plate.
std::int64_t load_percent(const std::vector<const storage::Weighing*>& day, const LoadLimits& limits) {
  std::int64_t most = 0;
  for (const storage::Weighing* one : day)
    if (const auto limit = limits.find(one->plate); limit != limits.end())
      most = std::max(most, one->net * 100 / limit->second);
  return most;
}

WeighingDay day_of(const std::vector<const storage::Weighing*>& list, const LoadLimits& limits) {
  const storage::Weighing& first = *list.front();
  WeighingDay day{first.device, first.party, first.facility, contract::china_date(first.weighed_at)};
  std::map<std::int64_t, int> nets;
  for (const storage::Weighing* one : list) {
    ++day.count;
    day.manual += one->manual ? 1 : 0;
    day.same = std::max(day.same, ++nets[one->net]);
  }
  day.tare_drift = tare_drift(list);
  day.load_percent = load_percent(list, limits);
  return day;
}

std::vector<WeighingDay> days_of(const std::vector<storage::Weighing>& weighings, const LoadLimits& limits) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int32_t>;
  std::map<Key, std::vector<const storage::Weighing*>> days;
  for (const storage::Weighing& one : weighings)
    days[{one.device, one.party, one.facility, contract::china_date(one.weighed_at).days}].push_back(&one);
  std::vector<WeighingDay> list;
  for (const auto& [key, day] : days) list.push_back(day_of(day, limits));
  return list;
}

// Of one party, in the last month and the twelve before it.
void add_yields(std::int64_t party, const std::vector<MonthSum>& sums, Month now, AlarmFacts& facts) {
  const Month from = contract::previous_month(now - 100);  // twelve before the last
  std::map<std::pair<std::string, std::string>, YieldFacts> yields;
  for (const MonthSum& sum : sums) {
    if (sum.kind != MovementKind::generate || sum.month < from || sum.month >= now) continue;
    YieldFacts& one = yields[{sum.field, sum.code}];
    one.party = party;
    one.field = sum.field;
    one.code = sum.code;
    one.months[sum.month] += sum.grams;
  }
  for (auto& [kind, one] : yields) facts.yields.push_back(std::move(one));
}

bool is_plant(const contract::Facility& facility) {
  return std::find(std::begin(kPlants), std::end(kPlants), facility.kind) != std::end(kPlants);
}

// Nothing of all but what lies there.
bool is_zero(const contract::Declaration& declared) {
  using contract::Amount;
  constexpr Amount kMoves[] = {Amount::generated, Amount::received,   Amount::self_used,
                               Amount::disposed,  Amount::handed_out, Amount::lost};
  return std::all_of(declared.lines.begin(), declared.lines.end(), [&](const contract::DeclaredLine& line) {
    return std::all_of(std::begin(kMoves), std::end(kMoves),
                       [&](Amount amount) { return line.of(amount) == 0; });
  });
}

}  // namespace

AlarmFacts AlarmGatherer::gather(Session& session, const std::vector<contract::WasteField>& fields,
                                 contract::UtcSeconds now) const {
  AlarmFacts facts;
  facts.now = now;
  if (manifests_) facts.manifests = manifests_(session, now - kManifestSeconds);
  for (std::string& subject : alarms_.untrue_subjects(session, "A18"))
    facts.untrue_ways.insert(std::move(subject));
  for (const storage::WasteStock& stock : balances_.all_stock(session))
    facts.stock.push_back({stock, balances_.oldest(session, stock)});
  for (const contract::Party& party : parties_.all(session)) add_party(session, party, facts);
  if (manifests_) add_earlier_trips(session, now - kManifestSeconds, facts);
  add_weighings(session, facts);
  if (!facts.plants.empty()) add_plant_days(session, facts);
  facts.declarations = due_declarations(session, store_, fields, contract::china_date(now));
  add_zeros(session, facts);
  return facts;
}

void AlarmGatherer::add_party(Session& session, const contract::Party& party, AlarmFacts& facts) const {
  const Month now = contract::month_of(contract::china_date(facts.now));
  const auto sums = balances_.sums(session, {.party = party.id});
  const bool closed = party.state == contract::PartyState::closed;  // it makes and weighs nothing any more
  std::map<std::int64_t, std::int64_t> held;                        // g by facility
  for (const MonthSum& sum : sums) held[sum.facility] += sum.grams;
  add_places(session, party.id, facts);
  if (party.has(contract::WasteRole::generator)) facts.generators.insert(party.id);
  for (contract::Facility& facility : parties_.facilities(session, party.id)) {
    if (!closed && is_plant(facility)) facts.plants.push_back({facility, party.fields, {}});
    const std::int64_t grams = held[facility.id];
    facts.facilities.push_back({std::move(facility), grams});
  }
  if (!closed && party.has(contract::WasteRole::transporter)) add_load_limits(session, party.id, facts);
  add_permits(session, party, sums, facts);
  for (MassBalance& balance : mass_balances(sums, contract::previous_month(now), now))
    facts.balances.push_back({party.id, std::move(balance)});
  if (!closed) add_yields(party.id, sums, now, facts);
}

void AlarmGatherer::add_places(Session& session, std::int64_t party, AlarmFacts& facts) const {
  std::map<std::string, std::int64_t> last;  // by code
  const auto all = parties_.all_facilities(session, party);
  for (const contract::Facility& one : all) last[one.code] = one.id;
  for (const contract::Facility& one : all) facts.places[one.id] = last[one.code];
}

// Of one that several have registered, the most that one of them tells.
void AlarmGatherer::add_load_limits(Session& session, std::int64_t party, AlarmFacts& facts) const {
  for (const contract::WasteVehicle& one : parties_.vehicles(session, party)) {
    if (one.limit <= 0) continue;
    std::int64_t& most = facts.load_limits[contract::comparable_plate(one.plate)];
    most = std::max(most, one.limit);
  }
}

void AlarmGatherer::add_permits(Session& session, const contract::Party& party,
                                const std::vector<MonthSum>& sums, AlarmFacts& facts) const {
  const Month january = contract::month_of(contract::china_date(facts.now)) / 100 * 100 + 1;
  for (contract::Permit& permit : parties_.ended_permits(session, party.id))
    facts.ended_permits.push_back(std::move(permit));
  for (contract::Permit& permit : parties_.permits(session, party.id)) {
    std::int64_t used = 0;
    for (const MonthSum& sum : sums)
      if (sum.kind == MovementKind::receive && sum.month >= january && permit.has_code(sum.code))
        used += sum.grams;
    facts.permits.push_back({std::move(permit), used});
  }
}

void AlarmGatherer::add_earlier_trips(Session& session, contract::UtcSeconds since, AlarmFacts& facts) const {
  const Date read_from = contract::china_date(since);
  const auto consider = [&](const contract::Permit& one) {
    const bool compared = one.verified && one.kind == kEarthApproval && one.total > 0 && one.ended_at != 1;
    if (!compared || one.valid_from >= read_from || one.valid_until < read_from) return;
    const auto [from, is_first] = facts.trips_from.emplace(one.party, one.valid_from);
    if (!is_first) from->second = std::min(from->second, one.valid_from);
  };
  for (const PermitFacts& one : facts.permits) consider(one.permit);
  for (const contract::Permit& one : facts.ended_permits) consider(one);
  for (const auto& [party, from] : facts.trips_from)
    for (storage::TripSum& one : storage::earlier_trips(session, store_, kEarthField, party, from, since))
      facts.earlier_trips.push_back(std::move(one));
}

void AlarmGatherer::add_weighings(Session& session, AlarmFacts& facts) const {
  const Date today = contract::china_date(facts.now);
  const auto weighings = weighings_.between(session, contract::add_days(today, -kGateDays), today);
  facts.weighings = days_of(weighings, facts.load_limits);
  for (const storage::Weighing& one : weighings)
    facts.gates.push_back({one.manifest, one.plate, one.party, one.direction == "in", one.facility,
                           contract::china_date(one.weighed_at)});
  for (const storage::WasteDevice& device : weighings_.valid_devices(session)) {
    const auto [scale, is_new] = facts.scales.emplace(device.party, device.made_at);
    scale->second = std::min(scale->second, device.made_at);
  }
}

void AlarmGatherer::add_plant_days(Session& session, AlarmFacts& facts) const {
  const Date today = contract::china_date(facts.now);
  std::map<std::int64_t, PlantFacts*> plants;
  for (PlantFacts& one : facts.plants) plants.emplace(one.facility.id, &one);
  for (const storage::DayTotal& day :
       weighings_.day_totals(session, contract::add_days(today, -1 - kUsualDays), today))
    if (const auto plant = plants.find(day.facility); plant != plants.end())
      plant->second->days.push_back(day);
}

void AlarmGatherer::add_zeros(Session& session, AlarmFacts& facts) const {
  const auto records = records_of_periods(facts);
  for (DueDeclaration& one : facts.declarations) {
    if (!one.declared || !records.contains({one.party, one.field})) continue;
    const auto declared = declarations_.find(session, one.party, one.field, one.period);
    one.zero = declared && is_zero(*declared);
  }
}

}  // namespace wufei::service
