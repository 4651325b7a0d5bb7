// The ledger as staff read it: sums by month, area, category and crew, and its rows with what was taken back.
// Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "ledger/ledger_service.hpp"
#include "lib/base/text.hpp"

namespace wufei::http {

inline constexpr std::string_view kLedger = "/desk/ledger";

struct LedgerPageView {
  const service::ContentSet& content;
  storage::LedgerFilter filter;
  service::LedgerView ledger;
  std::int64_t before = 0;  // row from which earlier ones are shown, 0 = the last ones
};

// Its months as field "month" has them: "2026-11", "2026" for the whole year, "" for all.
std::string ledger_period(const storage::LedgerFilter& filter);
// The page, or what is below it, with the same filter.
std::string ledger_path(const storage::LedgerFilter& filter, std::string_view below = {},
                        std::int64_t before = 0);
std::string ledger_html(const LedgerPageView& view);

// One of the four tables of sums.
struct SumLine {
  std::string name;  // in words
  std::int64_t stops = 0, pieces = 0, grams = 0;
};
struct SumTable {
  contract::Text title;
  std::vector<SumLine> lines;
};
std::vector<SumTable> sum_tables(const service::ContentSet& content,
                                 const std::vector<storage::LedgerSum>& sums);
SumLine whole_sum(const std::vector<storage::LedgerSum>& sums);

// A row in words, and which other row it takes back or is taken back by, or "".
std::string item_words(const service::ContentSet& content, const storage::LedgerEntry& entry);
std::string destination_words(const storage::LedgerEntry& entry);
std::string reversal_words(const storage::ListedLedgerEntry& row);
// What the filter leaves, in words.
std::string period_words(const storage::LedgerFilter& filter);
std::string scope_words(const service::ContentSet& content, const storage::LedgerFilter& filter);

}  // namespace wufei::http
