// What each party has and had of each kind of waste: rows that are only ever added, chained for each party,
// and the stock that they sum up to. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// With the sign of its grams: + adds to the stock, - takes from it, 0 either.
enum class MovementKind : std::uint8_t {
  opening,       // + what was there before the first record
  generate,      // +
  receive,       // + of another party: its hand_out
  self_use,      // -
  self_dispose,  // -
  hand_out,      // - to another party: its receive
  loss,          // - with a reason
  count,         // 0 difference that a stock-taking found
  adjust,        // 0 with a reason
};
std::string_view movement_name(MovementKind kind);  // snake_case
std::optional<MovementKind> movement_from_name(std::string_view name);
// +1, -1 or 0 = either.
int movement_sign(MovementKind kind);

struct Movement {
  std::int64_t party = 0;
  std::int64_t facility = 0;  // 0 = the party as a whole
  std::string field, code;
  MovementKind kind = MovementKind::generate;
  std::int64_t grams = 0;  // signed
  contract::Date on;       // business day
  std::string reference;   // number of the manifest, weighing or declaration, "" = none
  std::string reason;
  std::int64_t reverses = 0;    // sequence of the party's row that it takes back, 0 = none
  std::string by;               // Actor's id
  contract::UtcSeconds at = 0;  // recorded
  std::int64_t sequence = 0;    // of the party, given by post()
};

struct WasteStock {
  std::int64_t party = 0, facility = 0;
  std::string field, code;
  std::int64_t grams = 0;  // below 0 when entries come late: an alarm, not an error
};

struct ListedMovement {
  Movement row;
  std::int64_t reversed_by = 0;  // row of the party that takes it back, 0 = it stands
};

// 0 and "" = all.
struct MovementFilter {
  std::int64_t party = 0;
  contract::Month from = 0, until = 0;
  std::string field = {}, code = {};
  std::string kind = {};
};

// Of one month and kind; a row that takes another back counts with it.
struct MonthSum {
  std::int64_t party = 0, facility = 0;
  std::string field, code;
  contract::Month month = 0;
  MovementKind kind = MovementKind::generate;
  std::int64_t grams = 0;    // signed
  std::int64_t entries = 0;  // rows, those that take back included
};

class BalanceStore {
 public:
  explicit BalanceStore(const Store& store) : store_(store), county_(store.county()) {}

  // Adds the row to its party's chain, to the stock and to the sums; answers its sequence. Throws Failure
  // also when the sign is not that of its kind (the opposite for a row that takes back), or `reverses` has
  // been taken back already.
  std::int64_t post(Session& session, const Movement& movement) const;
  // The row that takes back a row that stands: the same with the opposite sign, on the same business day.
  // nullopt when there is no such row, or it is taken back already, or takes back itself.
  std::optional<std::int64_t> take_back(Session& session, std::int64_t party, std::int64_t sequence,
                                        const Movement& who) const;  // `reason`, `by` and `at` of `who`
  std::vector<WasteStock> stock(Session& session, std::int64_t party) const;
  // Of one reference, in order.
  std::vector<Movement> of_reference(Session& session, std::string_view reference) const;

  std::optional<ListedMovement> find(Session& session, std::int64_t party, std::int64_t sequence) const;
  // Of one party, the last ones first, with sequences below `before`; at most `limit`.
  std::vector<ListedMovement> list(Session& session, const MovementFilter& filter, std::int64_t before,
                                   int limit) const;
  // Of all parties, by month and party: what stands behind a sum. At most `limit`.
  std::vector<Movement> behind(Session& session, const MovementFilter& filter, int limit) const;
  // Of the filter, by party, facility, field, code, month and kind.
  std::vector<MonthSum> sums(Session& session, const MovementFilter& filter) const;
  // Of all parties by month, field, kind and party; facility and code are left out.
  std::vector<MonthSum> county_sums(Session& session, contract::Month from, contract::Month until) const;
  // The same for one month as it is published: what stands in it by county/ledger_month.hpp, so that nothing
  // that is recorded after it closed changes it. Rows of one key may come twice.
  std::vector<MonthSum> published_sums(Session& session, contract::Month month) const;
  // The party's last sequence, 0 = none.
  std::int64_t last(Session& session, std::int64_t party) const;
  // What there is now of all parties, by party, facility, field and code.
  std::vector<WasteStock> all_stock(Session& session) const;
  // The day from which on the additions make up what is there now (first in, first out); nullopt when nothing
  // is there.
  std::optional<contract::Date> oldest(Session& session, const WasteStock& stock) const;
  // Parties that have rows, in order.
  std::vector<std::int64_t> parties(Session& session) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

// Of one party. A chain with rows whose end was not kept counts as broken.
Chain read_movement_chain(Session& session, const Store& store, std::int64_t party);

}  // namespace wufei::storage
