#include "waste/places/places_service.hpp"

#include <algorithm>

namespace wufei::service {
namespace {

using contract::Facility;
using contract::Party;
using contract::Permit;
using contract::WasteRole;

constexpr std::string_view kField = "construction", kHazardous = "hazardous";
constexpr std::string_view kApproval = "construction_waste", kRoad = "transport";

bool is_valid(const Permit& permit, contract::Date today) {
  return permit.verified && permit.holds_on(today);
}

// The one that is valid longest.
std::optional<Permit> permit_of(const std::vector<Permit>& permits, contract::Date today, bool road_too) {
  std::optional<Permit> best;
  for (const Permit& one : permits) {
    const bool fits = one.kind == kApproval || (road_too && one.kind == kRoad);
    if (fits && is_valid(one, today) && (!best || best->valid_until < one.valid_until)) best = one;
  }
  return best;
}

// Where waste of others comes: not where the party makes its own.
bool takes_in(const Facility& facility) {
  return facility.kind != "generation" && facility.kind != "self_use";
}

// "" of a person.
std::string public_name(const Party& party) {
  return party.may_be_person() ? std::string() : party.name;
}

}  // namespace

void PlacesService::add_sites(storage::Session& session, const Party& party, const Permit& permit,
                              ConstructionPlaces& places) {
  const auto stock = balances_.stock(session, party.id);
  for (Facility& facility : parties_.facilities(session, party.id)) {
    if (!takes_in(facility) || (party.in_field(kHazardous) && facility.kind == "storage")) continue;
    if (party.may_be_person() && facility.name.find(party.name) != std::string::npos) facility.name.clear();
    ReceivingSite site{public_name(party), facility, permit};
    std::int64_t there = 0;
    bool entered = false, hazardous = false;
    for (const storage::WasteStock& one : stock) {
      if (one.facility != facility.id) continue;
      entered = true;
      hazardous = hazardous || one.field == kHazardous;
      there += one.grams;
    }
    if (hazardous) continue;
    if (facility.capacity > 0 && entered)
      site.left = std::clamp<std::int64_t>(facility.capacity - there, 0, facility.capacity);
    places.sites.push_back(std::move(site));
  }
}

contract::Result<ConstructionPlaces> PlacesService::places() {
  const contract::Date today = contract::china_date(clock_.now());
  return store_.readers().run([&](storage::Session& session) -> contract::Result<ConstructionPlaces> {
    ConstructionPlaces places;
    for (const Party& party : parties_.all(session)) {
      if (party.state != contract::PartyState::verified || !party.in_field(kField)) continue;
      const auto permits = parties_.permits(session, party.id);
      if (const auto permit = permit_of(permits, today, true); permit && party.has(WasteRole::transporter)) {
        const auto vehicles = parties_.vehicles(session, party.id);
        const auto valid = std::count_if(
            vehicles.begin(), vehicles.end(),
            [&](const contract::WasteVehicle& vehicle) { return today <= vehicle.valid_until; });
        places.transporters.push_back({public_name(party), party.area, *permit, static_cast<int>(valid)});
      }
      if (const auto permit = permit_of(permits, today, false); permit && party.has(WasteRole::receiver))
        add_sites(session, party, *permit, places);
    }
    return places;
  });
}

}  // namespace wufei::service
