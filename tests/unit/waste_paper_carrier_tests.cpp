// What the carrier of a paper says of it: asked like the other owner, but no ledger waits for it. On both
// engines.
#include "waste_alarm_facts.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::WasteRole;

namespace {

// A party that carries what it makes or takes in, as whoever it replaces on the paper.
std::int64_t own_carrier(PaperYard& yard, const char* name, WasteRole role, int number) {
  std::int64_t id = 0;
  yard.write([&](storage::Session& session) {
    id = yard.add(session, name, {role, WasteRole::transporter}, number);
    const contract::Date from = WasteYard::day("2026-01-01"), until = WasteYard::day("2027-12-31");
    yard.parties.add_vehicle(session, {0, id, WasteYard::kPlate, 20 * kTonne, "T9", until});
    const bool takes = role == WasteRole::receiver;
    if (takes)
      yard.parties.add_permit(session, {0, id, "approval", "P9", "bureau", from, until, {}, 0, true});
    yard.parties.add_contract(
        session, {0, takes ? yard.factory : id, takes ? id : yard.plant, "C9", {}, from, until, 0, 0, true});
  });
  return id;
}

}  // namespace

TEST_CASE("waste paper: the carrier is asked beside the other owner, once, and no ledger waits for it") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::done));
  CHECK(yard.record(number).slip->carrier == yard.carrier);
  CHECK(yard.now(number).paper_carrier == SlipState::waiting);
  CHECK(yard.rows_of(yard.carrier).front().waits);
  CHECK(yard.act(number, A::confirm, yard.relay).error().code == ErrorCode::not_found);
  REQUIRE(yard.act(number, A::confirm, yard.carrier));
  CHECK(yard.now(number).paper_carrier == SlipState::confirmed);
  CHECK(yard.now(number).paper == SlipState::waiting);
  CHECK(yard.record(number).slip->carriers.answered_at == yard.office.clock.now());
  CHECK(yard.record(number).slip->others.answered_at == 0);
  CHECK(yard.movements(number).empty());
  CHECK_FALSE(yard.rows_of(yard.carrier).front().waits);
  CHECK(yard.rows_of(yard.plant).front().waits);
  CHECK(yard.act(number, A::confirm, yard.carrier).error().code == ErrorCode::conflict);  // a double tap
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.movements(number).size() == 2);
  CHECK(yard.now(number).paper_carrier == SlipState::confirmed);
}

TEST_CASE("waste paper: what the carrier disputes stands beside what the owners agreed") {
  for (const bool owners_first : {true, false}) {
    CAPTURE(owners_first);
    PaperYard yard;
    const std::string number = yard.entered(yard.paper(S::accepted));
    if (owners_first) REQUIRE(yard.act(number, A::confirm, yard.plant));
    CHECK(test::has_field(yard.act(number, A::dispute, yard.carrier).error(), "/reason", Rule::required));
    REQUIRE(yard.act(number, A::dispute, yard.carrier, {}, "another lorry"));
    CHECK(yard.movements(number).size() == (owners_first ? 2U : 0U));
    if (!owners_first) REQUIRE(yard.act(number, A::confirm, yard.plant));
    const auto record = yard.record(number);
    CHECK(record.manifest.paper == SlipState::confirmed);
    CHECK(record.manifest.paper_carrier == SlipState::disputed);
    CHECK(record.manifest.is_unconfirmed());
    CHECK(record.slip->carriers.dispute == "another lorry");
    CHECK(record.slip->others.dispute.empty());
    CHECK(yard.ledger(yard.plant) == 10 * kTonne);
    // Mended by a revision of all, then confirmed: nothing is posted again.
    REQUIRE(yard.act(number, A::ask_change, yard.carrier, {{"packaging", "bags"}}, "as it was"));
    REQUIRE(yard.act(number, A::approve, yard.factory));
    REQUIRE(yard.act(number, A::approve, yard.plant));
    REQUIRE(yard.act(number, A::confirm, yard.carrier));
    CHECK_FALSE(yard.now(number).is_unconfirmed());
    CHECK(yard.movements(number).size() == 2);
  }
}

TEST_CASE("waste paper: an owner that carried it is asked once, or not at all when it entered it") {
  PaperYard yard;
  const std::int64_t plant = own_carrier(yard, "Canary Fetching Plant", WasteRole::receiver, 6);
  PaperEntry fetched = yard.paper(S::accepted);
  fetched.input["receiver"] = fetched.input["transporter"] = WasteYard::text(plant);
  const std::string number = yard.entered(fetched);
  CHECK(yard.record(number).slip->carrier == 0);
  CHECK_FALSE(yard.now(number).paper_carrier);
  CHECK(yard.told_kinds(plant) == std::vector{Kind::paper_entered});
  REQUIRE(yard.act(number, A::confirm, plant));
  CHECK(yard.movements(number).size() == 2);

  const std::int64_t maker = own_carrier(yard, "Canary Bringing Factory", WasteRole::generator, 7);
  PaperEntry brought = yard.paper(S::accepted);
  brought.generator = maker;
  brought.input["transporter"] = WasteYard::text(maker);
  const auto made = yard.enter(brought);
  REQUIRE_MESSAGE(made, PaperYard::told(made));
  CHECK(yard.told_kinds(maker).empty());
  const auto again = yard.act(made->number, A::confirm, maker, {}, {}, made->version);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::conflict);
}

