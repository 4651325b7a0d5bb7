// What outcomes are written and read as: kilograms, and their rules.
#include <doctest/doctest.h>

#include "pickup/outcome/outcome_rules.hpp"

using namespace wufei;

TEST_CASE("kilograms are written without what says nothing") {
  CHECK(contract::kilograms_text(35500) == "35.5");
  CHECK(contract::kilograms_text(1) == "0.001");
  CHECK(contract::kilograms_text(12000) == "12");
}

TEST_CASE("kilograms are read as people type them") {
  CHECK(contract::grams_of("35") == 35000);
  CHECK(contract::grams_of(" 12.5 ") == 12500);
  CHECK(contract::grams_of("0.125") == 125);
  CHECK(contract::grams_of("３５．５") == 35500);
  CHECK(contract::grams_of("35\u200B") == 35000);
  CHECK(contract::grams_of("999999999") == 999999999000);
  for (const char* text :
       {"", ".", "12.", ".5", "1.2345", "1e3", "-3", "+3", "3吨", "1,5", "0x10", "1.2.3", "１２ 3"})
    CHECK_MESSAGE(!contract::grams_of(text), text);
}

TEST_CASE("outcome rules are read from their file") {
  const contract::Json reason_row{
      {"id", "nobody"}, {"kind", "no_access"}, {"text", "Locked"}, {"refuses_missed_report", true}};
  const contract::OutcomeRules rules =
      contract::outcome_rules_from_json({{"confirmation", "confirmed"},
                                         {"asked_back_kilograms", {{"bulky", 300}}},
                                         {"correction_days", 3},
                                         {"missed_report_work_days", 2},
                                         {"reasons", contract::Json::array({reason_row})}});
  CHECK(rules.confirmed);
  CHECK(rules.asked_back_grams.at("bulky") == 300'000);
  CHECK(rules.correction_days == 3);
  CHECK(rules.missed_report_work_days == 2);
  const contract::OutcomeReason* reason =
      contract::find_reason(rules, contract::OutcomeKind::no_access, "nobody");
  REQUIRE(reason);
  CHECK(reason->text == "Locked");
  CHECK(reason->refuses_missed_report);
  CHECK(contract::find_reason(rules, contract::OutcomeKind::not_presented, "nobody") == nullptr);
}
