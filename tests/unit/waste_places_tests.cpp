// Who is listed as approved transporter or receiving site of construction waste, and what is said of it.
#include "support/office_fixture.hpp"
#include "waste/places/places_datasets.hpp"
#include "waste/places/places_service.hpp"
#include "waste_office.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::PartyState;

namespace {

struct PlacesWorld : WasteOffice {
  std::int64_t add(const std::string& name, contract::WasteRole role, const char* permit, bool verified,
                   const char* until, PartyState state = PartyState::verified,
                   std::vector<std::string> fields = {"construction"}) {
    contract::Party party;
    party.code = "9137152400000000" + std::string(1, static_cast<char>('A' + count++)) + "X";
    party.name = name;
    party.roles = {role};
    party.fields = std::move(fields);
    party.area = "371524001";
    party.state = state;
    return write([&](storage::Session& session) {
      const std::int64_t id = parties.add(session, party);
      parties.add_permit(session, {0,
                                   id,
                                   permit,
                                   "P1",
                                   "bureau",
                                   *contract::parse_date("2026-01-01"),
                                   *contract::parse_date(until),
                                   {},
                                   0,
                                   verified});
      return id;
    });
  }
  std::int64_t facility(std::int64_t party, const char* kind, std::int64_t capacity,
                        const char* name = nullptr) {
    contract::Facility one;
    one.party = party;
    one.code = name == nullptr ? "ZC001" : "ZC002";
    one.kind = kind;
    one.name = name == nullptr ? kind : name;
    one.area = "371524001";
    one.capacity = capacity;
    return write([&](storage::Session& session) { return parties.add_facility(session, one); });
  }
  void enter(std::int64_t party, std::int64_t facility, const char* field, std::int64_t grams) {
    storage::Movement row;
    row.party = party;
    row.facility = facility;
    row.field = field;
    row.code = "SW70";
    row.kind = storage::MovementKind::opening;
    row.grams = grams;
    row.on = *contract::parse_date("2026-11-24");
    row.at = clock.now();
    write([&](storage::Session& session) { return balances.post(session, row); });
  }

  int count = 0;
  service::PlacesService places{*store, clock};
};

constexpr const char *kApproval = "construction_waste", *kLong = "2027-12-31";
using contract::WasteRole;

}  // namespace

TEST_CASE("waste places: only verified parties of the field with a verified permit that is valid today") {
  PlacesWorld world;
  CHECK(world.places.places()->transporters.empty());
  CHECK(world.places.places()->sites.empty());
  world.add("good", WasteRole::transporter, kApproval, true, kLong);
  world.add("road", WasteRole::transporter, "transport", true, "2026-11-24");
  world.add("unseen permit", WasteRole::transporter, kApproval, false, kLong);
  world.add("late", WasteRole::transporter, kApproval, true, "2026-11-23");
  world.add("other permit", WasteRole::transporter, "pollution", true, kLong);
  world.add("suspended", WasteRole::transporter, kApproval, true, kLong, PartyState::suspended);
  world.add("submitted", WasteRole::transporter, kApproval, true, kLong, PartyState::submitted);
  world.add("other field", WasteRole::transporter, kApproval, true, kLong, PartyState::verified,
            {"industrial"});
  const auto site = world.add("site", WasteRole::receiver, kApproval, true, kLong);
  const auto road_only = world.add("road only", WasteRole::receiver, "transport", true, kLong);
  world.facility(site, "landfill", 100);
  world.facility(road_only, "landfill", 100);
  const auto places = *world.places.places();
  REQUIRE(places.transporters.size() == 2);
  CHECK(places.transporters[0].party == "good");
  CHECK(places.transporters[1].party == "road");
  REQUIRE(places.sites.size() == 1);
  CHECK(places.sites[0].party == "site");
  world.clock.set("2026-11-25T00:00:00+08:00");
  CHECK(world.places.places()->transporters.size() == 1);
}

TEST_CASE("waste places: what is left is said where it is known; no place of hazardous waste") {
  PlacesWorld world;
  const auto site = world.add("site", WasteRole::receiver, kApproval, true, kLong, PartyState::verified,
                              {"construction", "hazardous"});
  const auto tip = world.facility(site, "landfill", 100), silent = world.facility(site, "sorting", 100);
  const auto bare = world.facility(site, "transfer", 0), bad = world.facility(site, "disposal", 100);
  world.facility(site, "storage", 100);
  world.facility(site, "generation", 100);
  world.enter(site, tip, "construction", 130);
  world.enter(site, bare, "construction", 10);
  world.enter(site, bad, "hazardous", 10);
  const auto sites = world.places.places()->sites;
  REQUIRE(sites.size() == 3);
  CHECK(sites[0].facility.id == tip);
  CHECK(sites[0].left == 0);  // more lies there than may
  CHECK(sites[1].facility.id == silent);
  CHECK_FALSE(sites[1].left);
  CHECK(sites[2].facility.id == bare);
  CHECK_FALSE(sites[2].left);
}

TEST_CASE("waste places: who may be a person is named in no place and no table") {
  PlacesWorld world;
  const auto mover = world.add("Canary Zhang", WasteRole::transporter, kApproval, true, kLong);
  const auto site = world.add("Canary Li", WasteRole::receiver, kApproval, true, kLong);
  const auto tip = world.facility(site, "landfill", 100),
             own = world.facility(site, "sorting", 100, "Canary Li yard");
  world.write([&](storage::Session& session) {
    for (const std::int64_t id : {mover, site}) {
      auto party = world.parties.find(session, id);
      party->code = "371524-P-0000000" + std::to_string(id);
      world.parties.change(session, *party, party->version);
    }
    return true;
  });
  const auto places = *world.places.places();
  REQUIRE(places.transporters.size() == 1);
  CHECK(places.transporters[0].party.empty());
  REQUIRE(places.sites.size() == 2);
  CHECK(places.sites[0].facility.id == tip);
  CHECK(places.sites[0].facility.name == "landfill");
  CHECK(places.sites[1].facility.id == own);
  CHECK(places.sites[1].facility.name.empty());
  service::DatasetRegistry tables;
  service::add_places_dataset(tables, world.places);
  tables.add("areas", [](const service::ContentSet&) -> contract::Result<service::Dataset> {
    return service::Dataset{
        {}, {{"code", service::FieldType::text, true}}, {"code"}, {{std::string("371524001")}}};
  });
  const auto made = tables.make_all(*world.source->current());
  REQUIRE(made);
  for (const service::DatasetRow& row : made->front().rows)
    for (const service::DatasetValue& value : row)
      if (const auto* said = std::get_if<std::string>(&value))
        CHECK_MESSAGE(said->find("Canary") == std::string::npos, *said);
}
