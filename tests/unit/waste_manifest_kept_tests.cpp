// What a driver's phone signed without a network: once for its key, with both times, and told why where it
// does not fit any more.
#include <atomic>
#include <thread>
#include <vector>

#include "waste_paper_yard.hpp"

using namespace wufei;
using contract::MemberRole;
using service::ManifestClash;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

constexpr contract::UtcSeconds kHour = 3600, kDay = 24 * kHour;

struct KeptYard : test::WasteYard {
  KeptYard() : number(at(S::issued)), version(now(number).version) {}

  [[nodiscard]] service::ManifestStep kept(contract::UtcSeconds ago) {
    service::ManifestStep step{number, A::take_over, version, load()};
    step.key = "0123456789abcdef";
    step.phone = {office.clock.now() - ago, office.clock.now()};
    return step;
  }
  contract::Result<service::ManifestArrival> take(const service::ManifestStep& step) {
    return manifests.take_kept(step, of(carrier, MemberRole::driver));
  }
  // Which clash the phone is told, and that the record stays as it was.
  ManifestClash told(const service::ManifestStep& step) {
    const contract::Manifest before = now(number);
    const auto arrival = take(step);
    REQUIRE(arrival);
    CHECK(arrival->state == before.state);
    CHECK(now(number).version == before.version);
    return arrival->clash;
  }
  std::string number;
  int version;
};

}  // namespace

TEST_CASE("waste manifests kept by a phone: signed once, with the time of the phone and ours") {
  KeptYard yard;
  const contract::UtcSeconds issued = yard.office.clock.now();
  yard.office.clock.advance(3 * kHour);
  const contract::UtcSeconds arrived = yard.office.clock.now();
  const service::ManifestStep step = yard.kept(2 * kHour);
  const auto first = yard.take(step);
  REQUIRE(first);
  CHECK(first->clash == ManifestClash::none);
  CHECK(first->time.at == issued + kHour);
  CHECK(first->time.late);
  const auto record = yard.record(yard.number);
  CHECK(record.manifest.state == S::in_transit);
  CHECK(record.manifest.started_at == issued + kHour);
  CHECK(record.legs.back().taken_at == issued + kHour);
  CHECK(record.signatures.back().signed_at == issued + kHour);
  CHECK(record.signatures.back().at == arrived);
  REQUIRE(yard.act(yard.number, A::arrive, yard.plant, {{"received", yard.text(test::kTonne * 10)}}));
  yard.office.clock.advance(9 * kDay);
  const auto again = yard.take(step);
  REQUIRE(again);
  CHECK(again->clash == ManifestClash::none);
  CHECK(again->time.at == issued + kHour);
  CHECK(yard.record(yard.number).signatures.size() == record.signatures.size() + 1);
}

TEST_CASE(
    "waste manifests kept by a phone: times that cannot be are those of the arrival, old ones are not "
    "taken") {
  KeptYard yard;
  yard.office.clock.advance(kHour);
  SUBCASE("signed after it was sent") {
    const auto arrival = yard.take(yard.kept(-60));
    REQUIRE(arrival);
    CHECK(arrival->time.clamped);
    CHECK(yard.now(yard.number).started_at == yard.office.clock.now());
  }
  SUBCASE("signed before the issue") {
    const auto arrival = yard.take(yard.kept(2 * kHour));
    REQUIRE(arrival);
    CHECK(arrival->time.clamped);
    CHECK(yard.now(yard.number).started_at == yard.office.clock.now());
  }
  SUBCASE("a clock that is wrong all the time tells how long ago it was") {
    auto step = yard.kept(kHour / 2);
    step.phone.noted_at += kDay;
    step.phone.sent_at += kDay;
    const auto arrival = yard.take(step);
    REQUIRE(arrival);
    CHECK_FALSE(arrival->time.clamped);
    CHECK(arrival->time.clock_minutes == 24 * 60);
    CHECK(yard.now(yard.number).started_at == yard.office.clock.now() - kHour / 2);
  }
  SUBCASE("a clock that was nine days behind when it was signed") {
    const auto arrival = yard.take(yard.kept(9 * kDay));
    REQUIRE(arrival);
    CHECK(arrival->clash == ManifestClash::none);
    CHECK(arrival->time.clamped);
    CHECK(yard.now(yard.number).started_at == yard.office.clock.now());
  }
  SUBCASE("more than a week ago") {
    yard.office.clock.advance(9 * kDay);
    CHECK(yard.told(yard.kept(8 * kDay)) == ManifestClash::too_late);
  }
}

