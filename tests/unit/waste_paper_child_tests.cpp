// A disputed record from paper of which a part was refused is taken away: what of that part has not moved
// goes with it, what has goes on under the record that is right. On both engines.
#include <algorithm>

#include "lib/base/json.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

constexpr std::int64_t kRefused = 4 * kTonne;

struct ChildYard : PaperYard {
  // A disputed paper with a refused part.
  std::string disputed() {
    const std::string number = entered(paper(S::accepted, kRefused));
    REQUIRE(act(number, A::dispute, plant, {}, "another weight"));
    return number;
  }
  // Its child to another receiver, brought as far as this state.
  std::string redirected(const std::string& number, S state) {
    REQUIRE(act(number, A::redirect, factory));
    const std::string child = record(number).children.back().number;
    if (state == S::draft) return child;
    REQUIRE(act(child, A::edit, factory, {{"receiver", text(other)}, {"route", "Canary Road"}}));
    REQUIRE(act(child, A::issue, factory));
    if (state == S::issued) return child;
    auto loaded = load();
    loaded["loaded"] = text(kRefused);
    REQUIRE(act(child, A::take_over, carrier, loaded));
    if (state == S::in_transit) return child;
    REQUIRE(act(child, A::arrive, other, {{"received", text(kRefused)}}));
    REQUIRE(act(child, A::accept, other, weighed(kRefused, 0)));
    REQUIRE(act(child, A::operate, other, {{"operation", "bricks"}}));
    return child;
  }
  // The same load anew, with this refused part.
  std::string corrected(std::int64_t refused, const char* plate = kPlate) {
    PaperEntry entry = paper(S::accepted, refused);
    entry.slip = "P-001-2";
    entry.input["vehicle"] = plate;
    return entered(entry);
  }
  contract::Result<Manifest> revoke(const std::string& number, std::int64_t party,
                                    const std::string& successor = {}) {
    service::ManifestStep step{number, A::revoke, now(number).version, {}, "typed wrong"};
    step.successor = successor;
    return manifests.act(step, of(party));
  }
  // The bureau, with the children that are done kept, or not.
  contract::Result<Manifest> revoke_by_staff(const std::string& number, std::int64_t party, bool keeps) {
    service::ManifestStep step{number, A::revoke, now(number).version, {}, "nothing was refused"};
    step.keeps_children = keeps;
    return manifests.act(step, paper_officer(party));
  }
  std::string last_event(const std::string& number) {
    return manifests.show(number, of(factory))->events.back().action;
  }
};

}  // namespace

TEST_CASE("waste paper child: what was not taken over goes with the disputed paper, whoever takes it away") {
  for (const S state : {S::draft, S::issued})
    for (const bool own : {true, false}) {
      ChildYard yard;
      const std::string number = yard.disputed();
      const std::string child = yard.redirected(number, state);
      REQUIRE(yard.revoke(number, own ? yard.factory : yard.plant));
      CHECK(yard.now(number).state == S::cancelled);
      CHECK(yard.now(child).state == S::cancelled);
      CHECK(yard.last_event(child) == (state == S::draft ? "discard" : "cancel"));
    }
}

TEST_CASE("waste paper child: what has moved keeps the disputed paper until the right one is there") {
  for (const S state : {S::in_transit, S::done}) {
    ChildYard yard;
    const std::string number = yard.disputed();
    const std::string child = yard.redirected(number, state);
    const int version = yard.now(child).version;
    CHECK(test::has_field(yard.revoke(number, yard.factory).error(), "/successor", Rule::waste_paper_child));
    CHECK(yard.now(number).state == S::partly_accepted);
    const std::string right = yard.corrected(kRefused + kTonne);
    REQUIRE(yard.act(right, A::confirm, yard.plant));
    REQUIRE(yard.revoke(number, yard.plant));
    CHECK(yard.now(number).state == S::cancelled);
    CHECK(yard.now(child).state == state);
    CHECK(yard.now(child).parent == right);
    CHECK(yard.now(child).version == version + 1);
    CHECK(yard.last_event(child) == contract::kRehungEvent);
    CHECK(yard.record(number).children.empty());
    REQUIRE(yard.record(right).children.size() == 1);
  }
}

TEST_CASE("waste paper child: the right one is done with the child that moved, its load is posted once") {
  ChildYard yard;
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::done);
  const std::string right = yard.corrected(kRefused);
  REQUIRE(yard.act(right, A::confirm, yard.plant));
  CHECK(yard.act(right, A::operate, yard.plant, {{"operation", "bricks"}}).error().code ==
        ErrorCode::conflict);
  REQUIRE(yard.revoke(number, yard.factory));
  REQUIRE(yard.act(right, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.ledger(yard.plant) == 10 * kTonne - kRefused);
  CHECK(yard.ledger(yard.other) == kRefused);
  CHECK(yard.ledger(yard.factory) == -10 * kTonne);
  CHECK(yard.movements(child).size() == 2);
}

