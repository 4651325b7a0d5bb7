// Records of movement on any way: random walks over the table, and two who act at once. On both engines.
#include <random>
#include <set>
#include <thread>

#include "support/waste_fixture.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Manifest;
using contract::ManifestRecord;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

constexpr int kWalks = 12, kLongestWalk = 8;

struct Walk {
  explicit Walk(unsigned seed) : random(seed) {}

  std::int64_t below(std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
  }

  contract::ManifestInput input_for(A action, const Manifest& manifest) {
    switch (action) {
      case A::take_over:
        return WasteYard::load();
      case A::hand_over:
        return WasteYard::load(WasteYard::kSecondPlate);
      case A::name_next:
        return {{"next_transporter", WasteYard::text(yard.relay)}};
      case A::arrive:
        return {{"received", WasteYard::text(1 + below(10 * kTonne))}};
      case A::accept:
        return WasteYard::weighed(manifest.received, 0);
      case A::refuse:
        return WasteYard::weighed(0, manifest.received);
      case A::accept_part: {
        const std::int64_t refused = below(manifest.received + 2);  // sometimes too much
        return WasteYard::weighed(manifest.received - std::min(refused, manifest.received), refused);
      }
      case A::operate:
        return {{"operation", "used"}};
      case A::edit:
        return {{"route", "road " + WasteYard::text(below(9))}, {"receiver", WasteYard::text(yard.plant)}};
      case A::ask_change:
        return {{"packaging", "bags " + WasteYard::text(below(9))}};
      default:
        return {};
    }
  }
  // A party that may do something with the record, with one step of it.
  bool step(const std::string& number) {
    std::vector<std::pair<std::int64_t, A>> possible;
    const ManifestRecord record = yard.record(number);
    for (const std::int64_t party : record.parties())
      for (const A action : contract::actions_of(record, party, contract::MemberRole::clerk))
        if (action != A::discard) possible.emplace_back(party, action);
    if (possible.empty()) return false;
    const auto [party, action] =
        possible[static_cast<std::size_t>(below(static_cast<std::int64_t>(possible.size())))];
    (void)yard.act(number, action, party, input_for(action, record.manifest), "because");
    return true;
  }
  void check(const std::string& number) {
    const ManifestRecord record = yard.record(number);
    const Manifest& manifest = record.manifest;
    if (manifest.accepted_at != 0) CHECK(manifest.received == manifest.accepted + manifest.refused);
    CHECK((manifest.state == S::partly_accepted ? manifest.refused > 0 && manifest.accepted > 0 : true));
    for (std::size_t i = 1; i < record.signatures.size(); ++i) {
      CHECK(record.signatures[i - 1].kind <= record.signatures[i].kind);
      CHECK(record.signatures[i - 1].at <= record.signatures[i].at);
    }
    int open = 0;
    for (const auto& revision : record.revisions)
      open += revision.state == contract::RevisionState::open ? 1 : 0;
    CHECK(open <= 1);
    if (manifest.state == S::done && manifest.refused > 0) {
      CHECK_FALSE(record.children.empty());
      for (const Manifest& child : record.children)
        CHECK((child.state == S::done || child.state == S::cancelled));
    }
    check_ledgers(number, manifest);
  }
  // What the rows say is what is in stock, and what one gave another has.
  void check_ledgers(const std::string& number, const Manifest& manifest) {
    const auto rows = yard.office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::Movement>> {
          return yard.balances.of_reference(session, number);
        });
    std::int64_t given = 0, taken = 0;
    for (const storage::Movement& row : *rows) (row.grams < 0 ? given : taken) += row.grams;
    CHECK(given == -taken);
    CHECK(taken == (manifest.accepted_at != 0 ? manifest.accepted : 0));
    CHECK(yard.ledger(manifest.generator) == given);
    CHECK(yard.ledger(yard.plant) == taken);
  }

  std::mt19937 random;
  WasteYard yard;
};

// Both at once; how each went.
template <class First, class Second>
std::pair<contract::Result<Manifest>, contract::Result<Manifest>> race(First first, Second second) {
  contract::Result<Manifest> a = contract::make_error(ErrorCode::internal), b = a;
  std::thread other([&] { b = second(); });
  a = first();
  other.join();
  return {std::move(a), std::move(b)};
}

template <class Pair>
void one_wins(const Pair& pair) {
  CHECK(pair.first.has_value() != pair.second.has_value());
  const auto& lost = pair.first.has_value() ? pair.second : pair.first;
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == ErrorCode::conflict);
}

}  // namespace

TEST_CASE("waste manifest: on any way of up to eight steps amounts, ledgers and signatures hold") {
  std::set<S> reached;
  for (unsigned seed = 0; seed < kWalks; ++seed) {
    Walk one(seed);
    const std::string number = one.yard.at(seed % 3 == 0   ? S::draft
                                           : seed % 3 == 1 ? S::in_transit
                                                           : S::arrived);
    for (int i = 0; i < kLongestWalk && one.step(number); ++i) one.check(number);
    reached.insert(one.yard.now(number).state);
  }
  CHECK(reached.size() > 2);
}

TEST_CASE("waste manifest: two receive at once, and one of them gets a conflict with what is possible now") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  const int version = yard.now(number).version;
  one_wins(race(
      [&] {
        return yard.act(number, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0), {}, version);
      },
      [&] {
        return yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(6 * kTonne, 4 * kTonne), {},
                        version);
      }));
  CHECK(yard.ledger(yard.plant) == yard.now(number).accepted);
  CHECK(yard.ledger(yard.factory) == -yard.now(number).accepted);
  CHECK_FALSE(contract::actions_of(yard.record(number), yard.plant, contract::MemberRole::clerk).empty());
}

TEST_CASE("waste manifest: the generator cancels while the driver signs") {
  WasteYard yard;
  const std::string number = yard.at(S::issued);
  const int version = yard.now(number).version;
  one_wins(
      race([&] { return yard.act(number, A::cancel, yard.factory, {}, {}, version); },
           [&] { return yard.act(number, A::take_over, yard.carrier, WasteYard::load(), {}, version); }));
  const S state = yard.now(number).state;
  CHECK((state == S::cancelled || state == S::in_transit));
  CHECK(yard.record(number).legs.size() == (state == S::in_transit ? 1 : 0));
}

TEST_CASE("waste manifest: a revision is approved while the receiver signs") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::ask_cancel, yard.factory, {}, "broken down"));
  REQUIRE(yard.act(number, A::approve, yard.plant));
  const int version = yard.now(number).version;
  one_wins(race([&] { return yard.act(number, A::approve, yard.carrier, {}, {}, version); },
                [&] {
                  return yard.act(number, A::arrive, yard.plant, {{"received", "5"}}, {}, version);
                }));
  const auto record = yard.record(number);
  CHECK((record.manifest.state == S::cancelled || record.manifest.state == S::arrived));
  CHECK(record.open_revision() == nullptr);
}
