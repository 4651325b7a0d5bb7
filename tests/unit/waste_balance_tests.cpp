// Rows of waste: sums, stock and chains after any postings, taking back, what a cut row leaves behind.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <tuple>

#include "lib/store/meta_store.hpp"
#include "support/database.hpp"
#include "support/scratch.hpp"
#include "waste/balance/balance_store.hpp"

using namespace wufei;
using storage::BalanceStore;
using storage::Movement;
using storage::MovementKind;
using storage::Session;

namespace {

struct Balances {
  template <class Work>
  auto write(const Work& work) {
    return test::written(*store, work);
  }
  template <class Work>
  auto read(const Work& work) {
    return test::looked_up(*store, work);
  }
  std::int64_t post(const Movement& row) {
    return write([&](Session& session) { return balances.post(session, row); });
  }
  std::int64_t broken(std::int64_t party) {
    return read(
        [&](Session& session) { return storage::read_movement_chain(session, *store, party).broken; });
  }
  std::string faults() {
    return read([&](Session& session) {
      std::string found;
      BalanceStore::facts().check(session, {[&](const std::string& line) { found += line + "\n"; }, nullptr});
      return found;
    });
  }
  test::RawDatabase raw() { return test::RawDatabase(scratch.path() / "data"); }

  test::Scratch scratch;
  std::unique_ptr<storage::Store> store =
      *storage::Store::open(test::server_options(scratch.path() / "data"));
  BalanceStore balances{*store};
};

Movement row_of(std::int64_t party, MovementKind kind, std::int64_t grams, const char* day = "2026-11-24",
                const char* code = "900-001-S17") {
  Movement row;
  row.party = party;
  row.field = "industrial";
  row.code = code;
  row.kind = kind;
  row.grams = grams;
  row.on = *contract::parse_date(day);
  row.by = "desk:test";
  row.at = 1'795'000'000;
  return row;
}

// By party, facility, code: what rows add up to.
using Key = std::tuple<std::int64_t, std::int64_t, std::string>;

Movement random_row(std::mt19937& dice) {
  const auto pick = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most)); };
  const auto kind = static_cast<MovementKind>(pick(9));
  const int sign = storage::movement_sign(kind) != 0 ? storage::movement_sign(kind) : pick(2) == 0 ? 1 : -1;
  Movement row = row_of(1 + pick(3), kind, sign * (1 + pick(50'000)), "2026-11-24", pick(2) == 0 ? "A" : "B");
  row.on = contract::add_days(row.on, -pick(100));
  row.facility = pick(3);
  return row;
}

}  // namespace

TEST_CASE("waste balance: rows = stock = sums of months, and chains are sound, after any postings") {
  Balances world;
  std::mt19937 dice(20261128);
  std::map<Key, std::int64_t> wanted;
  std::map<std::int64_t, std::int64_t> rows;
  for (int round = 0; round < 300; ++round) {
    if (round % 7 == 6) {  // something is taken back, perhaps a second time
      const std::int64_t party = 1 + static_cast<std::int64_t>(dice() % 3);
      if (rows[party] == 0) continue;
      const std::int64_t number = 1 + static_cast<std::int64_t>(dice() % static_cast<unsigned>(rows[party]));
      const auto found =
          world.read([&](Session& session) { return world.balances.find(session, party, number); });
      const auto back = world.write([&](Session& session) {
        return world.balances.take_back(session, party, number, {.reason = "x"});
      });
      CHECK(back.has_value() == (found->reversed_by == 0 && found->row.reverses == 0));
      if (back) wanted[{party, found->row.facility, found->row.code}] -= found->row.grams, ++rows[party];
      continue;
    }
    const Movement row = random_row(dice);
    CHECK(world.post(row) == ++rows[row.party]);
    wanted[{row.party, row.facility, row.code}] += row.grams;
  }
  for (std::int64_t party = 1; party <= 3; ++party) {
    for (const storage::WasteStock& stock :
         world.read([&](Session& session) { return world.balances.stock(session, party); }))
      CHECK(stock.grams == wanted[{party, stock.facility, stock.code}]);
    CHECK(world.broken(party) == 0);
  }
  std::map<Key, std::int64_t> summed;
  std::int64_t entries = 0;
  for (const storage::MonthSum& sum :
       world.read([&](Session& session) { return world.balances.sums(session, {}); }))
    summed[{sum.party, sum.facility, sum.code}] += sum.grams, entries += sum.entries;
  CHECK(summed == wanted);
  CHECK(entries == rows[1] + rows[2] + rows[3]);
  CHECK(world.faults().empty());
}

TEST_CASE("waste balance: a row that is cut or changed is found, and a sum that does not add up") {
  Balances world;
  for (int i = 0; i < 5; ++i) world.post(row_of(1, MovementKind::generate, 1000 + i));
  world.post(row_of(2, MovementKind::generate, 7));
  world.raw().execute("UPDATE waste_movement SET grams = 1 WHERE party = 1 AND sequence = 3");
  CHECK(world.broken(1) == 3);
  CHECK(world.broken(2) == 0);
  CHECK(world.faults().find("party 1") != std::string::npos);
  world.raw().execute("UPDATE waste_movement SET grams = 1002 WHERE party = 1 AND sequence = 3");
  CHECK(world.broken(1) == 0);
  world.raw().execute("DELETE FROM waste_movement WHERE party = 1 AND sequence = 5");
  CHECK(world.broken(1) == 5);
  world.raw().execute("DELETE FROM meta WHERE name LIKE 'waste_movement/1_end%'");
  CHECK(world.broken(1) == 5);  // an end that nobody kept is no end
  CHECK(world.faults().find("party 2") == std::string::npos);
}

TEST_CASE("waste balance: a sign that is not that of the kind is refused, and a row is taken back once") {
  Balances world;
  const auto refused = world.store->writer().run([&](Session& session) -> contract::Result<std::int64_t> {
    return world.balances.post(session, row_of(1, MovementKind::hand_out, 5));
  });
  CHECK_FALSE(refused);
  Movement sent = row_of(1, MovementKind::hand_out, -5000);
  sent.reference = "371524-Y-261124-AAAAAAAA-A";
  Movement got = row_of(2, MovementKind::receive, 5000);
  got.reference = sent.reference;
  world.post(sent);
  world.post(got);
  const auto both =
      world.read([&](Session& session) { return world.balances.of_reference(session, sent.reference); });
  REQUIRE(both.size() == 2);
  CHECK(both[0].grams + both[1].grams == 0);
  CHECK(both[1].party == 2);
  const auto back = [&] {
    return world.write([&](Session& session) {
      return world.balances.take_back(session, 1, 1, {.reason = "typed twice", .by = "desk:b", .at = 7});
    });
  };
  CHECK(back() == std::optional<std::int64_t>(2));
  CHECK_FALSE(back());
  const auto listed =
      world.read([&](Session& session) { return world.balances.list(session, {.party = 1}, 1'000'000, 10); });
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].row.reason == "typed twice");
  CHECK(listed[0].row.grams == 5000);
  CHECK(listed[1].reversed_by == 2);
  CHECK(world.read([&](Session& session) { return world.balances.stock(session, 1); })[0].grams == 0);
}

TEST_CASE("waste balance: what lies there longest is what came last but was not taken, first in first out") {
  Balances world;
  world.post(row_of(1, MovementKind::generate, 10, "2026-01-05"));
  world.post(row_of(1, MovementKind::generate, 10, "2026-03-02"));
  world.post(row_of(1, MovementKind::generate, 10, "2026-03-20"));
  const auto oldest = [&] {
    return world.read([&](Session& session) {
      const auto day = world.balances.oldest(session, world.balances.stock(session, 1).front());
      return day ? contract::format_date(*day) : std::string("none");
    });
  };
  CHECK(oldest() == "2026-01-05");
  world.post(row_of(1, MovementKind::self_use, -11, "2026-04-01"));
  CHECK(oldest() == "2026-03-02");
  world.post(row_of(1, MovementKind::self_use, -15, "2026-04-02"));
  CHECK(oldest() == "2026-03-20");
  world.post(row_of(1, MovementKind::self_use, -4, "2026-04-03"));
  CHECK(oldest() == "none");
}
