// The ledger: what an outcome enters, what a correction takes back, what late records do to closed months,
// the chain, and the stops of before.
#include <doctest/doctest.h>

#include "ledger/ledger_content.hpp"
#include "ledger/ledger_posting.hpp"
#include "ledger/ledger_service.hpp"
#include "ledger/ledger_text.hpp"
#include "ledger/ledger_upkeep.hpp"
#include "ledger/recovery/punctuality.hpp"
#include "lib/store/data_directory.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::Outcome;
using contract::OutcomeKind;
using storage::LedgerEntry;
using test::Office;

namespace {

const service::Turn kTurn(std::chrono::steady_clock::time_point::max(), [] { return false; });

std::string item_of(std::size_t index) {
  return contract::find_category(test::real_content()->get<service::PickupContent>().catalogue, "bulky")
      ->items[index]
      .id;
}

// Bookings of two things on Thursday the 26th, on that day at noon.
struct Ledger {
  Ledger() { office.clock.set("2026-11-24T10:00:00+08:00"); }

  std::string booked(int number) {
    contract::PickupRequest request = test::sample_request(number);
    request.items = {{item_of(0), 2, {}}, {item_of(1), 1, {}}};
    const auto pickup = test::book(office, request);
    REQUIRE(pickup);
    REQUIRE(office.pickups->assign(pickup->reference, "1 号车", test::kClerk));
    return pickup->reference;
  }
  void noon() { office.clock.set("2026-11-26T12:00:00+08:00"); }
  void record(const std::string& reference, Outcome outcome) {
    const auto recorded = office.pickups->record_outcome(reference, outcome, test::kClerk);
    REQUIRE(recorded);
  }
  // The rows in order: "date item pieces grams stops revision reverses".
  std::string rows() {
    std::string text;
    auto view = service.view({}, 1000);
    REQUIRE(view);
    for (auto row = view->entries.rbegin(); row != view->entries.rend(); ++row) {
      const LedgerEntry& entry = row->entry;
      text += entry.item + " " + std::to_string(entry.pieces) + " " + std::to_string(entry.grams) + " " +
              std::to_string(entry.stops) + " r" + std::to_string(entry.revision) +
              (entry.reverses > 0 ? " -" + std::to_string(entry.reverses) : "") +
              (row->reversed_by > 0 ? " by" + std::to_string(row->reversed_by) : "") + "\n";
    }
    return text;
  }
  test::RawDatabase database() { return test::RawDatabase(office.scratch.path() / "data"); }
  storage::Chain chain() {
    const auto chain =
        office.store->readers().run([&](storage::Session& session) -> contract::Result<storage::Chain> {
          return storage::read_ledger_chain(session, *office.store);
        });
    REQUIRE(chain);
    return *chain;
  }

  Office office;
  service::LedgerService service{*office.store, *office.source, office.clock};
};

Outcome collected(std::int64_t grams, std::vector<contract::Pieces> pieces = {}, int replaces = 0) {
  Outcome outcome;
  outcome.grams = grams;
  if (!pieces.empty()) outcome.reason = "no_room";
  outcome.pieces = std::move(pieces);
  outcome.replaces = replaces;
  return outcome;
}

Outcome nothing_out(int replaces = 0) {
  Outcome outcome;
  outcome.kind = OutcomeKind::not_presented;
  outcome.reason = "nothing_out";
  outcome.replaces = replaces;
  return outcome;
}

}  // namespace

TEST_CASE("ledger: months, and when they are closed") {
  using contract::Month;
  CHECK(contract::next_month(202611) == 202612);
  CHECK(contract::next_month(202612) == 202701);
  CHECK(contract::parse_month("2026-11") == std::optional<Month>(202611));
  for (const char* wrong : {"", "2026", "2026-13", "2026-1", "2026-11-02", "2026-11-", "-1"})
    CHECK_FALSE(contract::parse_month(wrong));
  CHECK(contract::format_instant(contract::closes_at(202612)) == "2027-01-10T00:00:00+08:00");
  const contract::Date day = *contract::parse_date("2026-11-30");
  const auto at = [](const char* instant) { return *contract::parse_instant(instant); };
  CHECK(contract::ledger_month(day, at("2026-12-09T23:59:59+08:00")) == 202611);
  CHECK(contract::ledger_month(day, at("2026-12-10T00:00:00+08:00")) == 202612);
  CHECK(contract::ledger_month(day, at("2027-03-01T00:00:00+08:00")) == 202703);
  CHECK(service::kilograms_of(-1500) == "-1.5");
}

