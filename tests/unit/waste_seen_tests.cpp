// Steps on what was read before the writer's turn: it counts only where nobody has changed the record since.
// On both engines.
#include <atomic>
#include <thread>
#include <vector>

#include "support/waste_fixture.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::ManifestRecord;
using contract::ManifestState;
using contract::MemberRole;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = ManifestState;

namespace {

ManifestRecord seen_by(WasteYard& yard, const std::string& number, std::int64_t party) {
  auto seen = yard.manifests.see(number, WasteYard::of(party));
  REQUIRE(seen);
  return std::move(seen->record);
}

contract::Result<contract::Manifest> act_on(WasteYard& yard, const ManifestRecord& seen, A action,
                                            std::int64_t party, contract::ManifestInput input = {}) {
  return yard.manifests.act({seen.manifest.number, action, seen.manifest.version, std::move(input)},
                            WasteYard::of(party), &seen);
}

ErrorCode code_of(const contract::Result<contract::Manifest>& done) {
  REQUIRE_FALSE(done);
  return done.error().code;
}

}  // namespace

TEST_CASE("waste seen: a step on what was read before is the step itself") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  const ManifestRecord seen = seen_by(yard, number, yard.carrier);
  const auto done = act_on(yard, seen, A::take_over, yard.carrier, WasteYard::load());
  REQUIRE_MESSAGE(done, (done ? std::string() : done.error().detail));
  const ManifestRecord now = yard.record(number);
  CHECK(now.manifest.state == S::in_transit);
  CHECK(now.manifest.version == seen.manifest.version + 1);
  REQUIRE(now.legs.size() == 1);
  CHECK(now.legs.front().driver == "Canary Driver");
  CHECK(now.signatures.size() == seen.signatures.size() + 1);
  // The same form again is told what became of it.
  CHECK(code_of(act_on(yard, seen, A::take_over, yard.carrier, WasteYard::load())) == ErrorCode::conflict);
  CHECK(yard.record(number).legs.size() == 1);
}

TEST_CASE("waste seen: overtaken, a step is answered by the record as it is now") {
  WasteYard yard;
  const std::string cancelled = yard.at(S::issued);
  const ManifestRecord first = seen_by(yard, cancelled, yard.carrier);
  REQUIRE(yard.act(cancelled, A::cancel, yard.factory));
  CHECK(code_of(act_on(yard, first, A::take_over, yard.carrier, WasteYard::load())) == ErrorCode::conflict);
  CHECK(yard.record(cancelled).legs.empty());
  CHECK(yard.now(cancelled).state == S::cancelled);
  // Of another carrier by now: who was named before finds nothing.
  const std::string given = yard.at(S::issued);
  const ManifestRecord second = seen_by(yard, given, yard.carrier);
  REQUIRE(yard.act(given, A::edit, yard.factory, {{"transporter", WasteYard::text(yard.relay)}}));
  CHECK(code_of(act_on(yard, second, A::take_over, yard.carrier, WasteYard::load())) == ErrorCode::not_found);
  CHECK(yard.now(given).state == S::issued);
  // Changed, and the step is still possible: who saw the older version looks again.
  const std::string changed = yard.at(S::issued);
  const ManifestRecord third = seen_by(yard, changed, yard.carrier);
  REQUIRE(yard.act(changed, A::edit, yard.factory, {{"packaging", "bags"}}));
  CHECK(code_of(act_on(yard, third, A::take_over, yard.carrier, WasteYard::load())) == ErrorCode::conflict);
  CHECK(yard.record(changed).legs.empty());
}

TEST_CASE("waste seen: what was read of one record says nothing of another") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  const ManifestRecord other = seen_by(yard, yard.at(S::in_transit), yard.carrier);
  REQUIRE(yard.manifests.act({number, A::take_over, yard.now(number).version, WasteYard::load()},
                             WasteYard::of(yard.carrier), &other));
  CHECK(yard.now(number).state == S::in_transit);
}

TEST_CASE("waste seen: a child changes without its parent, and is looked at in the step") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(6 * kTonne, 4 * kTonne)));
  REQUIRE(yard.act(number, A::redirect, yard.factory));
  const ManifestRecord seen = seen_by(yard, number, yard.factory);
  REQUIRE(seen.children.size() == 1);
  CHECK(code_of(act_on(yard, seen, A::redirect, yard.factory)) == ErrorCode::conflict);
  REQUIRE(yard.act(seen.children.front().number, A::discard, yard.factory));
  REQUIRE(yard.now(number).version == seen.manifest.version);
  CHECK(act_on(yard, seen, A::redirect, yard.factory));
  CHECK(yard.record(number).children.size() == 2);
}

TEST_CASE("waste seen: vehicles are those of the step's moment") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  const ManifestRecord seen = seen_by(yard, number, yard.carrier);
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    for (const contract::WasteVehicle& one : yard.parties.vehicles(session, yard.carrier))
      REQUIRE(yard.parties.end_vehicle(session, yard.carrier, one.id));
    return contract::ok();
  }));
  const auto done = act_on(yard, seen, A::take_over, yard.carrier, WasteYard::load());
  CHECK(code_of(done) == ErrorCode::invalid);
  REQUIRE(done.error().fields.size() == 1);
  CHECK(done.error().fields.front().pointer == "/vehicle");
  CHECK(yard.now(number).state == S::issued);
}

TEST_CASE("waste seen: two receivers at once, one signs and the ledgers have it once") {
  constexpr int kHands = 8;
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const ManifestRecord seen = seen_by(yard, number, yard.plant);
  std::atomic<int> signed_now{0}, told{0};
  std::vector<std::thread> hands;
  for (int i = 0; i < kHands; ++i)
    hands.emplace_back([&, i] {
      const bool whole = i % 2 == 0;
      const auto done = yard.manifests.act(
          {number, whole ? A::accept : A::refuse, seen.manifest.version,
           whole ? WasteYard::weighed(10 * kTonne, 0) : WasteYard::weighed(0, 10 * kTonne)},
          WasteYard::of(yard.plant), &seen);
      if (done)
        ++signed_now;
      else if (done.error().code == ErrorCode::conflict)
        ++told;
    });
  for (std::thread& one : hands) one.join();
  CHECK(signed_now == 1);
  CHECK(told == kHands - 1);
  const ManifestRecord now = yard.record(number);
  CHECK(now.signatures.size() == seen.signatures.size() + 1);
  const std::int64_t moved = now.manifest.state == S::accepted ? 10 * kTonne : 0;
  CHECK(yard.ledger(yard.plant) == moved);
  CHECK(yard.ledger(yard.factory) == -moved);
}

TEST_CASE("waste seen: an account sees as the member that it is, or nothing") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  service::ManifestCaller account{contract::Actor::staff("desk:driver"), 77};
  const auto stranger = yard.manifests.see(number, account);
  REQUIRE_FALSE(stranger);
  CHECK(stranger.error().code == ErrorCode::not_found);
  REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    yard.parties.put_member(session, {77, yard.carrier, MemberRole::driver});
    return contract::ok();
  }));
  const auto seen = yard.manifests.see(number, account);
  REQUIRE(seen);
  CHECK(seen->caller.party == yard.carrier);
  CHECK(seen->caller.role == MemberRole::driver);
  CHECK(seen->record.manifest.number == number);
  CHECK_FALSE(yard.manifests.see(yard.at(S::draft), account));  // its author's alone
}
