// Outcomes and their rules as JSON.
#include <doctest/doctest.h>

#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Outcome;
using contract::Rule;
using test::has_field;

TEST_CASE("an outcome is read from JSON, every fault named, and written again") {
  Outcome outcome;
  outcome.grams = 35500;
  outcome.pieces = {{"sofa", 1}};
  outcome.reason = "no_room";
  outcome.note = "lorry full";
  outcome.at = 1795000000;
  outcome.replaces = 2;
  outcome.confirmed = true;
  const auto read = contract::parse_outcome(contract::outcome_to_json(outcome));
  REQUIRE(read);
  CHECK(is_same_record(*read, outcome));
  CHECK(read->at == outcome.at);
  CHECK(read->replaces == 2);
  CHECK(read->confirmed);
  const auto wrong = contract::parse_outcome({{"kind", "eaten"},
                                              {"grams", "many"},
                                              {"items", {{{"item", "sofa"}, {"quantity", -1}}}},
                                              {"at", "yesterday"},
                                              {"weather", "rain"}});
  REQUIRE_FALSE(wrong);
  CHECK(has_field(wrong.error(), "/kind", Rule::unknown_kind));
  CHECK(has_field(wrong.error(), "/grams", Rule::wrong_type));
  CHECK(has_field(wrong.error(), "/items/0/quantity", Rule::quantity_range));
  CHECK(has_field(wrong.error(), "/at", Rule::date_format));
  CHECK(has_field(wrong.error(), "/weather", Rule::unknown_field));
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

TEST_CASE("outcome rules keep their JSON form") {
  const contract::Json json =
      contract::outcome_rules_to_json(test::real_content()->get<service::PickupContent>().outcomes);
  CHECK(contract::outcome_rules_to_json(contract::outcome_rules_from_json(json)) == json);
}
