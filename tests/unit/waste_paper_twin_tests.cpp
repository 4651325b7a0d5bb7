// One load is in the ledgers once, however it was entered: under two numbers, by both sides, anew after a
// dispute. On both engines.
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

struct TwinYard : PaperYard {
  PaperEntry under(const char* slip, S shows = S::accepted) {
    PaperEntry entry = paper(shows);
    entry.slip = slip;
    return entry;
  }
  std::string entered_by(std::int64_t party, const PaperEntry& entry) {
    const auto made = manifests.enter_paper(entry, of(party));
    REQUIRE_MESSAGE(made, told(made));
    return made->number;
  }
  std::string disputed(const PaperEntry& entry) {
    const std::string number = entered(entry);
    REQUIRE(act(number, A::dispute, plant, {}, "another weight"));
    return number;
  }
};

}  // namespace

TEST_CASE(
    "waste paper: a load under a second number is refused to whoever entered it, until it is disputed") {
  TwinYard yard;
  const std::string number = yard.entered(yard.under("P-001"));
  CHECK(test::has_field(yard.enter(yard.under("P-001A")).error(), "/slip", Rule::waste_paper_twin));
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "another weight"));
  const std::string again = yard.entered(yard.under("P-001A"));
  CHECK(again != number);
  CHECK(test::has_field(yard.enter(yard.under("P-001B")).error(), "/slip", Rule::waste_paper_twin));
}

TEST_CASE("waste paper: a load is the same under a second number after it was handed over") {
  TwinYard yard;
  const std::string number = yard.entered(yard.under("P-001", S::in_transit));
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  REQUIRE(yard.now(number).vehicle == WasteYard::kSecondPlate);
  CHECK(test::has_field(yard.enter(yard.under("P-001A", S::in_transit)).error(), "/slip",
                        Rule::waste_paper_twin));
}

TEST_CASE(
    "waste paper: the side that disputes enters it as it was, the disputed one is not confirmed beside it") {
  TwinYard yard;
  const std::string wrong = yard.disputed(yard.under("P-001"));
  const std::string right = yard.entered_by(yard.plant, yard.under("P-001"));  // the same paper
  CHECK(test::has_field(yard.act(wrong, A::confirm, yard.plant).error(), "", Rule::waste_paper_twin));
  REQUIRE(yard.act(right, A::confirm, yard.factory));
  CHECK(test::has_field(yard.act(wrong, A::confirm, yard.plant).error(), "", Rule::waste_paper_twin));
  CHECK(yard.movements(wrong).empty());
  CHECK(yard.movements(right).size() == 2);
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
}

TEST_CASE("waste paper: the carrier's word is taken whatever else was entered of the load") {
  TwinYard yard;
  const std::string wrong = yard.disputed(yard.under("P-001"));
  yard.entered(yard.under("P-001A"));
  CHECK(yard.act(wrong, A::confirm, yard.carrier));
}

TEST_CASE("waste paper: either owner takes away what is disputed and in no ledger, with a reason") {
  for (const bool own : {true, false}) {
    TwinYard yard;
    const std::string number = yard.disputed(yard.under("P-001"));
    const std::int64_t who = own ? yard.factory : yard.plant, other = own ? yard.plant : yard.factory;
    CHECK(yard.act(number, A::revoke, yard.carrier, {}, "no").error().code == ErrorCode::conflict);
    CHECK(test::has_field(yard.act(number, A::revoke, who).error(), "/reason", Rule::required));
    REQUIRE(yard.act(number, A::ask_change, yard.carrier, {{"packaging", "bags"}}, "as it was"));
    REQUIRE(yard.act(number, A::revoke, who, {}, "typed wrong"));
    const auto record = yard.record(number);
    CHECK(record.manifest.state == S::cancelled);
    CHECK(record.open_revision() == nullptr);
    CHECK(yard.movements(number).empty());
    CHECK(yard.told_kinds(other).front() == Kind::paper_revoked);
    CHECK(yard.told_kinds(yard.carrier).front() == Kind::paper_revoked);
    CHECK(yard.act(number, A::confirm, yard.plant).error().code == ErrorCode::conflict);
    const std::string again = yard.entered(yard.under("P-001-2"));
    REQUIRE(yard.act(again, A::confirm, yard.plant));
    CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  }
}

TEST_CASE("waste paper: what waits or is confirmed is not taken away") {
  TwinYard yard;
  const std::string number = yard.entered(yard.under("P-001"));
  const auto refused = [&](std::int64_t party) {
    return yard.act(number, A::revoke, party, {}, "no").error().code == ErrorCode::conflict;
  };
  CHECK(refused(yard.factory));
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(refused(yard.factory));
  CHECK(refused(yard.plant));
}

TEST_CASE("waste paper: staff take away only for who cannot") {
  TwinYard other;
  other.join(other.plant);
  const std::string whole = other.disputed(other.under("P-001"));
  const auto staff = [&](std::int64_t party) {
    return other.manifests.act({whole, A::revoke, other.now(whole).version, {}, "as they say"},
                               paper_officer(party));
  };
  CHECK(staff(other.plant).error().code == ErrorCode::forbidden);
  CHECK(staff(other.factory));
}

TEST_CASE("waste paper: a national number is of the right one, not of the disputed one beside it") {
  PaperYard yard("hazardous", "HW08");
  const auto numbered = [&](const char* slip) {
    PaperEntry entry = yard.paper(S::accepted);
    entry.slip = slip;
    entry.input["national"] = "20263715000001";
    return entry;
  };
  const std::string wrong = yard.entered(numbered("P-001"));
  PaperEntry other = numbered("P-002");
  PaperYard::of_kind(other, SignatureKind::transport).at += 60;  // no twin by its load
  CHECK(test::has_field(yard.enter(other).error(), "/national", Rule::waste_city_number));
  REQUIRE(yard.act(wrong, A::dispute, yard.plant, {}, "another weight"));
  const std::string right = yard.entered(other);
  CHECK(test::has_field(yard.act(wrong, A::confirm, yard.plant).error(), "", Rule::waste_city_number));
  REQUIRE(yard.act(right, A::confirm, yard.plant));
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
}