TEST_CASE("waste paper child: a right one of another vehicle is said by its number, and is one of the two") {
  ChildYard yard;
  yard.write([&](storage::Session& session) {
    yard.parties.add_vehicle(session,
                             {0, yard.carrier, "LUP77777", 20 * kTonne, "T3", WasteYard::day("2027-12-31")});
  });
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::in_transit);
  const std::string right = yard.corrected(kRefused, "LUP77777");
  const auto refused = [&](const std::string& successor) {
    return test::has_field(yard.revoke(number, yard.factory, successor).error(), "/successor",
                           Rule::waste_paper_child);
  };
  CHECK(refused({}));
  CHECK(refused(number));
  CHECK(refused(child));
  CHECK(refused("no such number"));
  CHECK(refused(yard.at(S::arrived)));  // nothing of it was refused
  PaperEntry sludge = yard.paper(S::accepted, kRefused);
  sludge.slip = "P-002";
  sludge.input["code"] = "SW01";
  CHECK(refused(yard.entered(sludge)));  // another waste
  REQUIRE(yard.revoke(number, yard.factory, right));
  CHECK(yard.now(child).parent == right);
}

TEST_CASE("waste paper child: what was brought to the same receiver again is not its own parent") {
  ChildYard yard;
  const std::string number = yard.disputed();
  REQUIRE(yard.act(number, A::redirect, yard.factory));
  const std::string child = yard.record(number).children.back().number;
  REQUIRE(yard.act(child, A::edit, yard.factory,
                   {{"receiver", WasteYard::text(yard.plant)}, {"route", "Canary Road"}}));
  REQUIRE(yard.act(child, A::issue, yard.factory));
  auto loaded = WasteYard::load();
  loaded["loaded"] = WasteYard::text(kRefused);
  REQUIRE(yard.act(child, A::take_over, yard.carrier, loaded));
  REQUIRE(yard.act(child, A::arrive, yard.plant, {{"received", WasteYard::text(kRefused)}}));
  REQUIRE(yard.act(child, A::accept_part, yard.plant, WasteYard::weighed(kRefused - kTonne, kTonne)));
  CHECK(test::has_field(yard.revoke(number, yard.factory, child).error(), "/successor",
                        Rule::waste_paper_child));
  CHECK(yard.now(child).parent == number);
}

