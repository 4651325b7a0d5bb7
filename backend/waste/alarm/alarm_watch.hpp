// What the rules find in what is known: pure, for any clock.
#pragma once

#include <string>
#include <vector>

#include "waste/alarm/alarm.hpp"
#include "waste/balance/mass_balance.hpp"
#include "waste/declaration/due_declaration.hpp"
#include "waste/field/waste_field.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste/party/party.hpp"

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

struct BalanceFacts {
  std::int64_t party = 0;
  MassBalance balance;
};

// Weighings of one device, or from files of one facility (device 0), on one day.
struct WeighingDay {
  std::int64_t device = 0, party = 0, facility = 0;
  contract::Date day;
  int count = 0, manual = 0;
  int same = 0;                 // of the net weight that came most often
  std::int64_t tare_drift = 0;  // per mille, the largest of one plate
};

// A weighing that names a record of movement.
struct GateFacts {
  std::string manifest, plate;
  std::int64_t party = 0;  // whose scale it was
  bool in = false;         // of what came
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
};

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