TEST_CASE("ledger: an outcome enters its items; a correction takes back and enters anew") {
  Ledger ledger;
  const std::string both = ledger.booked(1), part = ledger.booked(2), none = ledger.booked(3);
  ledger.noon();
  ledger.record(both, collected(40000));
  const std::string first = item_of(0), second = item_of(1);
  const std::string entered = first + " 2 0 1 r1\n" + second + " 1 0 0 r1\n 0 40000 0 r1\n";
  CHECK(ledger.rows() == entered);
  ledger.record(both, collected(40000));  // once more
  CHECK(ledger.rows() == entered);
  ledger.record(part, collected(9000, {{first, 1}}));
  CHECK(ledger.rows() == entered + first + " 1 9000 1 r1\n");
  ledger.record(none, nothing_out());
  CHECK(ledger.rows() == entered + first + " 1 9000 1 r1\n");
  ledger.record(part, collected(9500, {{first, 1}}, 1));
  CHECK(ledger.rows() ==
        entered + first + " 1 9000 1 r1 by5\n" + first + " -1 -9000 -1 r2 -4\n" + first + " 1 9500 1 r2\n");
  ledger.record(part, nothing_out(2));
  ledger.record(none, collected(5000, {{second, 1}}, 1));
  const auto view = ledger.service.view({}, 1000);
  REQUIRE(view);
  REQUIRE(view->sums.size() == 1);
  CHECK(view->sums.front().stops == 2);
  CHECK(view->sums.front().pieces == 4);
  CHECK(view->sums.front().grams == 45000);
  CHECK(view->sums.front().crew == "1 号车");
  CHECK(ledger.service.view({.month = 202610}, 10)->sums.empty());
  CHECK(ledger.service.view({.crew = "2 号车"}, 10)->entries.empty());
  CHECK(ledger.service.view({.category = "bulky"}, 2)->more);
  CHECK(ledger.chain().broken == 0);
}

