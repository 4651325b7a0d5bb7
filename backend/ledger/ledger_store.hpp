// The ledger's rows, chained, and the counts of closed months. Knows no rule of what is entered. Functions
// run inside the caller's transaction and throw Failure.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct LedgerEntry {
  std::int64_t sequence = 0;  // given by add()
  contract::Month month = 0;  // in whose sums it stands
  contract::Date date;        // of the stop
  std::string area, category, crew;
  std::string item;         // of the catalogue; "" = the stop as a whole, weighed together
  int stops = 0;            // 1 on the first row of a posting, -1 on its reversal, else 0
  std::int64_t pieces = 0;  // below 0 on a reversal, like grams
  std::int64_t grams = 0;
  std::string destination;      // as the content named it then, "" = not known
  std::string reference;        // of the booking
  int revision = 1;             // of the outcome that it follows
  std::int64_t reverses = 0;    // row that it takes back, 0 = none
  contract::UtcSeconds at = 0;  // when the outcome was recorded
};

struct ListedLedgerEntry {
  LedgerEntry entry;
  std::int64_t reversed_by = 0;  // row that takes it back, 0 = it stands
};

// "" and 0 = all.
struct LedgerFilter {
  contract::Month month = 0;
  std::string area = {}, category = {}, crew = {};
  contract::Month until = 0;  // the last of several months that begin with `month`, 0 = that one
};

// All months of a year.
LedgerFilter ledger_year(int year);

struct LedgerSum {
  contract::Month month = 0;
  std::string area, category, crew;
  std::int64_t stops = 0, pieces = 0, grams = 0;
};

class LedgerStore {
 public:
  explicit LedgerStore(const Store& store) : store_(store), county_(store.county()) {}

  // The chain's end is kept with it.
  void add(Session& session, LedgerEntry entry) const;
  // In order.
  [[nodiscard]] std::vector<LedgerEntry> of(Session& session, std::string_view reference) const;
  // The last ones first, with numbers below `before`, at most `limit`.
  [[nodiscard]] std::vector<ListedLedgerEntry> list(Session& session, const LedgerFilter& filter, int limit,
                                                    std::int64_t before = kNoEnd) const;
  static constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();
  // One row for each month, area, category and crew, in that order.
  [[nodiscard]] std::vector<LedgerSum> sums(Session& session, const LedgerFilter& filter) const;

  // Counts of a closed month; nothing for one that has none.
  using Counts = std::map<std::string, int, std::less<>>;
  void close(Session& session, contract::Month month, const Counts& counts) const;
  [[nodiscard]] Counts closed(Session& session, contract::Month month) const;
  // Months with counts, in order.
  [[nodiscard]] std::vector<contract::Month> closed_months(Session& session) const;
  // The last month that is published: no row goes into it or an earlier one any more. 0 = none yet.
  [[nodiscard]] contract::Month closed_up_to(Session& session) const;
  void close_up_to(Session& session, contract::Month last) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string_view county_;
};

Chain read_ledger_chain(Session& session, const Store& store);

}  // namespace wufei::storage
