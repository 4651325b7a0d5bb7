#include "waste/party/party_store.hpp"

#include "waste/party/word_list.hpp"

namespace wufei::storage {
namespace {

using contract::as_words;
using contract::Facility;
using contract::from_words;
using contract::Party;
using contract::PartyMember;
using contract::Permit;
using contract::WasteContract;
using contract::WasteVehicle;

#define WUFEI_NEXT_ID(table) "(SELECT coalesce(max(id), 0) + 1 FROM " table " WHERE county = ?1)"
#define WUFEI_PARTY_COLUMNS                                                                             \
  "id, code, name, roles, fields, area, address, industry, state, contact, phone, reason, verified_by," \
  " verified_at, created_at, version"
constexpr Query kAddParty{"waste_party.add",
                          "INSERT INTO waste_party (county, " WUFEI_PARTY_COLUMNS
                          ") VALUES (?1, " WUFEI_NEXT_ID(
                              "waste_party") ", ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                                             " ?15, 1) RETURNING id"};
constexpr Query kChangeParty{
    "waste_party.change",
    "UPDATE waste_party SET code = ?4, name = ?5, roles = ?6, fields = ?7, area = ?8, address = ?9,"
    " industry = ?10, state = ?11, contact = ?12, phone = ?13, reason = ?14, verified_by = ?15,"
    " verified_at = ?16, version = version + 1 WHERE county = ?1 AND id = ?2 AND version = ?3"};
constexpr Query kFindParty{"waste_party.find",
                           "SELECT " WUFEI_PARTY_COLUMNS " FROM waste_party WHERE county = ?1 AND id = ?2"};
constexpr Query kPartyOfCode{
    "waste_party.of_code", "SELECT " WUFEI_PARTY_COLUMNS " FROM waste_party WHERE county = ?1 AND code = ?2"};
#define WUFEI_PARTY_HEAD                                                                                  \
  "id, code, name, roles, fields, area, address, industry, state, verified_by, verified_at, created_at, " \
  "version"
constexpr Query kParties{"waste_party.list",
                         "SELECT " WUFEI_PARTY_HEAD " FROM waste_party WHERE county = ?1 ORDER BY id"};
constexpr Query kPartyHead{"waste_party.head",
                           "SELECT " WUFEI_PARTY_HEAD " FROM waste_party WHERE county = ?1 AND id = ?2"};
#undef WUFEI_PARTY_HEAD
constexpr Query kAllParties{"waste_party.all",
                            "SELECT id, " WUFEI_PARTY_COLUMNS " FROM waste_party ORDER BY county, id"};
#undef WUFEI_PARTY_COLUMNS

constexpr Query kPutMember{"waste_member.put",
                           "INSERT INTO waste_member (county, account, party, role) VALUES (?1, ?2, ?3, ?4)"
                           " ON CONFLICT (county, account) DO UPDATE SET party = excluded.party,"
                           " role = excluded.role"};
constexpr Query kFindMember{
    "waste_member.find", "SELECT account, party, role FROM waste_member WHERE county = ?1 AND account = ?2"};
constexpr Query kMembers{"waste_member.of",
                         "SELECT account, party, role FROM waste_member WHERE county = ?1"
                         " AND party = ?2 ORDER BY account"};
constexpr Query kAllMembers{
    "waste_member.all", "SELECT account, account, party, role FROM waste_member ORDER BY county, account"};
constexpr Query kRemoveMember{"waste_member.remove",
                              "DELETE FROM waste_member WHERE county = ?1 AND account = ?2"};

#define WUFEI_FACILITY_COLUMNS "id, party, code, kind, name, area, capacity, open_to_public"
constexpr Query kAddFacility{
    "waste_facility.add",
    "INSERT INTO waste_facility (county, " WUFEI_FACILITY_COLUMNS
    ", ended) VALUES (?1, " WUFEI_NEXT_ID("waste_facility") ", ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) RETURNING id"};
constexpr Query kFacilities{"waste_facility.of", "SELECT " WUFEI_FACILITY_COLUMNS
                                                 " FROM waste_facility WHERE county = ?1 AND party = ?2"
                                                 " AND ended = 0 ORDER BY id"};
constexpr Query kEverFacilities{"waste_facility.ever", "SELECT " WUFEI_FACILITY_COLUMNS
                                                       " FROM waste_facility WHERE county = ?1"
                                                       " AND party = ?2 ORDER BY id"};
constexpr Query kFindFacility{"waste_facility.find", "SELECT " WUFEI_FACILITY_COLUMNS
                                                     " FROM waste_facility WHERE county = ?1 AND id = ?2"};
constexpr Query kAllFacilities{
    "waste_facility.all", "SELECT id, " WUFEI_FACILITY_COLUMNS " FROM waste_facility ORDER BY county, id"};
constexpr Query kEndFacility{"waste_facility.end",
                             "UPDATE waste_facility SET ended = 1 WHERE county = ?1 AND party = ?2"
                             " AND id = ?3 AND ended = 0"};
#undef WUFEI_FACILITY_COLUMNS

#define WUFEI_VEHICLE_COLUMNS "id, party, plate, load_limit, certificate, valid_until"
constexpr Query kAddVehicle{
    "waste_vehicle.add",
    "INSERT INTO waste_vehicle (county, " WUFEI_VEHICLE_COLUMNS
    ", ended) VALUES (?1, " WUFEI_NEXT_ID("waste_vehicle") ", ?2, ?3, ?4, ?5, ?6, 0) RETURNING id"};
#define WUFEI_IN_USE " FROM waste_vehicle WHERE county = ?1 AND party = ?2 AND ended = 0 "
constexpr Query kVehicle{"waste_vehicle.of_plate",
                         "SELECT " WUFEI_VEHICLE_COLUMNS WUFEI_IN_USE "AND plate = ?3 ORDER BY id LIMIT 1"};
constexpr Query kVehicles{"waste_vehicle.of", "SELECT " WUFEI_VEHICLE_COLUMNS WUFEI_IN_USE "ORDER BY id"};
#undef WUFEI_IN_USE
constexpr Query kAllVehicles{"waste_vehicle.all",
                             "SELECT id, " WUFEI_VEHICLE_COLUMNS " FROM waste_vehicle ORDER BY county, id"};
constexpr Query kEndVehicle{"waste_vehicle.end",
                            "UPDATE waste_vehicle SET ended = 1 WHERE county = ?1 AND party = ?2"
                            " AND id = ?3 AND ended = 0"};
#undef WUFEI_VEHICLE_COLUMNS

#define WUFEI_PERMIT_COLUMNS \
  "id, party, kind, number, issuer, valid_from, valid_until, codes, yearly, verified, total, facility"
constexpr Query kAddPermit{"waste_permit.add",
                           "INSERT INTO waste_permit (county, " WUFEI_PERMIT_COLUMNS
                           ", ended) VALUES (?1, " WUFEI_NEXT_ID(
                               "waste_permit") ", ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)"
                                              " RETURNING id"};
constexpr Query kVerifyPermit{"waste_permit.verify",
                              "UPDATE waste_permit SET verified = 1 WHERE county = ?1 AND party = ?2"
                              " AND id = ?3 AND ended = 0 AND verified = 0"};
constexpr Query kScopePermit{"waste_permit.scope",
                             "UPDATE waste_permit SET kind = ?4, total = ?5, facility = ?6 WHERE county = ?1"
                             " AND party = ?2 AND id = ?3 AND ended = 0"};
constexpr Query kPermits{"waste_permit.of", "SELECT " WUFEI_PERMIT_COLUMNS
                                            " FROM waste_permit WHERE county = ?1 AND party = ?2"
                                            " AND ended = 0 ORDER BY id"};
// `ended` is when it was; 1 of those that ended before this was noted.
constexpr Query kEndedPermits{"waste_permit.ended", "SELECT " WUFEI_PERMIT_COLUMNS
                                                    ", ended FROM waste_permit WHERE county = ?1"
                                                    " AND party = ?2 AND ended <> 0 ORDER BY id"};
constexpr Query kAllPermits{"waste_permit.all",
                            "SELECT id, " WUFEI_PERMIT_COLUMNS " FROM waste_permit ORDER BY county, id"};
constexpr Query kEndPermit{"waste_permit.end",
                           "UPDATE waste_permit SET ended = ?4 WHERE county = ?1 AND party = ?2"
                           " AND id = ?3 AND ended = 0"};
#undef WUFEI_PERMIT_COLUMNS

#define WUFEI_CONTRACT_COLUMNS \
  "id, generator, receiver, number, codes, valid_from, valid_until, amount, proposer, confirmed"
constexpr Query kAddContract{"waste_contract.add",
                             "INSERT INTO waste_contract (county, " WUFEI_CONTRACT_COLUMNS
                             ", ended) VALUES (?1, " WUFEI_NEXT_ID(
                                 "waste_contract") ", ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0) RETURNING id"};
constexpr Query kConfirmContract{"waste_contract.confirm",
                                 "UPDATE waste_contract SET confirmed = 1 WHERE county = ?1 AND id = ?2"
                                 " AND ended = 0 AND confirmed = 0"};
constexpr Query kContracts{"waste_contract.of", "SELECT " WUFEI_CONTRACT_COLUMNS
                                                " FROM waste_contract WHERE county = ?1 AND (generator = ?2"
                                                " OR receiver = ?2) AND ended = 0 ORDER BY id"};
constexpr Query kAllContracts{
    "waste_contract.all", "SELECT id, " WUFEI_CONTRACT_COLUMNS " FROM waste_contract ORDER BY county, id"};
constexpr Query kEndContract{"waste_contract.end",
                             "UPDATE waste_contract SET ended = 1 WHERE county = ?1 AND (generator = ?2"
                             " OR receiver = ?2) AND id = ?3 AND ended = 0"};
#undef WUFEI_CONTRACT_COLUMNS
#undef WUFEI_NEXT_ID

std::string role_list(const std::vector<contract::WasteRole>& roles) {
  std::vector<std::string> names;
  for (const contract::WasteRole role : roles) names.emplace_back(contract::waste_role_name(role));
  return as_words(names);
}

std::vector<contract::WasteRole> read_roles(Columns& columns) {
  std::vector<contract::WasteRole> roles;
  for (const std::string& name : from_words(columns.text())) {
    const auto role = contract::waste_role_from_name(name);
    if (!role) columns.fail("holds an unknown role");
    if (role) roles.push_back(*role);
  }
  return roles;
}

Party read_party(Columns& columns, const Cipher& cipher) {
  Party party;
  columns.take(party.id, party.code, party.name);
  party.roles = read_roles(columns);
  party.fields = from_words(columns.text());
  columns.take(party.area, party.address, party.industry);
  party.state = columns.named(contract::party_state_from_name);
  party.contact = columns.sealed(cipher).value_or(std::string());
  party.phone = columns.sealed(cipher).value_or(std::string());
  party.reason = columns.sealed(cipher).value_or(std::string());
  columns.take(party.verified_by, party.verified_at, party.created_at, party.version);
  return party;
}

Party read_head(Columns& columns) {
  Party party;
  columns.take(party.id, party.code, party.name);
  party.roles = read_roles(columns);
  party.fields = from_words(columns.text());
  columns.take(party.area, party.address, party.industry);
  party.state = columns.named(contract::party_state_from_name);
  columns.take(party.verified_by, party.verified_at, party.created_at, party.version);
  return party;
}

PartyMember read_member(Columns& columns) {
  PartyMember member;
  columns.take(member.account, member.party);
  member.role = columns.named(contract::member_role_from_name);
  return member;
}

Facility read_facility(Columns& columns) {
  Facility facility;
  columns.take(facility.id, facility.party, facility.code, facility.kind, facility.name, facility.area,
               facility.capacity, facility.open_to_public);
  return facility;
}

WasteVehicle read_vehicle(Columns& columns) {
  WasteVehicle vehicle;
  columns.take(vehicle.id, vehicle.party, vehicle.plate, vehicle.limit, vehicle.certificate,
               vehicle.valid_until);
  return vehicle;
}

Permit read_permit(Columns& columns) {
  Permit permit;
  columns.take(permit.id, permit.party, permit.kind, permit.number, permit.issuer, permit.valid_from,
               permit.valid_until);
  permit.codes = from_words(columns.text());
  columns.take(permit.yearly, permit.verified, permit.total, permit.facility);
  return permit;
}

Permit read_ended_permit(Columns& columns) {
  Permit permit = read_permit(columns);
  columns.take(permit.ended_at);
  return permit;
}

WasteContract read_contract(Columns& columns) {
  WasteContract agreed;
  columns.take(agreed.id, agreed.generator, agreed.receiver, agreed.number);
  agreed.codes = from_words(columns.text());
  columns.take(agreed.valid_from, agreed.valid_until, agreed.amount, agreed.proposer, agreed.confirmed);
  return agreed;
}

void check_party(Columns& columns, const Cipher& cipher) {
  columns.integer();
  (void)read_party(columns, cipher);
}

// Behind a first column that names the row.
template <auto Read>
void check_row(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  (void)Read(columns);
}

}  // namespace

std::int64_t PartyStore::add(Session& session, const Party& party) const {
  const Cipher& cipher = store_.cipher();
  return session.insert_returning_id(kAddParty, county_, party.code, party.name, role_list(party.roles),
                                     as_words(party.fields), party.area, party.address, party.industry,
                                     contract::party_state_name(party.state), cipher.seal(party.contact),
                                     cipher.seal(party.phone), cipher.seal(party.reason), party.verified_by,
                                     party.verified_at, party.created_at);
}

bool PartyStore::change(Session& session, const Party& party, int version) const {
  const Cipher& cipher = store_.cipher();
  return session.run(kChangeParty, county_, party.id, version, party.code, party.name, role_list(party.roles),
                     as_words(party.fields), party.area, party.address, party.industry,
                     contract::party_state_name(party.state), cipher.seal(party.contact),
                     cipher.seal(party.phone), cipher.seal(party.reason), party.verified_by,
                     party.verified_at) == 1;
}

std::optional<Party> PartyStore::find(Session& session, std::int64_t id) const {
  return session.row(
      kFindParty, [&](Columns& columns) { return read_party(columns, store_.cipher()); }, county_, id);
}

std::optional<Party> PartyStore::find_code(Session& session, std::string_view code) const {
  return session.row(
      kPartyOfCode, [&](Columns& columns) { return read_party(columns, store_.cipher()); }, county_, code);
}

std::vector<Party> PartyStore::all(Session& session) const {
  return session.rows(kParties, read_head, county_);
}

std::optional<Party> PartyStore::head(Session& session, std::int64_t id) const {
  return session.row(kPartyHead, read_head, county_, id);
}

std::optional<PartyMember> PartyStore::member(Session& session, std::int64_t account) const {
  return session.row(kFindMember, read_member, county_, account);
}

std::vector<PartyMember> PartyStore::members(Session& session, std::int64_t party) const {
  return session.rows(kMembers, read_member, county_, party);
}

void PartyStore::put_member(Session& session, const PartyMember& member) const {
  session.run(kPutMember, county_, member.account, member.party, contract::member_role_name(member.role));
}

bool PartyStore::remove_member(Session& session, std::int64_t account) const {
  return session.run(kRemoveMember, county_, account) == 1;
}

std::int64_t PartyStore::add_facility(Session& session, const Facility& facility) const {
  return session.insert_returning_id(kAddFacility, county_, facility.party, facility.code, facility.kind,
                                     facility.name, facility.area, facility.capacity,
                                     facility.open_to_public);
}

std::vector<Facility> PartyStore::facilities(Session& session, std::int64_t party) const {
  return session.rows(kFacilities, read_facility, county_, party);
}

std::vector<Facility> PartyStore::all_facilities(Session& session, std::int64_t party) const {
  return session.rows(kEverFacilities, read_facility, county_, party);
}

std::optional<Facility> PartyStore::facility(Session& session, std::int64_t id) const {
  return session.row(kFindFacility, read_facility, county_, id);
}

bool PartyStore::end_facility(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kEndFacility, county_, party, id) == 1;
}

