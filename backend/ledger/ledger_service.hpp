// The county's ledger of what was collected: entering, looking up, closing months, and what of it is
// published. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "desk/sheets/sheet_store.hpp"
#include "ledger/ledger_store.hpp"
#include "ledger/recovery/recovery.hpp"
#include "lib/chore/chores.hpp"
#include "pickup/outcome/stop_record.hpp"

namespace wufei::service {

// What staff see of some of the ledger.
struct LedgerView {
  std::vector<storage::LedgerSum> sums;             // of the filter
  std::vector<storage::ListedLedgerEntry> entries;  // the last ones first
  bool more = false;                                // earlier ones were left out
  // What can be chosen: of the whole ledger, in order.
  std::vector<contract::Month> months;
  std::vector<std::string> crews;
};

// Shared by all who read it; never null.
using RecoveryMonths = std::shared_ptr<const std::vector<RecoveryMonth>>;

class LedgerService {
 public:
  // All must outlive the service.
  LedgerService(storage::Store& store, const ContentSource& source, Clock& clock)
      : store_(store), source_(source), clock_(clock), ledger_(store), stops_(store), sheets_(store) {}

  // Enters what was recorded of stops before the ledger listened, some at a time until `turn` is over.
  // Errors: unavailable.
  contract::Status catch_up(const Turn& turn);
  // Whether all of it was entered.
  [[nodiscard]] bool caught_up() const { return caught_up_; }
  // Entries with numbers below `before`, at most `limit`. Errors: unavailable.
  contract::Result<LedgerView> view(const storage::LedgerFilter& filter, int limit,
                                    std::int64_t before = storage::LedgerStore::kNoEnd);
  // One row for each month, area, category and crew that the filter leaves. Errors: unavailable.
  contract::Result<std::vector<storage::LedgerSum>> sums(const storage::LedgerFilter& filter);
  // Closes every month that is over for good: counts its sheets, unless that was done, and lets it be
  // published; nothing until everything recorded earlier was entered and the clock has run for a day without
  // a leap. Answers how many months were counted. Errors: unavailable.
  contract::Result<int> close_months();
  // Every month that close_months() closed from the first that has something, in order; those without
  // anything too. Empty until everything recorded earlier was entered. Computed once for what is published
  // and the content in force. Errors: unavailable.
  contract::Result<RecoveryMonths> recovery();
  // The last month that close_months() closed, 0 = none yet. Errors: unavailable.
  [[nodiscard]] contract::Result<contract::Month> last_closed();

 private:
  contract::Result<std::int64_t> enter_some(std::int64_t after);
  contract::Result<std::optional<contract::Month>> next_to_close(contract::Month last);
  bool may_close(storage::Session& session, contract::Month month);
  contract::Result<bool> close_month(contract::Month month);
  contract::Status let_publish(contract::Month last);

  // What recovery() depends on. Rows of a month that is published do not change.
  struct Published {
    contract::Month last = 0;
    std::size_t counted = 0;  // months
    ContentPtr content;
    bool operator==(const Published&) const = default;
  };
  Published published(storage::Session& session) const;
  contract::Result<RecoveryMonths> compute(const Published& of);

  storage::Store& store_;
  const ContentSource& source_;
  Clock& clock_;
  storage::LedgerStore ledger_;
  storage::StopRecordStore stops_;
  storage::SheetStore sheets_;
  std::atomic<bool> caught_up_ = false;
  std::mutex kept_mutex_;  // held while computing: who waits needs the same; never waited for with a session
  Published kept_for_;
  RecoveryMonths kept_;  // null = nothing yet
};

// Lets the ledger enter outcomes in the transactions in which they are recorded.
void join_ledger(storage::Store& store);

}  // namespace wufei::service
