// Parties of the county's records of waste: their rows, the fields that they take part in.
#include <doctest/doctest.h>

#include "support/office_fixture.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/party_store.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

contract::Party sample_party(const char* code = "91371524MA3C1234X0") {
  contract::Party party;
  party.code = code;
  party.name = "东阿样品机械厂";
  party.roles = {contract::WasteRole::generator, contract::WasteRole::receiver};
  party.fields = {"industrial", "construction"};
  party.area = "371524001";
  party.contact = "张三";
  party.phone = "13800000000";
  return party;
}

}  // namespace

TEST_CASE("waste parties: rows come back as they went in, and one version is changed once") {
  Office office;
  const storage::PartyStore parties(*office.store);
  const auto done = office.store->writer().run([&](storage::Session& session) -> contract::Status {
    const std::int64_t id = parties.add(session, sample_party());
    auto party = parties.find(session, id);
    REQUIRE(party);
    CHECK(party->contact == "张三");
    CHECK(party->has(contract::WasteRole::receiver));
    CHECK_FALSE(party->has(contract::WasteRole::transporter));
    CHECK(party->in_field("construction"));
    party->state = contract::PartyState::verified;
    CHECK(parties.change(session, *party, 1));
    CHECK_FALSE(parties.change(session, *party, 1));
    CHECK(parties.find_code(session, party->code)->version == 2);
    CHECK(parties.all(session).size() == 1);
    parties.put_member(session, {7, id, contract::MemberRole::clerk});
    parties.put_member(session, {7, id, contract::MemberRole::driver});
    CHECK(parties.members(session, id).size() == 1);
    CHECK(parties.member(session, 7)->role == contract::MemberRole::driver);
    CHECK(parties.remove_member(session, 7));
    return contract::ok();
  });
  REQUIRE(done);
}

TEST_CASE("waste parties: what is given up leaves the lists, and is still found by records that name it") {
  Office office;
  const storage::PartyStore parties(*office.store);
  const auto done = office.store->writer().run([&](storage::Session& session) -> contract::Status {
    const std::int64_t id = parties.add(session, sample_party());
    const auto day = *contract::parse_date("2026-11-24");
    const auto place =
        parties.add_facility(session, {0, id, "ZC001", "storage", "仓库", "371524001", 5, true});
    CHECK(parties.facilities(session, id).size() == 1);
    CHECK_FALSE(parties.end_facility(session, id + 1, place));
    CHECK(parties.end_facility(session, id, place));
    CHECK(parties.facilities(session, id).empty());
    CHECK(parties.facility(session, place)->open_to_public);
    parties.add_vehicle(session, {0, id, "鲁P12345", 30'000'000, "", day});
    CHECK(parties.vehicles(session, id).front().valid_until == day);
    parties.add_permit(session, {0, id, "k", "n", "i", day, day, {"SW70", "SW71"}, 9});
    CHECK(parties.permits(session, id).front().codes == std::vector<std::string>{"SW70", "SW71"});
    parties.add_contract(session, {0, id, 99, "n", {}, day, day, 3});
    CHECK(parties.contracts(session, 99).front().generator == id);
    return contract::ok();
  });
  REQUIRE(done);
}

TEST_CASE("waste fields: six, in the order of the plan, whatever is not proved is marked") {
  const auto content = real_content();
  const auto& waste = content->get<service::WasteContent>();
  std::string letters;
  for (const contract::WasteField& field : waste.fields) letters += field.letter;
  CHECK(letters == "YNSJWZ");
  CHECK_FALSE(waste.boundary.empty());
  REQUIRE(waste.find("construction"));
  CHECK(waste.find("construction")->find_code("SW73"));
  CHECK_FALSE(waste.find("construction")->find_code("SW73")->verified);
  CHECK(waste.find("hazardous")->mirrored);
  CHECK_FALSE(waste.find("nothing"));
  CHECK(contract::is_waste_alarm("A09"));
  CHECK_FALSE(contract::is_waste_alarm("A34"));
  CHECK_FALSE(contract::is_waste_alarm("A3x"));
}
