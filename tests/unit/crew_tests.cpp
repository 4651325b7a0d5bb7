// Crews and vehicles: plates and names as people type them, and what may be done to a crew that has bookings.
#include <doctest/doctest.h>

#include "pickup/crew/crew_service.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::normalised_crew_name;
using contract::normalised_plate;

TEST_CASE("crews: plates of the mainland, new-energy ones too, are put right; look-alikes are refused") {
  CHECK(normalised_plate("鲁P12345") == "鲁P12345");
  CHECK(normalised_plate(" 鲁p·12a45 ") == "鲁P12A45");
  CHECK(normalised_plate("鲁Ｐ１２３４５") == "鲁P12345");  // full width
  CHECK(normalised_plate("鲁PD12345") == "鲁PD12345");      // small, electric
  CHECK(normalised_plate("鲁PDA2345") == "鲁PDA2345");
  CHECK(normalised_plate("鲁P12345F") == "鲁P12345F");  // large, hybrid
  for (const char* wrong :
       {"", "P12345", "鲁12345", "鲁P1234", "鲁P1234567", "鲁PI2345", "鲁P1O345", "鲁Р12345", "鲁Ρ12345",
        "鲁P12З45", "魯P12345", "鲁PL12345", "鲁P12345L", "鲁PDAB345", "鲁PABCDE", "鲁I12345",
        "鲁P12 34\u200B5", "=鲁P1234", "鲁P1234挂"}) {
    CAPTURE(wrong);
    CHECK_FALSE(normalised_plate(wrong));
  }
}

TEST_CASE("crews: names are Chinese, Latin letters and digits; those that look the same are the same") {
  CHECK(normalised_crew_name(" １号车 ") == "1号车");
  CHECK(normalised_crew_name("东城-A (早)") == "东城-A (早)");
  for (const char* wrong : {"", " ", "---", "А组", "一\n二", "a\u200Bb", "=1+1", "<b>",
                            "一二三四五六七八九十一二三四五六七八九十一"}) {
    CAPTURE(wrong);
    CHECK_FALSE(normalised_crew_name(wrong));
  }
  CHECK(contract::crew_name_key("1 号车a") == contract::crew_name_key("１号车Ａ"));
  CHECK(contract::crew_name_key("1号车") != contract::crew_name_key("2号车"));
}

TEST_CASE(
    "crews: added once, changed by the version shown, retired when nothing is left for it, removed when "
    "never used") {
  Office office;
  service::CrewService crews(*office.store, office.clock);
  const auto id = crews.add({"1 号车", "鲁p12345", 1500000, 0}, kClerk);
  REQUIRE(id);
  CHECK(*crews.add({"1 号车", "鲁P12345", 1500000, 0}, kClerk) == *id);  // sent twice
  CHECK(crews.add({"1号车", "", 0, 0}, kClerk).error().code == ErrorCode::conflict);
  CHECK(crews.add({"2 号车", "鲁P1234", 0, 0}, kClerk).error().code == ErrorCode::invalid);
  CHECK(crews.find(*id)->crew.plate == "鲁P12345");
  REQUIRE(crews.change(*id, 1, {"", "鲁PD12345", 0, 12}, kClerk));
  CHECK(crews.change(*id, 1, {"", "鲁PD12345", 0, 12}, kClerk));
  CHECK(crews.change(*id, 1, {"", "鲁P99999", 0, 12}, kClerk).error().code == ErrorCode::precondition);
  CHECK(crews.find(*id)->removable);

  const auto booked = book(office, sample_request());
  REQUIRE(office.pickups->assign(booked->reference, "1 号车", kClerk));
  CHECK(crews.list()->at(0).bookings == 1);
  const auto thursday = contract::parse_date("2026-11-26"), friday = contract::parse_date("2026-11-27");
  CHECK(crews.retire(*id, 2, thursday, kClerk).error().code == ErrorCode::conflict);
  CHECK(crews.retire(*id, 2, contract::parse_date("2026-11-23"), kClerk).error().code == ErrorCode::invalid);
  REQUIRE(crews.retire(*id, 2, friday, kClerk));
  CHECK(crews.remove(*id, 3, kClerk).error().code == ErrorCode::conflict);
  CHECK(*crews.driving(*thursday) == std::vector<std::string>{"1 号车"});
  CHECK(crews.driving(*friday)->empty());
  CHECK((*crews.named("1号车"))->name == "1 号车");
  CHECK_FALSE((*crews.named("1号车"))->drives_on(*friday));
  CHECK_FALSE(*crews.named("借来的车"));
  REQUIRE(crews.retire(*id, 3, std::nullopt, kClerk));
  CHECK_FALSE(crews.find(*id)->crew.retired_from);

  const auto second = crews.add({"2 号车", "", 0, 0}, kClerk);
  CHECK(crews.remove(*second, 9, kClerk).error().code == ErrorCode::precondition);
  REQUIRE(crews.remove(*second, 1, kClerk));
  CHECK(crews.remove(*second, 1, kClerk));
  CHECK(crews.list()->size() == 1);
  CHECK(crews.history(crews.list()->at(0).crew)->size() == 4);
}

TEST_CASE("crews: a retired one gets no booking of its last day or later, by whatever way and spelling") {
  Office office;
  service::CrewService crews(*office.store, office.clock);
  const auto id = crews.add({"1 号车", "", 0, 0}, kClerk);
  REQUIRE(id);
  const auto booked = book(office, sample_request());
  REQUIRE(booked);
  const auto thursday = contract::parse_date("2026-11-26"), friday = contract::parse_date("2026-11-27");
  REQUIRE(crews.retire(*id, 1, thursday, kClerk));
  for (const char* name : {"1 号车", "1号车"}) {
    CAPTURE(name);
    const auto refused = office.pickups->assign(booked->reference, name, kClerk);
    REQUIRE_FALSE(refused);
    CHECK(has_field(refused.error(), "/crew", contract::Rule::unknown_option));
  }
  CHECK(office.pickups->show(booked->reference, false, kClerk)->crew.empty());
  REQUIRE(office.pickups->assign(booked->reference, "借来的车", kClerk));
  REQUIRE(crews.retire(*id, 2, friday, kClerk));
  CHECK(office.pickups->assign(booked->reference, "1 号车", kClerk, true));
}
