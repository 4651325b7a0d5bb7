// An office with parties of the county's records of waste. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "support/database.hpp"
#include "support/office_fixture.hpp"
#include "support/waste_party.hpp"
#include "waste/balance/waste_ledger_service.hpp"

namespace wufei::test {

struct WasteOffice : Office {
  template <class Work>
  auto write(const Work& work) {
    return written(*store, work);
  }
  std::int64_t add_party(const std::string& code, const std::string& name,
                         contract::PartyState state = contract::PartyState::verified) {
    contract::Party party =
        verified_party(code, name, {contract::WasteRole::generator, contract::WasteRole::receiver},
                       {"industrial", "construction"}, clock.now());
    party.state = state;
    return write([&](storage::Session& session) { return parties.add(session, party); });
  }
  std::int64_t post(std::int64_t party, storage::MovementKind kind, std::int64_t grams, const char* day) {
    storage::Movement row;
    row.party = party;
    row.field = "industrial";
    row.code = "SW01";
    row.kind = kind;
    row.grams = grams;
    row.on = *contract::parse_date(day);
    row.at = clock.now();
    return write([&](storage::Session& session) { return balances.post(session, row); });
  }

  // By who has seen the last row.
  auto enter(std::int64_t party, service::EntryWish wish) {
    wish.last = write([&](storage::Session& session) { return balances.last(session, party); });
    return ledger.enter(party, wish, kClerk);
  }

  storage::PartyStore parties{*store};
  storage::BalanceStore balances{*store};
  service::WasteLedgerService ledger{*store, *source, clock};
};

}  // namespace wufei::test
