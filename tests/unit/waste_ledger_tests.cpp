// The ledger that a party keeps by hand: what may be entered, taking back, the balance of months, amounts.
#include "waste/balance/waste_ledger_service.hpp"

#include "waste/field/waste_amount.hpp"
#include "waste_office.hpp"

using namespace wufei;
using service::EntryFault;
using service::EntryWish;
using storage::MovementKind;

namespace {

EntryWish wish(MovementKind kind, std::int64_t grams, const char* day = "2026-11-20") {
  EntryWish one;
  one.kind = kind;
  one.field = "industrial";
  one.code = "SW01";
  one.grams = grams;
  one.on = contract::parse_date(day);
  return one;
}

std::vector<EntryFault> faults(test::WasteOffice& office, std::int64_t party, const EntryWish& one) {
  const auto answer = office.enter(party, one);
  REQUIRE(answer);
  return answer->faults;
}

using Faults = std::vector<EntryFault>;

}  // namespace

TEST_CASE("waste ledger: amounts are exact in the unit of the field") {
  CHECK(contract::parse_amount("12.5", "t") == 12'500'000);
  CHECK(contract::parse_amount("12.5", "kg") == 12'500);
  CHECK(contract::parse_amount("0.000001", "t") == 1);
  for (const char* wrong : {"", "-1", "1e3", "0.0001", "1,5", "abc"})
    CHECK_FALSE(contract::parse_amount(wrong, "kg"));
  CHECK_FALSE(contract::parse_amount("999999999999", "t"));
  CHECK(contract::format_amount(12'500'000, "t") == "12.5");
  CHECK(contract::format_amount(-1'500, "kg") == "-1.5");
  CHECK(contract::format_amount(1, "t") == "0.000001");
  CHECK(contract::format_amount(0, "kg") == "0");
}

TEST_CASE("waste ledger: what may be entered by hand") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  CHECK(faults(office, party, wish(MovementKind::generate, 1000)).empty());
  CHECK(faults(office, party, wish(MovementKind::generate, 0)) == Faults{EntryFault::amount});
  CHECK(faults(office, party, wish(MovementKind::receive, 5)) == Faults{EntryFault::kind});
  CHECK(faults(office, party, wish(MovementKind::generate, 5, "2026-11-25")) == Faults{EntryFault::day});
  CHECK(faults(office, party, wish(MovementKind::generate, 5, "2025-11-01")) == Faults{EntryFault::day});
  CHECK(faults(office, party, wish(MovementKind::loss, 5)) == Faults{EntryFault::reason});
  EntryWish other = wish(MovementKind::generate, 5);
  other.field = "hazardous";  // none of the party's
  other.code = "HW08";
  CHECK(faults(office, party, other) == Faults{EntryFault::code});
  other = wish(MovementKind::generate, 5);
  other.facility = 77;
  CHECK(faults(office, party, other) == Faults{EntryFault::facility});
  CHECK(faults(office, party, wish(MovementKind::opening, 500)).empty());
  CHECK(faults(office, party, wish(MovementKind::opening, 500)) == Faults{EntryFault::opening});
  const std::int64_t draft = office.add_party("91371524MA3C1234X1", "B", contract::PartyState::submitted);
  CHECK(faults(office, draft, wish(MovementKind::generate, 5)) == Faults{EntryFault::party});
}

TEST_CASE("waste ledger: what lies there of a code that the field has no more goes out, and no more comes") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  const std::int64_t other = office.add_party("91371524MA3C1234X1", "B");
  REQUIRE(faults(office, party, wish(MovementKind::generate, 1000)).empty());
  REQUIRE(office.source->replace(
      test::edited<service::WasteContent>(*office.source->current(), [](service::WasteContent& part) {
        for (contract::WasteField& field : part.fields)
          std::erase_if(field.codes, [](const contract::WasteCode& code) { return code.code == "SW01"; });
      })));
  CHECK(faults(office, party, wish(MovementKind::generate, 5)) == Faults{EntryFault::code});
  CHECK(faults(office, party, wish(MovementKind::opening, 5)) == Faults{EntryFault::code});
  CHECK(faults(office, other, wish(MovementKind::self_use, 5)) == Faults{EntryFault::code});  // it has none
  CHECK(faults(office, party, wish(MovementKind::self_use, 400)).empty());
  CHECK(faults(office, party, wish(MovementKind::count, 0, "2026-11-24")).empty());
  const auto view = office.ledger.view({.party = party, .from = 202611, .until = 202611}, 0, 10);
  REQUIRE(view);
  CHECK(view->balances.at(0).closing == 0);
}

TEST_CASE("waste ledger: a stock-taking enters the difference, and taking back keeps both rows") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  REQUIRE(office.enter(party, wish(MovementKind::generate, 1000)));
  const auto counted = office.enter(party, wish(MovementKind::count, 900, "2026-11-24"));
  REQUIRE(counted);
  CHECK(counted->difference == -100);
  CHECK(office.enter(party, wish(MovementKind::count, 900, "2026-11-24"))->difference == 0);
  CHECK(office.ledger.take_back(party, 1, "twice", test::kClerk));
  const auto again = office.ledger.take_back(party, 1, "twice", test::kClerk);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == contract::ErrorCode::conflict);
  CHECK_FALSE(office.ledger.take_back(party, 2, "", test::kClerk));
  CHECK(office.ledger.take_back(party, 99, "x", test::kClerk).error().code == contract::ErrorCode::not_found);
  const auto view = office.ledger.view({.party = party, .from = 202611, .until = 202611}, 0, 10);
  REQUIRE(view);
  CHECK(view->rows.size() == 4);
  REQUIRE(view->balances.size() == 1);
  CHECK(view->balances[0].generate == 0);
  CHECK(view->balances[0].count == -100);
  CHECK(view->balances[0].closing == -100);
}

