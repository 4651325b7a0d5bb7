// What of the ledger is published: of each closed month what was collected, by area and category, and how
// punctually, with small numbers withheld. A month never changes once it is closed, so no two editions of the
// data can be subtracted. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "ledger/ledger_store.hpp"
#include "ledger/recovery/suppression.hpp"

namespace wufei::service {

struct RecoveryPart {
  std::string part;   // punctuality.hpp
  std::string title;  // in the words of the page
  CountCell count;    // in `pieces`
};

struct RecoveryMonth {
  contract::Month month = 0;
  bool collected = false;               // something was
  std::vector<std::string> areas;       // codes, the content's in its order, then others
  std::vector<std::string> categories;  // ids, likewise
  CountTable table;                     // areas by categories, with the sums
  bool counted = false;                 // the month's sheets were
  std::vector<RecoveryPart> parts;      // of stops on sheets, the sum first; empty when there was no sheet
  CountCell upheld;                     // missed reports, in `pieces`
};

// `sums` of any months, `counts` of this one.
RecoveryMonth recovery_month(contract::Month month, const std::vector<storage::LedgerSum>& sums,
                             const storage::LedgerStore::Counts& counts, const ContentSet& content);

// Names of the content; what it has lost since is shown by its code.
std::string area_name(const ContentSet& content, const std::string& code);
std::string category_name(const ContentSet& content, const std::string& id);

}  // namespace wufei::service
