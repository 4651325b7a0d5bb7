// What people write when they register a party and what it has, and the rules that hold without a database.
// Codes, plates and days come as people type and paste them: full width, small letters, marks that cannot be
// seen.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "lib/base/result.hpp"
#include "waste/field/waste_field.hpp"
#include "waste/party/party.hpp"

namespace wufei::contract {

// Unified social credit code of legal and other organisations (GB 32100-2015): 18 characters without I O S V
// Z, the last one a check character (weights 3^i modulo 31). `code` in upper case.
bool is_credit_code(std::string_view code);
// Of a county, for those without such a code: "371524-P-" and eight symbols of Crockford's base 32.
bool is_county_number(std::string_view code, std::string_view county);
// From eight numbers, each uniform in 0..31.
std::string make_county_number(std::string_view county, std::span<const std::uint8_t, 8> symbols);
// As codes are kept: upper case, without spaces and what cannot be seen.
std::string entered_code(std::string_view text);

// What is written of tonnes: "30", "0.5", at most six decimals; nullopt for anything else and above 10^9 t.
std::optional<std::int64_t> grams_of_tonnes(std::string_view text);
std::string tonnes_text(std::int64_t grams);

inline constexpr std::string_view kFacilityKinds[] = {"generation", "storage",  "self_use",     "disposal",
                                                      "sorting",    "transfer", "incineration", "landfill",
                                                      "station",    "compost"};
inline constexpr std::string_view kPermitKinds[] = {
    "pollution", "hazardous_waste", "hazardous_collection", "construction_waste", "transport", "recycling",
    "other"};

inline constexpr std::string_view kStreamWays[] = {"self_use", "self_dispose", "entrust_use",
                                                   "entrust_dispose"};

// As typed. Each `checked_*` puts it right and answers it, or invalid with a fault for each field, its
// pointer "/" and the member's name.
struct PartyWish {
  std::string code;  // "" = a number of the county is made
  std::string name;
  std::vector<std::string> roles, fields;
  std::string area, address, industry, contact, phone;
};
struct FacilityWish {
  std::string code, kind, name, area, capacity;  // capacity in t, "" = not told
  bool open_to_public = false;
};
struct VehicleWish {
  std::string plate, limit, certificate, valid_until;  // limit in t
};
struct PermitWish {
  std::string kind, number, issuer, valid_from, valid_until, codes, yearly;  // t, "" = not told
  std::string total = {};  // t in all its days, "" = not told
  std::string site = {};   // the party's own code of a facility, "" = not told
};
// In the wish of what is changed: the place that it has, which may be given up. No code of a facility is
// written so.
inline constexpr std::string_view kKeptPlace = "=";
// What a permit allows.
struct PermitScopeWish {
  std::string kind, total, site;  // as of PermitWish; `site` also kKeptPlace
};
struct ContractWish {
  std::string other;                                           // code of the other party
  bool receives = false;                                       // this party is the receiver
  std::string number, valid_from, valid_until, codes, amount;  // t, "" = not told
};
struct StreamWish {
  std::string name, code, process;
  std::string features;  // codes or names with any mark between them, "" = none
  std::string yearly;    // t, "" = not told
  std::string way, destination;
  std::string place;                      // the party's own code of a facility, "" = none
  std::string active_from, active_until;  // active_until "" = no end is known
};

Result<Party> checked_party(const PartyWish& wish, const Areas& areas, const std::vector<WasteField>& waste,
                            std::string_view county);
Result<Facility> checked_facility(const FacilityWish& wish, const Areas& areas);
Result<WasteVehicle> checked_vehicle(const VehicleWish& wish);
// The permit with another scope.
Result<Permit> checked_scope(const Permit& before, const PermitScopeWish& wish,
                             const std::vector<Facility>& places);
// "KIND TOTAL FACILITY": what a form showed of the scope.
std::string permit_scope_mark(const Permit& permit);
// `known`: codes of the party's fields; an empty list of codes means all of them. `places`: of the party.
Result<Permit> checked_permit(const PermitWish& wish, const std::vector<std::string>& known,
                              const std::vector<Facility>& places);
// generator and receiver stay 0.
Result<WasteContract> checked_contract(const ContractWish& wish, const std::vector<std::string>& known);
// `places`: of the party, which needs to be in the code's field.
Result<WasteStream> checked_stream(const StreamWish& wish, const Party& party,
                                   const std::vector<WasteField>& waste, const std::vector<Facility>& places);
// Codes of waste of the fields of a party.
std::vector<std::string> codes_of(const Party& party, const std::vector<WasteField>& waste);

}  // namespace wufei::contract