std::int64_t PartyStore::add_vehicle(Session& session, const WasteVehicle& vehicle) const {
  return session.insert_returning_id(kAddVehicle, county_, vehicle.party, vehicle.plate, vehicle.limit,
                                     vehicle.certificate, vehicle.valid_until);
}

std::vector<WasteVehicle> PartyStore::vehicles(Session& session, std::int64_t party) const {
  return session.rows(kVehicles, read_vehicle, county_, party);
}

std::optional<WasteVehicle> PartyStore::vehicle(Session& session, std::int64_t party,
                                                std::string_view plate) const {
  return session.row(kVehicle, read_vehicle, county_, party, plate);
}

bool PartyStore::end_vehicle(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kEndVehicle, county_, party, id) == 1;
}

std::int64_t PartyStore::add_permit(Session& session, const Permit& permit) const {
  return session.insert_returning_id(kAddPermit, county_, permit.party, permit.kind, permit.number,
                                     permit.issuer, permit.valid_from, permit.valid_until,
                                     as_words(permit.codes), permit.yearly, permit.verified, permit.total,
                                     permit.facility);
}

bool PartyStore::verify_permit(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kVerifyPermit, county_, party, id) == 1;
}

bool PartyStore::scope_permit(Session& session, const Permit& permit) const {
  return session.run(kScopePermit, county_, permit.party, permit.id, permit.kind, permit.total,
                     permit.facility) == 1;
}

