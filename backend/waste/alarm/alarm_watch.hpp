// What the rules find in what is known: pure, for any clock.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waste/alarm/alarm.hpp"
#include "waste/balance/mass_balance.hpp"
#include "waste/declaration/due_declaration.hpp"
#include "waste/field/waste_field.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste/party/party.hpp"
#include "waste/weighing/weighing_store.hpp"

namespace wufei::service {

struct StockFacts {
  storage::WasteStock stock;
  std::optional<contract::Date> oldest;  // first in, first out
};

struct FacilityFacts {
  contract::Facility facility;
  std::int64_t grams = 0;  // of all kinds together
};

struct PermitFacts {
  contract::Permit permit;
  std::int64_t used = 0;  // g received under it this year
};

// Days back from now of which all records are known.
inline constexpr int kManifestDays = 400;

struct BalanceFacts {
  std::int64_t party = 0;
  MassBalance balance;
};

// Weighings of one device, or from files of one facility (device 0), on one day.
struct WeighingDay {
  std::int64_t device = 0, party = 0, facility = 0;
  contract::Date day;
  int count = 0, manual = 0;
  int same = 0;                   // of the net weight that came most often
  std::int64_t tare_drift = 0;    // per mille, the largest of one plate
  std::int64_t load_percent = 0;  // net of its vehicle's load limit, the heaviest; 0 = none is known
};

// A weighing of these days.
struct GateFacts {
  std::string manifest;  // that it names, "" = none
  std::string plate;
  std::int64_t party = 0;     // whose scale it was
  bool in = false;            // of what came
  std::int64_t facility = 0;  // at which it was, 0 = not told
  contract::Date day = {};
};

// Days back from today of which each weighing is known; late ones are looked at too.
inline constexpr int kGateDays = 3;
// Days before yesterday from which a plant's usual day is taken.
inline constexpr int kUsualDays = 28;

// A plant that weighs what comes, with its totals of the kUsualDays before yesterday and since.
struct PlantFacts {
  contract::Facility facility;
  std::vector<std::string> fields;      // of its party
  std::vector<storage::DayTotal> days;  // in order, only those with weighings
};

// What a party made of one kind in the last month and the twelve before it, g, only months with rows.
struct YieldFacts {
  std::int64_t party = 0;
  std::string field, code;
  std::map<contract::Month, std::int64_t> months;
};

struct AlarmFacts {
  contract::UtcSeconds now = 0;
  std::vector<storage::ManifestFacts> manifests;
  std::vector<StockFacts> stock;
  std::vector<FacilityFacts> facilities;
  std::vector<PermitFacts> permits;
  std::vector<BalanceFacts> balances;
  std::vector<WeighingDay> weighings;
  std::vector<contract::Permit> ended_permits = {};
  std::vector<GateFacts> gates = {};
  std::vector<DueDeclaration> declarations = {};
  std::vector<PlantFacts> plants = {};
  std::vector<YieldFacts> yields = {};
  std::map<std::int64_t, contract::UtcSeconds> scales = {};  // by party: since when it has one that is valid
  std::set<std::string> untrue_ways = {};  // subjects of A18 whose alarm was closed as untrue
  std::set<std::int64_t> generators = {};  // parties that make waste
  // By id of each facility, given up or not: the id of the party's last one with the same code. What was
  // given up and added again is one place.
  std::map<std::int64_t, std::int64_t> places = {};
  // g of load that a vehicle may carry, by comparable_plate(), of those that are registered and tell it.
  std::map<std::string, std::int64_t> load_limits = {};
  // Of construction waste, by sums, what `manifests` leaves out of some generators, from a day of each on.
  std::vector<storage::TripSum> earlier_trips = {};
  std::map<std::int64_t, contract::Date> trips_from = {};  // by generator
};

inline constexpr std::string_view kEarthField = "construction";
inline constexpr std::string_view kEarthApproval = "construction_waste";

// Records of movement that the ledgers of the last period took in, by party and field.
std::map<std::pair<std::int64_t, std::string>, int> records_of_periods(const AlarmFacts& facts);

// Of A25: one for each party and field.
std::string due_subject(const DueDeclaration& one);
// Whether the rule runs here: there is code for it, it is active on the day, and on in some field.
bool rule_runs(const contract::AlarmRule& rule, const std::vector<contract::WasteField>& fields,
               contract::Date today);
// Findings of the rules that are active and, where a field is known, on in that field.
std::vector<contract::AlarmFinding> find_alarms(const AlarmFacts& facts,
                                                const std::vector<contract::AlarmRule>& rules,
                                                const std::vector<contract::WasteField>& fields);

}  // namespace wufei::service
