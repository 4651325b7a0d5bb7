// Who may move construction waste today and where it may be taken in: public by the rules of other cities
// (Jinan 2018, art. 37; Xuchang 2021), so that nobody has to ask. Only parties that are verified and not
// suspended, with a permit that the bureau verified and that is valid today. Knows nothing of HTTP.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "county/clock.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/party/party_store.hpp"

namespace wufei::service {

struct ApprovedTransporter {
  std::string party, area;  // its name, "" = perhaps a person; code of the area
  contract::Permit permit;
  int vehicles = 0;  // with a certificate that is valid today
};

struct ReceivingSite {
  std::string party;            // as above
  contract::Facility facility;  // without its name where that has the person's
  contract::Permit permit;
  std::optional<std::int64_t> left = {};  // g; nullopt: no capacity told, or nothing entered of it
};

struct ConstructionPlaces {
  std::vector<ApprovedTransporter> transporters = {};
  std::vector<ReceivingSite> sites = {};
};

class PlacesService {
 public:
  // All must outlive the service.
  PlacesService(storage::Store& store, Clock& clock)
      : store_(store), parties_(store), balances_(store), clock_(clock) {}

  // By party. Places of a party that has hazardous waste are told only where none of it was ever entered, and
  // never where it stores.
  contract::Result<ConstructionPlaces> places();

 private:
  void add_sites(storage::Session& session, const contract::Party& party, const contract::Permit& permit,
                 ConstructionPlaces& places);

  storage::Store& store_;
  storage::PartyStore parties_;
  storage::BalanceStore balances_;
  Clock& clock_;
};

}  // namespace wufei::service