TEST_CASE(
    "ledger: an outcome that is refused enters nothing, and one that cannot be entered is not recorded") {
  Ledger ledger;
  const std::string reference = ledger.booked(1);
  ledger.noon();
  REQUIRE_FALSE(ledger.office.pickups->record_outcome(reference, collected(900'000), test::kClerk));
  CHECK(ledger.rows().empty());
  ledger.database().execute("DROP TABLE ledger_entry");
  REQUIRE_FALSE(ledger.office.pickups->record_outcome(reference, collected(9000), test::kClerk));
  CHECK(ledger.office.pickups->show(reference, false, test::kClerk)->pickup.status ==
        contract::PickupStatus::assigned);
}

TEST_CASE("ledger: the day is that of the first record, and no later than the booking's") {
  storage::StopRecord stop;
  stop.date = *contract::parse_date("2026-11-26");
  stop.reference = "WF-AAA-BBB-CCC";
  const auto record = [](int revision, const char* there, const char* recorded) {
    storage::OutcomeRow row{revision, collected(1000, {{"sofa", 1}}), *contract::parse_instant(recorded)};
    row.outcome.at = *contract::parse_instant(there);
    return row;
  };
  const auto day = [&](std::size_t of) {
    return contract::format_date(service::rows_of(stop, stop.outcomes[of], {}).front().date);
  };
  stop.outcomes = {record(1, "2026-11-28T09:00:00+08:00", "2026-11-28T09:00:00+08:00")};
  CHECK(day(0) == "2026-11-26");  // written down two days later
  stop.outcomes = {record(1, "2026-11-25T16:00:00+08:00", "2026-11-25T16:00:00+08:00"),
                   record(2, "2026-11-27T09:00:00+08:00", "2026-11-27T09:00:00+08:00")};
  CHECK(day(0) == "2026-11-25");  // they came earlier
  CHECK(day(1) == "2026-11-25");
}

TEST_CASE("ledger: a destination is what the content says, at that time") {
  storage::StopRecord stop;
  stop.category = "bulky";
  stop.outcomes = {{1, collected(1000, {{"sofa", 1}}), 1'795'000'000}};
  service::LedgerContent content;
  CHECK(service::rows_of(stop, stop.outcomes[0], content).front().destination.empty());
  content.destinations["bulky"] = "Plant";
  CHECK(service::rows_of(stop, stop.outcomes[0], content).front().destination == "Plant");
  // Nobody has told where anything goes.
  for (const auto& row : test::real_content()->get<service::LedgerContent>().destinations)
    CHECK(row.second.empty());
}

TEST_CASE("ledger: what was recorded before it listened is entered once") {
  Ledger ledger;
  const std::string first = ledger.booked(1), second = ledger.booked(2), third = ledger.booked(3);
  ledger.noon();
  ledger.record(first, collected(40000));
  ledger.record(second, nothing_out());
  ledger.record(third, collected(1000));
  ledger.record(third, collected(2000, {}, 1));
  const std::string entered = ledger.rows();
  ledger.database().execute("DELETE FROM ledger_entry; DELETE FROM meta WHERE name LIKE 'ledger%'");
  // Corrected before the others were entered: the earlier record is entered too.
  ledger.record(third, collected(3000, {}, 2));
  CHECK(ledger.rows().find(" 0 3000 0 r3") != std::string::npos);
  REQUIRE(ledger.service.catch_up(kTurn));
  const std::string caught_up = ledger.rows();
  CHECK(std::count(caught_up.begin(), caught_up.end(), '\n') ==
        std::count(entered.begin(), entered.end(), '\n') + 6);
  service::LedgerService again(*ledger.office.store, *ledger.office.source, ledger.office.clock);
  REQUIRE(again.catch_up(kTurn));
  CHECK(ledger.rows() == caught_up);
  CHECK(ledger.chain().broken == 0);
}

TEST_CASE("ledger: it tells once when everything earlier was entered, and when a month is published") {
  Ledger ledger;
  int told = 0;
  contract::Month published = 0;
  service::Changes changes;
  changes.listen([&](std::string_view subject, service::Change change) {
    CHECK(subject == "ledger");
    CHECK(change == service::Change::news);
    ++told;
  });
  ledger.noon();
  const service::Turn over(std::chrono::steady_clock::time_point::max(), [] { return true; });
  REQUIRE(service::enter_earlier(ledger.service, changes, over));
  CHECK_FALSE(ledger.service.caught_up());
  CHECK(told == 0);
  REQUIRE(service::enter_earlier(ledger.service, changes, kTurn));
  CHECK(ledger.service.caught_up());
  CHECK(told == 1);
  REQUIRE(service::enter_earlier(ledger.service, changes, kTurn));
  CHECK(told == 1);
  ledger.office.clock.set("2026-12-10T12:00:00+08:00");
  REQUIRE(service::close_and_tell(ledger.service, changes, published));
  CHECK(told == 1);  // the clock leapt
  ledger.office.clock.advance(25 * 3600);
  REQUIRE(service::close_and_tell(ledger.service, changes, published));
  CHECK(told == 2);
  REQUIRE(service::close_and_tell(ledger.service, changes, published));
  CHECK(told == 2);
}

TEST_CASE("ledger: a changed, a lost and a foreign row show in the chain") {
  Ledger ledger;
  const std::string reference = ledger.booked(1);
  ledger.noon();
  ledger.record(reference, collected(40000));
  const storage::Chain sound = ledger.chain();
  CHECK(sound.chained == 3);
  CHECK(sound.broken == 0);
  CHECK(sound.head().size() == 64);
  const auto broken_after = [&](const char* change, const char* undo) {
    ledger.database().execute(change);
    const std::int64_t broken = ledger.chain().broken;
    ledger.database().execute(undo);
    CHECK(ledger.chain().broken == 0);
    return broken;
  };
  CHECK(broken_after("UPDATE ledger_entry SET grams = 41000 WHERE sequence = 3",
                     "UPDATE ledger_entry SET grams = 40000 WHERE sequence = 3") == 3);
  CHECK(broken_after("UPDATE ledger_entry SET destination = 'x' WHERE sequence = 1",
                     "UPDATE ledger_entry SET destination = '' WHERE sequence = 1") == 1);
  CHECK(broken_after("UPDATE ledger_entry SET month = 202612 WHERE sequence = 2",
                     "UPDATE ledger_entry SET month = 202611 WHERE sequence = 2") == 2);
  ledger.database().execute("DELETE FROM ledger_entry WHERE sequence = 3");
  CHECK(ledger.chain().broken == 3);  // cut off at the end
  ledger.database().execute("DELETE FROM ledger_entry WHERE sequence = 1");
  CHECK(ledger.chain().broken == 2);
}

TEST_CASE("ledger: nothing in it is about a person") {
  Ledger ledger;
  const std::string reference = ledger.booked(1);
  ledger.noon();
  ledger.record(reference, collected(40000));
  std::string all;
  for (const auto& row : ledger.database().ask("SELECT * FROM ledger_entry"))
    for (const std::string& value : row) all += value + "|";
  CHECK(all.find(reference) != std::string::npos);
  for (const char* personal : {"Li", "13800000001", "Garden Road"})
    CHECK(all.find(personal) == std::string::npos);
}

TEST_CASE("punctuality: by the window, the day, and what was recorded") {
  storage::StopRecord stop;
  const contract::Date day = *contract::parse_date("2026-11-26");
  stop.date = day;
  stop.end_minute = 11 * 60 + 30;
  CHECK(service::part_of(nullptr, day) == service::kPartNoRecord);
  CHECK(service::part_of(&stop, day) == service::kPartNoRecord);
  storage::OutcomeRow row{1, collected(1000), 0};
  row.outcome.at = contract::china_instant(day, 11 * 60 + 30);
  stop.outcomes = {row};
  CHECK(service::part_of(&stop, day) == service::kPartOnTime);
  stop.outcomes[0].outcome.at += 1;
  CHECK(service::part_of(&stop, day) == service::kPartLate);
  CHECK(service::part_of(&stop, contract::add_days(day, -1)) == service::kPartMoved);
  stop.outcomes.push_back({2, nothing_out(1), 0});
  CHECK(service::part_of(&stop, day) == "not_presented/nothing_out");
  stop.outcomes.back().outcome.reason.clear();
  CHECK(service::part_of(&stop, day) == "not_presented");
  stop.status = contract::PickupStatus::cancelled;
  CHECK(service::part_of(&stop, day) == service::kPartMoved);
}
