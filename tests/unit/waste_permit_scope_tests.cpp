// What a permit allows, set by the bureau on one that was there before it was asked for.
#include "waste_registry.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Permit;

namespace {

const contract::PermitWish kOld{"other", "P1", "某局", "2026-01-01", "2026-12-31", "", ""};

struct OldPermit : test::RegistryOffice {
  OldPermit() {
    party = add_factory({"construction"});
    REQUIRE(
        registration.add_facility(party, {"GD001", "generation", "工地", "371524001", "", false}, bureau()));
    REQUIRE(registration.add_permit(party, kOld, bureau()));
  }
  Permit now() {
    const auto file = registration.show(party, bureau(), false);
    REQUIRE(file);
    REQUIRE_FALSE(file->permits.empty());
    return file->permits.front();
  }
  contract::Status scope(const contract::PermitScopeWish& wish, std::string shown = {}) {
    const Permit before = now();
    if (shown.empty()) shown = contract::permit_scope_mark(before);
    return registration.scope_permit(party, before.id, shown, wish, bureau());
  }
  std::int64_t party = 0;
};

}  // namespace

TEST_CASE("scope of a permit: the bureau sets kind, total and site, the history tells both") {
  OldPermit office;
  REQUIRE(office.scope({"construction_waste", "100", "gd001"}));
  const Permit permit = office.now();
  CHECK(permit.kind == "construction_waste");
  CHECK(permit.total == 100'000'000);
  CHECK(permit.facility > 0);
  CHECK(permit.verified);
  CHECK(permit.number == "P1");
  const auto told = [&] {
    std::vector<std::string> details;
    const auto file = office.registration.show(office.party, office.bureau(), false);
    for (const storage::EventRow& row : file->history)
      if (row.event.kind == "permit_scoped") details.push_back(row.event.detail);
    return details;
  };
  REQUIRE(told().size() == 1);
  CHECK(told()[0].find("other 0 0") != std::string::npos);
  CHECK(told()[0].find("construction_waste 100000000 GD001") != std::string::npos);
  REQUIRE(office.scope({"construction_waste", "100", "GD001"}, "of an old page"));  // done is done
  CHECK(told().size() == 1);
}

TEST_CASE("scope of a permit: not over what was not seen, not twice, and what cannot be") {
  OldPermit office;
  CHECK(office.scope({"pollution", "", ""}, "pollution 1 1").error().code == ErrorCode::precondition);
  CHECK(office.now().kind == "other");
  const auto wrong = office.scope({"none", "x", "ZZ999"});
  REQUIRE_FALSE(wrong);
  std::vector<std::string> pointers;
  for (const contract::FieldError& field : wrong.error().fields) pointers.push_back(field.pointer);
  CHECK(pointers == std::vector<std::string>{"/kind", "/total", "/site"});
  contract::PermitWish same = kOld;
  same.kind = "pollution";
  REQUIRE(office.registration.add_permit(office.party, same, office.bureau()));
  CHECK(office.scope({"pollution", "", ""}).error().code == ErrorCode::conflict);
}

TEST_CASE("scope of a permit: a site that was given up stays until another is set, or none") {
  OldPermit office;
  REQUIRE(office.scope({"construction_waste", "100", "GD001"}));
  const std::int64_t site = office.now().facility;
  REQUIRE(office.registration.end_part(office.party, service::RegistrationService::Part::facility, site,
                                       office.bureau()));
  CHECK_FALSE(office.scope({"construction_waste", "200", "GD001"}));
  REQUIRE(office.scope({"construction_waste", "200", std::string(contract::kKeptPlace)}));
  CHECK(office.now().total == 200'000'000);
  CHECK(office.now().facility == site);
  REQUIRE(office.scope({"construction_waste", "200", ""}));
  CHECK(office.now().facility == 0);
}

TEST_CASE("scope of a permit: the party itself sets none") {
  OldPermit office;
  const auto admin = office.joined("boss", office.party, contract::MemberRole::admin);
  const Permit before = office.now();
  CHECK(office.registration
            .scope_permit(office.party, before.id, contract::permit_scope_mark(before),
                          {"construction_waste", "100", ""}, admin)
            .error()
            .code == ErrorCode::not_found);
  CHECK(office.now().total == 0);
}