bool PartyStore::confirm_contract(Session& session, std::int64_t id) const {
  return session.run(kConfirmContract, county_, id) == 1;
}

std::vector<Permit> PartyStore::permits(Session& session, std::int64_t party) const {
  return session.rows(kPermits, read_permit, county_, party);
}

std::vector<Permit> PartyStore::ended_permits(Session& session, std::int64_t party) const {
  return session.rows(kEndedPermits, read_ended_permit, county_, party);
}

bool PartyStore::end_permit(Session& session, std::int64_t party, std::int64_t id,
                            contract::UtcSeconds at) const {
  return session.run(kEndPermit, county_, party, id, at) == 1;
}

std::int64_t PartyStore::add_contract(Session& session, const WasteContract& agreed) const {
  return session.insert_returning_id(kAddContract, county_, agreed.generator, agreed.receiver, agreed.number,
                                     as_words(agreed.codes), agreed.valid_from, agreed.valid_until,
                                     agreed.amount, agreed.proposer, agreed.confirmed);
}

std::vector<WasteContract> PartyStore::contracts(Session& session, std::int64_t party) const {
  return session.rows(kContracts, read_contract, county_, party);
}

bool PartyStore::end_contract(Session& session, std::int64_t party, std::int64_t id) const {
  return session.run(kEndContract, county_, party, id) == 1;
}

