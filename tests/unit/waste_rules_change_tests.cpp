// Rules that become stricter while records are open: what was issued is brought to its end under what it was
// issued under, what is new keeps the new ones. On both engines.
#include "support/waste_fixture.hpp"
#include "waste/field/waste_content.hpp"

using namespace wufei;
using contract::Rule;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

// Half of what a load was, one carrier, and the code is gone.
void tighten(WasteYard& yard) {
  REQUIRE(yard.office.source->replace(
      test::edited<service::WasteContent>(*yard.office.source->current(), [&](service::WasteContent& part) {
        for (contract::WasteField& field : part.fields) {
          if (field.id != yard.field) continue;
          field.most_grams = 5 * kTonne;
          field.most_legs = 1;
          std::erase_if(field.codes, [&](const contract::WasteCode& one) { return one.code == yard.code; });
        }
      })));
}

void finish(WasteYard& yard, const std::string& number) {
  REQUIRE(yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.now(number).state == S::done);
}

}  // namespace

TEST_CASE("waste rules: what was issued, loaded or weighed before they became stricter is finished") {
  WasteYard yard;
  const std::string issued = yard.at(S::issued), moving = yard.at(S::in_transit), come = yard.at(S::arrived);
  const std::string edition = yard.now(issued).edition;
  tighten(yard);
  REQUIRE(yard.act(issued, A::edit, yard.factory, {{"route", "Canary Lane"}}));
  CHECK(yard.now(issued).edition == edition);
  REQUIRE(yard.act(issued, A::take_over, yard.carrier, WasteYard::load()));
  for (const std::string& number : {issued, moving})
    REQUIRE(yard.act(number, A::arrive, yard.plant, {{"received", WasteYard::text(10 * kTonne)}}));
  for (const std::string& number : {issued, moving, come}) finish(yard, number);
  CHECK(yard.ledger(yard.factory) == -30 * kTonne);
  CHECK(yard.ledger(yard.plant) == 30 * kTonne);
}

TEST_CASE("waste rules: of a load of before comes what was loaded, not any amount") {
  WasteYard yard;
  const std::string moving = yard.at(S::in_transit);
  tighten(yard);
  service::ManifestStep step{moving, A::arrive, yard.now(moving).version};
  step.confirmed = true;
  const auto arrives = [&](std::int64_t grams) {
    step.input = {{"received", WasteYard::text(grams)}};
    return yard.manifests.act(step, WasteYard::of(yard.plant));
  };
  CHECK(test::has_field(arrives(10'000 * kTonne).error(), "/received", Rule::waste_load_ceiling));
  CHECK(yard.now(moving).state == S::in_transit);
  REQUIRE(arrives(11 * kTonne));  // the scale of who takes it in
  CHECK(yard.now(moving).received == 11 * kTonne);
}

TEST_CASE("waste rules: what is refused of a load of before goes back under a record of its own") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  tighten(yard);
  REQUIRE(yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(4 * kTonne, 6 * kTonne)));
  REQUIRE(yard.act(number, A::back, yard.factory));
  const std::string child = yard.record(number).children.front().number;
  REQUIRE(yard.act(child, A::issue, yard.factory));
  REQUIRE(
      yard.act(child, A::take_over, yard.carrier,
               {{"vehicle", WasteYard::kPlate}, {"driver", "d"}, {"loaded", WasteYard::text(6 * kTonne)}}));
  REQUIRE(yard.act(child, A::arrive, yard.factory, {{"received", WasteYard::text(6 * kTonne)}}));
  REQUIRE(yard.act(child, A::accept, yard.factory, WasteYard::weighed(6 * kTonne, 0)));
  REQUIRE(yard.act(child, A::operate, yard.factory, {{"operation", "kept"}}));
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.now(number).state == S::done);
}

TEST_CASE("waste rules: what is new, and what is changed of the old, keeps the stricter ones") {
  WasteYard yard;
  const std::string draft = yard.at(S::draft), issued = yard.at(S::issued);
  tighten(yard);
  const auto refused = yard.act(draft, A::issue, yard.factory);
  REQUIRE_FALSE(refused);
  CHECK(test::has_field(refused.error(), "/code", Rule::waste_code_unknown));
  CHECK(test::has_field(refused.error(), "/planned", Rule::waste_load_ceiling));
  CHECK(test::has_field(
      yard.act(issued, A::edit, yard.factory, {{"planned", WasteYard::text(9 * kTonne)}}).error(), "/planned",
      Rule::waste_load_ceiling));
  auto more = WasteYard::load();
  more["loaded"] = WasteYard::text(11 * kTonne);  // than what was issued
  CHECK(test::has_field(yard.act(issued, A::take_over, yard.carrier, more).error(), "/loaded",
                        Rule::waste_load_ceiling));
  CHECK(yard.now(issued).state == S::issued);
}
