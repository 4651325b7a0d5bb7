// Records from paper that an earlier version posted when they were entered: marked by the migration, in the
// ledgers once whatever is said of them. On both engines.
#include <array>
#include <deque>

#include "lib/store/migration.hpp"
#include "waste_alarm_facts.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;

namespace {

// What the migration says of rows that are there; prepared statements keep the address for ever.
const std::deque<storage::Query>& posted_statements() {
  static const std::deque<storage::Query> all = [] {
    std::deque<storage::Query> found;
    for (const storage::Migration& step : storage::migrations()) {
      if (!step.name.ends_with("_waste_paper_posted")) continue;
      for (const std::string_view word : {"\nUPDATE ", "\nINSERT INTO "}) {
        const std::size_t from = step.sqlite.find(word);
        const std::string_view sql = step.sqlite.substr(from, step.sqlite.find(';', from) - from);
        found.push_back({"test.paper_posted", sql});
      }
    }
    return found;
  }();
  return all;
}

struct UpgradeYard : PaperYard {
  // As it was before: with both rows at once, and nobody was told.
  std::string entered_before(S shows = S::accepted) { return entered_before(paper(shows)); }
  std::string entered_before(const service::PaperEntry& entry) {
    static constexpr storage::Query kUntold{"test.untold", "DELETE FROM waste_notice"};
    const S shows = entry.shows;
    const std::string number = entered(entry);
    write([&](storage::Session& session) {
      session.run(kUntold);
      if (shows == S::in_transit) return;
      storage::Movement row;
      row.field = field;
      row.code = code;
      row.on = day("2026-11-21");
      row.reference = number;
      row.at = office.clock.now();
      row.party = factory;
      row.kind = storage::MovementKind::hand_out;
      row.grams = -10 * kTonne;
      balances.post(session, row);
      row.party = plant;
      row.kind = storage::MovementKind::receive;
      row.grams = 10 * kTonne;
      balances.post(session, row);
    });
    return number;
  }
  // One load under two numbers, as it was possible then.
  std::array<std::string, 2> entered_twice() {
    static constexpr storage::Query kOneLoad{
        "test.one_load",
        "UPDATE waste_manifest SET started_at = (SELECT MIN(first.started_at)"
        " FROM waste_manifest AS first)"};
    service::PaperEntry again = paper(S::accepted);
    again.slip = "P-001A";
    of_kind(again, contract::SignatureKind::transport).at += 60;
    std::array<std::string, 2> both{entered_before(), entered_before(again)};
    write([](storage::Session& session) { session.run(kOneLoad); });
    upgrade();
    return both;
  }
  void upgrade() {
    REQUIRE(posted_statements().size() == 2);
    write([](storage::Session& session) {
      for (const storage::Query& one : posted_statements()) session.run(one);
    });
  }
  ManifestFacts facts() { return read_facts(office).at(0); }
  std::vector<std::string> told(std::int64_t party) {
    std::vector<std::string> subjects;
    write([&](storage::Session& session) {
      for (const auto& one : storage::WasteNoticeStore(*office.store).of(session, party, 100))
        subjects.push_back(one.subject);
    });
    return subjects;
  }
};

}  // namespace

TEST_CASE("waste paper: what was posted when it was entered is not posted again by its confirmation") {
  for (const bool marked : {true, false}) {  // false: written by an old program after the migration
    UpgradeYard yard;
    const std::string number = yard.entered_before();
    if (marked) yard.upgrade();
    CHECK(yard.record(number).slip->posted == marked);
    REQUIRE(yard.act(number, A::confirm, yard.plant));
    CHECK(yard.movements(number).size() == 2);
    CHECK(yard.ledger(yard.plant) == 10 * kTonne);
    CHECK(yard.ledger(yard.factory) == -10 * kTonne);
    CHECK(yard.record(number).slip->posted);
  }
}

TEST_CASE("waste paper: one that was posted before and is disputed is known to stand in the ledgers") {
  UpgradeYard yard;
  const std::string number = yard.entered_before();
  yard.upgrade();
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "another load"));
  CHECK(yard.record(number).slip->posted);
  CHECK(yard.facts().posted);
  CHECK(yard.facts().unconfirmed);
  CHECK(yard.manifests.uncounted({}, test::WasteYard::of(yard.plant))->counts.empty());
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
}

TEST_CASE("waste paper: without rows nothing is marked, the confirmation posts and marks it") {
  UpgradeYard yard;
  const std::string number = yard.entered(yard.paper(S::accepted));
  yard.upgrade();
  CHECK_FALSE(yard.record(number).slip->posted);
  CHECK_FALSE(yard.facts().posted);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.record(number).slip->posted);
  CHECK(yard.facts().posted);
  CHECK(yard.movements(number).size() == 2);
}

TEST_CASE("waste paper: the migration tells who must confirm, once, of what is not over") {
  UpgradeYard yard;
  const std::string first = yard.entered_before(S::in_transit);
  service::PaperEntry next = yard.paper(S::in_transit);
  next.slip = "P-002";
  PaperYard::of_kind(next, contract::SignatureKind::transport).at += 60;
  const std::string second = yard.entered(next);  // told when it was entered
  yard.upgrade();
  yard.upgrade();  // as if it came twice
  CHECK(yard.told(yard.plant) == std::vector{first, second});
  CHECK(yard.told(yard.factory).empty());
  UpgradeYard over;
  const std::string answered = over.entered_before(S::in_transit);
  REQUIRE(over.act(answered, A::confirm, over.plant));
  over.upgrade();
  CHECK(over.told(over.plant).empty());
}

TEST_CASE("waste paper: of one load that was posted twice one is confirmed, the other taken back by either") {
  for (const bool own : {true, false}) {
    UpgradeYard yard;
    const auto both = yard.entered_twice();
    const std::string right = both[0], wrong = both[1];
    CHECK(yard.ledger(yard.plant) == 20 * kTonne);
    REQUIRE(yard.act(wrong, A::dispute, yard.plant, {}, "the same load"));
    REQUIRE(yard.act(right, A::confirm, yard.plant));
    CHECK(yard.ledger(yard.plant) == 20 * kTonne);  // a word of it posts nothing
    const std::int64_t who = own ? yard.factory : yard.plant;
    REQUIRE(yard.act(wrong, A::revoke, who, {}, "entered twice"));
    CHECK(yard.now(wrong).state == S::cancelled);
    CHECK(yard.ledger(yard.plant) == 10 * kTonne);
    CHECK(yard.ledger(yard.factory) == -10 * kTonne);
    const auto rows = yard.movements(wrong);
    REQUIRE(rows.size() == 4);
    for (const storage::Movement& row : rows) {
      CHECK(row.on == WasteYard::day("2026-11-21"));
      if (row.reverses == 0) continue;
      CHECK(row.reason == "entered twice");
      CHECK((row.by == yard.of(who).actor.id) == (row.party == who));  // names of its own people only
    }
    CHECK(yard.movements(right).size() == 2);
  }
}

TEST_CASE("waste paper: both of one load that was posted twice can be confirmed, which posts nothing") {
  UpgradeYard yard;
  for (const std::string& number : yard.entered_twice()) REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.ledger(yard.plant) == 20 * kTonne);
}