StoreFacts PartyStore::facts() {
  return {{&kAddParty,   &kChangeParty,  &kFindParty,       &kPartyOfCode,    &kParties,      &kAllParties,
           &kPutMember,  &kFindMember,   &kMembers,         &kAllMembers,     &kRemoveMember, &kAddFacility,
           &kFacilities, &kFindFacility, &kAllFacilities,   &kEndFacility,    &kAddVehicle,   &kVehicles,
           &kVehicle,    &kAllVehicles,  &kEndVehicle,      &kAddPermit,      &kPermits,      &kEndedPermits,
           &kAllPermits, &kEndPermit,    &kAddContract,     &kContracts,      &kAllContracts, &kEndContract,
           &kPartyHead,  &kVerifyPermit, &kConfirmContract, &kEverFacilities, &kScopePermit},
          {{"waste parties", &kAllParties, check_party},
           {"", &kAllMembers, check_row<read_member>},
           {"", &kAllFacilities, check_row<read_facility>},
           {"", &kAllVehicles, check_row<read_vehicle>},
           {"", &kAllPermits, check_row<read_permit>},
           {"", &kAllContracts, check_row<read_contract>}},
          nullptr,
          {{"waste_party", "contact"}, {"waste_party", "phone"}, {"waste_party", "reason"}}};
}

}  // namespace wufei::storage