TEST_CASE("waste ledger: each place has a balance of its own, together they are the party's") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  const std::int64_t yard = office.write([&](storage::Session& session) {
    return office.parties.add_facility(session, {.party = party, .code = "ST001", .kind = "storage"});
  });
  EntryWish there = wish(MovementKind::generate, 1000);
  there.facility = yard;
  REQUIRE(office.enter(party, there));
  REQUIRE(office.enter(party, wish(MovementKind::generate, 300)));
  const auto closing = [&](std::optional<std::int64_t> facility) {
    const auto view = office.ledger.view({.party = party, .from = 202611, .until = 202611}, 0, 10, facility);
    REQUIRE(view);
    CHECK(view->rows.size() == 2);  // the rows are the party's
    return view->balances.empty() ? 0 : view->balances[0].closing;
  };
  CHECK(closing(yard) == 1000);
  CHECK(closing(0) == 300);
  CHECK(closing({}) == 1300);
  CHECK(closing(yard + 1) == 0);
}

TEST_CASE("waste ledger: the same wish twice is entered once; another one since is a conflict") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  const auto enter = [&](const EntryWish& one) { return *office.ledger.enter(party, one, test::kClerk); };
  const EntryWish first = wish(MovementKind::generate, 1000);
  CHECK_FALSE(enter(first).known);
  const service::EntryAnswer again = enter(first);
  CHECK(again.faults.empty());
  CHECK(again.known);
  CHECK(again.sequence == 1);
  CHECK(enter(wish(MovementKind::generate, 999)).faults == Faults{EntryFault::moved});
  EntryWish next = first;  // as much again, by who has seen the first
  next.last = 1;
  CHECK(enter(next).sequence == 2);
  EntryWish counted = wish(MovementKind::count, 1500, "2026-11-24");
  counted.last = 2;
  CHECK(enter(counted).difference == -500);
  CHECK(enter(counted).difference == -500);
  EntryWish opening = wish(MovementKind::opening, 5);
  opening.last = 3;
  CHECK(enter(opening).sequence == 4);
  CHECK(enter(opening).sequence == 4);
  CHECK(office.ledger.view({.party = party}, 0, 10)->rows.size() == 4);
}

TEST_CASE("waste ledger: what is taken back is checked against the party's state and the day") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  office.post(party, MovementKind::generate, 100, "2025-11-23");  // 366 days before
  office.post(party, MovementKind::generate, 100, "2025-11-22");
  CHECK(office.ledger.take_back(party, 1, "x", test::kClerk));
  CHECK(office.ledger.take_back(party, 2, "x", test::kClerk).error().code == contract::ErrorCode::conflict);
  const std::int64_t closed = office.add_party("91371524MA3C1234X1", "B", contract::PartyState::closed);
  office.post(closed, MovementKind::generate, 100, "2026-11-20");
  CHECK(office.ledger.take_back(closed, 1, "x", test::kClerk).error().code == contract::ErrorCode::conflict);
}

TEST_CASE("waste ledger: reasons lie sealed, and the chain holds") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  EntryWish loss = wish(MovementKind::generate, 1000);
  loss.reason = "canary-reason";
  REQUIRE(office.enter(party, loss));
  CHECK(office.ledger.view({.party = party}, 0, 10)->rows.front().row.reason == "canary-reason");
  static constexpr storage::Query kReasons{"test.reasons", "SELECT reason FROM waste_movement"};
  const storage::Bytes kept = office.write(
      [&](storage::Session& session) { return session.row(kReasons, &storage::Columns::bytes).value(); });
  CHECK(std::string(kept.begin(), kept.end()).find("canary") == std::string::npos);
  const auto chain = office.write(
      [&](storage::Session& session) { return storage::read_movement_chain(session, *office.store, party); });
  CHECK(chain.rows == 1);
  CHECK(chain.broken == 0);
}

TEST_CASE("waste ledger: each month opens with what the one before closed with") {
  test::WasteOffice office;
  const std::int64_t party = office.add_party("91371524MA3C1234X0", "A");
  office.post(party, MovementKind::opening, 50, "2026-08-01");
  office.post(party, MovementKind::generate, 100, "2026-08-15");
  office.post(party, MovementKind::self_use, -30, "2026-08-20");
  office.post(party, MovementKind::hand_out, -60, "2026-10-02");
  office.post(party, MovementKind::loss, -5, "2026-10-03");
  const auto view = office.ledger.view({.party = party, .from = 202609, .until = 202611}, 0, 10);
  REQUIRE(view);
  REQUIRE(view->balances.size() == 2);  // nothing in September
  const service::MassBalance& october = view->balances[0];
  CHECK(october.opening == 120);
  CHECK(october.hand_out == 60);
  CHECK(october.loss == 5);
  CHECK(october.closing == 55);
  CHECK(view->balances[1].opening == 55);
  CHECK(view->balances[1].closing == 55);
  for (const service::MassBalance& one : view->balances)
    CHECK(one.input() ==
          one.self_use + one.self_dispose + one.hand_out + one.loss - one.count - one.adjust + one.closing);
  CHECK(office.ledger.view({.party = 99}, 0, 10).error().code == contract::ErrorCode::not_found);
}