TEST_CASE("waste paper child: a driver's offline signature is taken after the parent became another") {
  ChildYard yard;
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::in_transit);
  REQUIRE(yard.act(child, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  service::ManifestStep step{child, A::hand_over, yard.now(child).version,
                             WasteYard::load(WasteYard::kSecondPlate)};
  step.input["loaded"] = WasteYard::text(kRefused);
  step.key = "0123456789abcdef";
  step.phone = {yard.office.clock.now(), yard.office.clock.now()};
  yard.corrected(kRefused);
  REQUIRE(yard.revoke(number, yard.factory));
  const auto taken = yard.manifests.take_kept(step, WasteYard::of(yard.relay, MemberRole::driver));
  REQUIRE(taken);
  CHECK(taken->clash == service::ManifestClash::none);
}

TEST_CASE("waste paper child: all parties of a child are told that it went with the paper, and why") {
  for (const bool own : {true, false}) {
    ChildYard yard;
    const std::string number = yard.disputed();
    const std::string child = yard.redirected(number, S::issued);
    REQUIRE(yard.revoke(number, own ? yard.factory : yard.plant));
    for (const std::int64_t party : {yard.factory, yard.carrier, yard.other}) {
      const auto kinds = yard.told_kinds(party);
      CHECK(std::count(kinds.begin(), kinds.end(), Kind::paper_child_cancelled) ==
            (own && party == yard.factory ? 0 : 1));
    }
    const auto plants = yard.told_kinds(yard.plant);  // the child does not name it
    CHECK(std::count(plants.begin(), plants.end(), Kind::paper_child_cancelled) == 0);
    const auto seen = yard.manifests.show(child, WasteYard::of(yard.other));
    REQUIRE(seen);
    CHECK(seen->events.back().detail == "typed wrong");
  }
}

TEST_CASE("waste paper child: of a draft its author alone is told") {
  ChildYard yard;
  const std::string number = yard.disputed();
  yard.redirected(number, S::draft);
  REQUIRE(yard.revoke(number, yard.plant));
  const auto told = [&](std::int64_t party) {
    const auto kinds = yard.told_kinds(party);
    return std::count(kinds.begin(), kinds.end(), Kind::paper_child_cancelled);
  };
  CHECK(told(yard.factory) == 1);
  CHECK(told(yard.carrier) == 0);
  CHECK(told(yard.other) == 0);
}

TEST_CASE("waste paper child: each carrier of one that goes on under another record is told") {
  ChildYard yard;
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::in_transit);
  REQUIRE(yard.act(child, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  yard.corrected(kRefused);
  REQUIRE(yard.revoke(number, yard.factory));
  for (const std::int64_t party : {yard.carrier, yard.relay, yard.other}) {
    const auto kinds = yard.told_kinds(party);
    CHECK(std::count(kinds.begin(), kinds.end(), Kind::paper_child_rehung) == 1);
  }
  const auto own = yard.told_kinds(yard.factory);  // it did so itself
  CHECK(std::count(own.begin(), own.end(), Kind::paper_child_rehung) == 0);
}

TEST_CASE("waste paper child: one that is done stays by itself when staff say so, both ledgers agree") {
  ChildYard yard;
  yard.join(yard.factory);  // it can answer itself, and yet has no way of its own
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::done);
  const std::string right = yard.corrected(0);
  CHECK(test::has_field(yard.revoke(number, yard.factory, right).error(), "/successor",
                        Rule::waste_paper_child));
  REQUIRE(yard.revoke_by_staff(number, yard.factory, true));
  CHECK(yard.now(number).state == S::cancelled);
  CHECK(yard.now(child).state == S::done);
  CHECK(yard.now(child).parent == number);  // where it came from
  CHECK(yard.last_event(child) == contract::kKeptApartEvent);
  CHECK(yard.manifests.show(child, WasteYard::of(yard.other))->events.back().detail == "nothing was refused");
  CHECK(yard.movements(number).empty());
  CHECK(yard.movements(child).size() == 2);
  CHECK(yard.ledger(yard.factory) == -kRefused);
  CHECK(yard.ledger(yard.other) == kRefused);
  for (const std::int64_t party : {yard.factory, yard.carrier, yard.other}) {
    const auto kinds = yard.told_kinds(party);
    CHECK(std::count(kinds.begin(), kinds.end(), Kind::paper_child_kept) == 1);
  }
  REQUIRE(yard.act(right, A::confirm, yard.plant));  // the twin is gone
  CHECK(yard.ledger(yard.factory) == -10 * kTonne - kRefused);
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
}

TEST_CASE("waste paper child: nothing stays by itself where a record is right for it, whatever staff say") {
  ChildYard yard;
  yard.join(yard.factory);
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::done);
  service::ManifestStep typed{number, A::revoke, yard.now(number).version, {}, "nothing was refused"};
  typed.keeps_children = true;
  typed.successor = "371524-Y-261124-00000000-0";  // there is no such record
  CHECK(test::has_field(yard.manifests.act(typed, paper_officer(yard.factory)).error(), "/successor",
                        Rule::waste_paper_child));
  const std::string right = yard.corrected(kRefused);
  REQUIRE(yard.revoke_by_staff(number, yard.factory, true));
  CHECK(yard.now(number).state == S::cancelled);
  CHECK(yard.now(child).parent == right);
  const auto view = yard.manifests.show(child, WasteYard::of(yard.factory));
  REQUIRE(view);
  CHECK(view->events.back().action == contract::kRehungEvent);
  CHECK(view->events.back().party == 0);  // the bureau did so, not the party that it stood in for
}

// What a form says of children that are kept is of this one step: no other is taken for the bureau's.
TEST_CASE("waste paper child: who sends the mark with another step stays the author of that step") {
  ChildYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted, kRefused));
  service::ManifestStep step{number, A::dispute, yard.now(number).version, {}, "another weight"};
  step.keeps_children = true;
  REQUIRE(yard.manifests.act(step, WasteYard::of(yard.plant)));
  const auto view = yard.manifests.show(number, WasteYard::of(yard.factory));
  REQUIRE(view);
  CHECK(view->events.back().action == "dispute");
  CHECK(view->events.back().party == yard.plant);
}

TEST_CASE("waste paper child: staff keep what is done alone, and do nothing else for who can do so itself") {
  ChildYard yard;
  yard.join(yard.factory);
  const std::string number = yard.disputed();
  const std::string child = yard.redirected(number, S::in_transit);
  CHECK(yard.revoke_by_staff(number, yard.factory, true).error().code == ErrorCode::forbidden);
  REQUIRE(yard.act(child, A::arrive, yard.other, {{"received", WasteYard::text(kRefused)}}));
  REQUIRE(yard.act(child, A::accept, yard.other, WasteYard::weighed(kRefused, 0)));
  REQUIRE(yard.act(child, A::operate, yard.other, {{"operation", "bricks"}}));
  CHECK(test::has_field(yard.revoke_by_staff(number, yard.factory, false).error(), "/keeps_children",
                        Rule::required));
  service::ManifestStep own{number, A::revoke, yard.now(number).version, {}, "typed wrong"};
  own.keeps_children = true;
  CHECK(yard.manifests.act(own, WasteYard::of(yard.factory)).error().code == ErrorCode::forbidden);
  CHECK(yard.now(number).state == S::partly_accepted);
  CHECK(yard.now(child).state == S::done);
  REQUIRE(yard.revoke_by_staff(number, yard.factory, true));
  CHECK(yard.now(number).state == S::cancelled);
}
