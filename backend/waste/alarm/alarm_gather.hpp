// Reads what the rules look at, in the caller's transaction. Throws Failure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/alarm/alarm_watch.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/declaration/declaration_store.hpp"
#include "waste/party/party_store.hpp"
#include "waste/weighing/weighing_store.hpp"

namespace wufei::service {

class AlarmGatherer {
 public:
  using Manifests =
      std::function<std::vector<storage::ManifestFacts>(storage::Session&, contract::UtcSeconds since)>;

  // Both must outlive it. Without `manifests` there are none.
  AlarmGatherer(const storage::Store& store, Manifests manifests)
      : store_(store),
        alarms_(store),
        manifests_(std::move(manifests)),
        balances_(store),
        declarations_(store),
        parties_(store),
        weighings_(store) {}

  AlarmFacts gather(storage::Session& session, const std::vector<contract::WasteField>& fields,
                    contract::UtcSeconds now) const;

 private:
  void add_party(storage::Session& session, const contract::Party& party, AlarmFacts& facts) const;
  void add_places(storage::Session& session, std::int64_t party, AlarmFacts& facts) const;
  void add_load_limits(storage::Session& session, std::int64_t party, AlarmFacts& facts) const;
  void add_permits(storage::Session& session, const contract::Party& party,
                   const std::vector<storage::MonthSum>& sums, AlarmFacts& facts) const;
  // What left under approvals that are older than `since` and end after it.
  void add_earlier_trips(storage::Session& session, contract::UtcSeconds since, AlarmFacts& facts) const;
  void add_weighings(storage::Session& session, AlarmFacts& facts) const;
  void add_plant_days(storage::Session& session, AlarmFacts& facts) const;
  // Which of those who declared nothing at all have records of movement in the period.
  void add_zeros(storage::Session& session, AlarmFacts& facts) const;

  const storage::Store& store_;
  storage::AlarmStore alarms_;
  Manifests manifests_;
  storage::BalanceStore balances_;
  storage::DeclarationStore declarations_;
  storage::PartyStore parties_;
  storage::WeighingStore weighings_;
};

}  // namespace wufei::service