TEST_CASE("waste manifests kept by a phone: what does not fit any more is told and changes nothing") {
  KeptYard yard;
  const service::ManifestStep step = yard.kept(60);
  SUBCASE("cancelled") {
    REQUIRE(yard.act(yard.number, A::cancel, yard.factory));
    CHECK(yard.told(step) == ManifestClash::cancelled);
  }
  SUBCASE("changed") {
    REQUIRE(yard.act(yard.number, A::edit, yard.factory, {{"planned", yard.text(8 * test::kTonne)}}));
    CHECK(yard.told(step) == ManifestClash::changed);
  }
  SUBCASE("signed by a colleague, and the same key from another account is no repeat") {
    auto theirs = step;
    auto colleague = test::WasteYard::of(yard.carrier, MemberRole::driver);
    colleague.account += 1000;
    REQUIRE(yard.manifests.take_kept(theirs, colleague));
    CHECK(yard.told(step) == ManifestClash::moved);
  }
  SUBCASE("another carrier's by now, and never a stranger's") {
    REQUIRE(yard.act(yard.number, A::edit, yard.factory, {{"transporter", yard.text(yard.relay)}}));
    const auto gone = yard.take(step);
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == contract::ErrorCode::not_found);
  }
  SUBCASE("what is wrong in itself is refused with its field") {
    auto wrong = step;
    wrong.input["vehicle"] = "LUP99999";
    const auto refused = yard.take(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fields.front().pointer == "/vehicle");
    auto other = step;
    other.action = A::arrive;
    CHECK(yard.take(other).error().code == contract::ErrorCode::invalid);
  }
}

TEST_CASE("waste manifests kept by a phone: words on a paper meanwhile take no signature") {
  test::PaperYard yard;
  const std::string number = yard.entered(yard.paper(S::in_transit));
  REQUIRE(yard.act(number, A::name_next, yard.carrier,
                   {{"next_transporter", test::WasteYard::text(yard.relay)}}));
  service::ManifestStep step{number, A::hand_over, yard.now(number).version,
                             test::WasteYard::load(test::WasteYard::kSecondPlate)};
  step.key = "0123456789abcdef";
  step.phone = {yard.office.clock.now() - kHour, yard.office.clock.now()};
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "another weight"));
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  const auto taken = yard.manifests.take_kept(step, test::WasteYard::of(yard.relay, MemberRole::driver));
  REQUIRE(taken);
  CHECK(taken->clash == ManifestClash::none);
  CHECK(yard.now(number).legs == 2);
}

TEST_CASE("waste manifests kept by a phone: sent several times at once, it is one signature") {
  constexpr int kSent = 6;
  KeptYard yard;
  yard.office.clock.advance(kHour);
  const service::ManifestStep step = yard.kept(kHour / 2);
  const std::size_t before = yard.record(yard.number).signatures.size();
  std::atomic<int> taken{0};
  std::vector<std::thread> phones;
  for (int i = 0; i < kSent; ++i)
    phones.emplace_back([&] {
      const auto arrival = yard.take(step);
      if (arrival && arrival->clash == ManifestClash::none) ++taken;
    });
  for (std::thread& one : phones) one.join();
  CHECK(taken == kSent);
  const auto record = yard.record(yard.number);
  CHECK(record.signatures.size() == before + 1);
  CHECK(record.legs.size() == 1);
}
