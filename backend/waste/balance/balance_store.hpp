// What each party has and had of each kind of waste: rows that are only ever added, chained for each party,
// and the stock that they sum up to. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
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

class BalanceStore {
 public:
  explicit BalanceStore(const Store& store) : store_(store), county_(store.county()) {}

  // Adds the row to its party's chain and to the stock; answers its sequence.
  std::int64_t post(Session& session, const Movement& movement) const;
  std::vector<WasteStock> stock(Session& session, std::int64_t party) const;
  // Of one reference, in order.
  std::vector<Movement> of_reference(Session& session, std::string_view reference) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
