#include "waste/party/part_import.hpp"

#include <iterator>

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "waste/party/import_rows.hpp"
#include "waste/party/party_import.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;
using Part = RegistrationService::Part;

// Whose the row is, in a list of many parties.
constexpr ImportColumn kPartyOfRow{"/party", Text::server_waste_import_party, Text::server_waste_code, true};

// The titles are those of the forms' fields.
constexpr ImportColumn kFacilityColumns[] = {
    {"/place_code", Text::server_waste_place_code, Text::server_waste_place_code, true},
    {"/kind", Text::server_waste_kind, Text::server_waste_kind, true},
    {"/name", Text::server_waste_name, Text::server_waste_name, true},
    {"/area", Text::server_waste_area, Text::server_waste_area, true},
    {"/capacity", Text::server_waste_capacity, Text::server_waste_capacity, false},
    {"/open_to_public", Text::server_waste_open_to_public, Text::server_waste_open_to_public, false}};
constexpr ImportColumn kVehicleColumns[] = {
    {"/plate", Text::server_waste_plate, Text::server_waste_plate, true},
    {"/limit", Text::server_waste_limit, Text::server_waste_limit, true},
    {"/certificate", Text::server_waste_certificate, Text::server_waste_certificate, false},
    {"/valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, true}};
constexpr ImportColumn kPermitColumns[] = {
    {"/kind", Text::server_waste_kind, Text::server_waste_kind, true},
    {"/number", Text::server_waste_number, Text::server_waste_number, true},
    {"/issuer", Text::server_waste_issuer, Text::server_waste_issuer, true},
    {"/valid_from", Text::server_waste_valid_from, Text::server_waste_valid_from, true},
    {"/valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, true},
    {"/codes", Text::server_waste_codes, Text::server_waste_codes, false},
    {"/yearly", Text::server_waste_yearly, Text::server_waste_yearly, false},
    {"/total", Text::server_waste_total, Text::server_waste_total, false},
    {"/site", Text::server_waste_site, Text::server_waste_site, false}};
constexpr ImportColumn kContractColumns[] = {
    {"/other", Text::server_waste_other, Text::server_waste_other, true},
    {"/receives", Text::server_waste_receives, Text::server_waste_receives, true},
    {"/number", Text::server_waste_number, Text::server_waste_number, true},
    {"/valid_from", Text::server_waste_valid_from, Text::server_waste_valid_from, true},
    {"/valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, true},
    {"/codes", Text::server_waste_codes, Text::server_waste_codes, false},
    {"/amount", Text::server_waste_amount, Text::server_waste_amount, false}};

// In the order of kFacilityKinds and kPermitKinds.
constexpr Text kFacilityNames[] = {Text::server_waste_kind_generation,   Text::server_waste_kind_storage,
                                   Text::server_waste_kind_self_use,     Text::server_waste_kind_disposal,
                                   Text::server_waste_kind_sorting,      Text::server_waste_kind_transfer,
                                   Text::server_waste_kind_incineration, Text::server_waste_kind_landfill,
                                   Text::server_waste_kind_station,      Text::server_waste_kind_compost};
static_assert(std::size(kFacilityNames) == std::size(contract::kFacilityKinds));
constexpr Text kPermitNames[] = {Text::server_waste_permit_pollution,
                                 Text::server_waste_permit_hazardous_waste,
                                 Text::server_waste_permit_hazardous_collection,
                                 Text::server_waste_permit_construction_waste,
                                 Text::server_waste_permit_transport,
                                 Text::server_waste_permit_recycling,
                                 Text::server_waste_permit_other};
static_assert(std::size(kPermitNames) == std::size(contract::kPermitKinds));

std::span<const ImportColumn> columns_of(Part part) {
  switch (part) {
    case Part::facility:
      return kFacilityColumns;
    case Part::vehicle:
      return kVehicleColumns;
    case Part::permit:
      return kPermitColumns;
    case Part::contract:
      break;
  }
  return kContractColumns;
}

// Yes or no, nothing means no; nullopt for anything else.
std::optional<bool> said_yes(std::string_view typed) {
  if (typed.empty() || typed == contract::text(Text::server_work_no)) return false;
  if (typed == contract::text(Text::server_manifest_yes)) return true;
  return std::nullopt;
}

// One list while it is read.
struct PartReader {
  const ImportTable& table;
  const contract::Areas& areas;
  RegistrationService& registration;
  const PartyCaller& caller;

  contract::Result<Registered> add_facility(std::int64_t party, const CsvRow& row) const {
    const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
    const auto open = said_yes(at("/open_to_public"));
    if (!open) return contract::field_error("/open_to_public", Rule::waste_place_kind);
    return registration.add_facility(
        party,
        {at("/place_code"), import_id(at("/kind"), contract::kFacilityKinds, kFacilityNames), at("/name"),
         import_area(areas, at("/area")), at("/capacity"), *open},
        caller);
  }
  contract::Result<Registered> add_vehicle(std::int64_t party, const CsvRow& row) const {
    const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
    return registration.add_vehicle(
        party, {at("/plate"), at("/limit"), at("/certificate"), at("/valid_until")}, caller);
  }
  contract::Result<Registered> add_permit(std::int64_t party, const CsvRow& row) const {
    const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
    return registration.add_permit(
        party,
        {import_id(at("/kind"), contract::kPermitKinds, kPermitNames), at("/number"), at("/issuer"),
         at("/valid_from"), at("/valid_until"), at("/codes"), at("/yearly"), at("/total"), at("/site")},
        caller);
  }
  contract::Result<Registered> add_contract(std::int64_t party, const CsvRow& row) const {
    const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
    const auto receives = said_yes(at("/receives"));
    if (!receives) return contract::field_error("/receives", Rule::waste_place_kind);
    return registration.add_contract(party,
                                     {at("/other"), *receives, at("/number"), at("/valid_from"),
                                      at("/valid_until"), at("/codes"), at("/amount")},
                                     caller);
  }
  // Without a party: of the one that the row names.
  contract::Result<Registered> add(Part part, std::optional<std::int64_t> party, const CsvRow& row) const {
    const auto whose = party ? contract::Result<std::int64_t>(*party)
                             : registration.party_with(table.cell(row, kPartyOfRow.pointer), caller);
    if (!whose) return whose.error();
    switch (part) {
      case Part::facility:
        return add_facility(*whose, row);
      case Part::vehicle:
        return add_vehicle(*whose, row);
      case Part::permit:
        return add_permit(*whose, row);
      case Part::contract:
        break;
    }
    return add_contract(*whose, row);
  }
};

}  // namespace

contract::Result<PartyImport> import_parts(Part part, std::optional<std::int64_t> party,
                                           std::string_view bytes, const ContentSet& content,
                                           RegistrationService& registration, const PartyCaller& caller) {
  const std::span<const ImportColumn> own = columns_of(part);
  std::vector<ImportColumn> columns(own.begin(), own.end());
  if (!party) columns.insert(columns.begin(), kPartyOfRow);
  const ImportTable table = import_table(bytes, columns, party ? kMostPartRows : kMostPartyRows);
  const PartReader reader{table, content.get<CountyContent>().areas, registration, caller};
  const auto add = [&](const CsvRow& row) { return reader.add(part, party, row); };
  const auto ends = [&](const contract::Error& error) {
    return party ? concerns_party(error) : error.fields.empty();
  };
  return import_rows(table, columns, add, ends);
}

}  // namespace wufei::service