TEST_CASE("waste paper: the carrier's people are told once, the owners of what it says") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  CHECK(yard.entered(yard.paper(S::accepted)) == number);
  CHECK(yard.told_kinds(yard.carrier) == std::vector{Kind::paper_entered});
  REQUIRE(yard.act(number, A::dispute, yard.carrier, {}, "another lorry"));
  REQUIRE(yard.act(number, A::confirm, yard.carrier));
  CHECK(yard.told_kinds(yard.factory) ==
        std::vector{Kind::paper_carrier_confirmed, Kind::paper_carrier_disputed});
  CHECK(yard.told_kinds(yard.plant) == std::vector{Kind::paper_carrier_disputed, Kind::paper_entered});
  CHECK(yard.told_kinds(yard.carrier) == std::vector{Kind::paper_entered});
}

TEST_CASE(
    "waste paper: of the carrier its clerks answer, staff only dispute for it, a stale page is refused") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  const auto answer = [&](A action, const service::ManifestCaller& caller, int version) {
    const auto done = yard.manifests.act({number, action, version, {}, "Canary reason"}, caller);
    return done ? ErrorCode{} : done.error().code;
  };
  const int shown = yard.now(number).version;
  CHECK(answer(A::confirm, WasteYard::of(yard.carrier, MemberRole::reader), shown) == ErrorCode::forbidden);
  CHECK(answer(A::confirm, WasteYard::of(yard.carrier, MemberRole::driver), shown) == ErrorCode::not_found);
  yard.join(yard.carrier);
  CHECK(answer(A::confirm, paper_officer(yard.carrier), shown) == ErrorCode::forbidden);
  REQUIRE(yard.act(number, A::confirm, yard.plant));  // in another tab, meanwhile
  CHECK(answer(A::dispute, WasteYard::of(yard.carrier), shown) == ErrorCode::conflict);
  CHECK(yard.now(number).paper_carrier == SlipState::waiting);
  REQUIRE(yard.manifests.act({number, A::dispute, shown + 1, {}, "as they told us"},
                             paper_officer(yard.carrier)));
  CHECK(yard.record(number).slip->carriers.dispute == "as they told us");
}

TEST_CASE("waste paper: a carrier that was closed or has handed over since still answers") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::in_transit));
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  CHECK(yard.rows_of(yard.carrier).front().waits);
  CHECK(yard.act(number, A::confirm, yard.relay).error().code == ErrorCode::conflict);  // on no paper
  yard.set_state(yard.carrier, contract::PartyState::closed);
  REQUIRE(yard.act(number, A::confirm, yard.carrier));
  CHECK(yard.now(number).paper_carrier == SlipState::confirmed);
  PaperEntry later = yard.paper(S::accepted);
  later.slip = "P-002";
  CHECK(test::has_field(yard.enter(later).error(), "/transporter", Rule::waste_party_unverified));
}

TEST_CASE("waste paper: what was entered before carriers were asked asks none") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  const storage::Query before{"test.paper_before", "UPDATE waste_paper SET carrier = 0, carrier_state = ''"};
  yard.write([&](storage::Session& session) { session.run(before); });
  CHECK_FALSE(yard.now(number).paper_carrier);
  CHECK(yard.act(number, A::confirm, yard.carrier).error().code == ErrorCode::conflict);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK_FALSE(yard.now(number).is_unconfirmed());
}

TEST_CASE("waste paper: the carrier's reason lies sealed, alarms know of its word") {
  PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  const auto facts_now = [&] { return read_facts(yard.office).at(0); };
  CHECK(facts_now().carrier_waits);
  CHECK_FALSE(facts_now().carrier_disputed);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  REQUIRE(yard.act(number, A::dispute, yard.carrier, {}, "Canary dispute"));
  CHECK(facts_now().carrier_disputed);
  CHECK_FALSE(facts_now().carrier_waits);
  CHECK_FALSE(facts_now().disputed);
  CHECK_FALSE(facts_now().unconfirmed);
  const storage::Query raw{"test.raw_carrier", "SELECT carrier_dispute FROM waste_paper"};
  std::string lies;
  yard.write([&](storage::Session& session) {
    for (const auto& bytes : session.rows(raw, [](storage::Columns& row) { return row.bytes_or_null(); }))
      if (bytes) lies.append(bytes->begin(), bytes->end());
  });
  CHECK_FALSE(lies.empty());
  CHECK(lies.find("Canary") == std::string::npos);
}

TEST_CASE("waste alarms: a carrier that disputes a paper, or says nothing of it for ten working days") {
  const char* now = "2026-11-24T10:00:00+08:00";
  auto one = test::manifest("done");
  one.started_at = test::at("2026-11-16T08:00:00+08:00");
  one.paper_at = test::at("2026-11-17T10:00:00+08:00");
  one.paper_by = 1;
  CHECK(test::of(one, now).empty());
  one.carrier_waits = true;
  CHECK(test::of(one, "2026-12-01T10:00:00+08:00").empty());  // the tenth working day after
  CHECK(test::of(one, "2026-12-02T10:00:00+08:00") == "A07");
  one.unconfirmed = true;  // each of the two is asked
  CHECK(test::of(one, "2026-12-02T10:00:00+08:00") == "A07 A07");
  one.carrier_waits = false;
  one.carrier_disputed = true;
  CHECK(test::of(one, now) == "A07");
  CHECK(test::of(one, "2026-12-02T10:00:00+08:00") == "A07 A07");  // and the owner still says nothing
  one.disputed = true;
  CHECK(test::of(one, now) == "A07 A07");
}
