// Sums and rows of the ledger in words, for the page and the workbook.
#include <map>

#include "ledger/desk/ledger_view.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using contract::words;
using service::ContentSet;
using storage::LedgerSum;

void add_sum(SumLine& line, const LedgerSum& sum) {
  line.stops += sum.stops;
  line.pieces += sum.pieces;
  line.grams += sum.grams;
}

// In the order of `key`.
template <class Key, class Name>
SumTable grouped(Text title, const std::vector<LedgerSum>& sums, Key key, Name name) {
  std::map<std::decay_t<decltype(key(sums.front()))>, SumLine> lines;
  for (const LedgerSum& sum : sums) {
    SumLine& line = lines[key(sum)];
    line.name = name(sum);
    add_sum(line, sum);
  }
  SumTable table{title, {}};
  for (auto& [by, line] : lines) table.lines.push_back(std::move(line));
  return table;
}

std::string crew_words_of(const std::string& crew) {
  return crew.empty() ? words(Text::server_ledger_no_crew) : crew;
}

}  // namespace

std::vector<SumTable> sum_tables(const ContentSet& content, const std::vector<LedgerSum>& sums) {
  return {grouped(
              Text::server_ledger_by_month, sums, [](const LedgerSum& sum) { return sum.month; },
              [](const LedgerSum& sum) { return service::month_words(sum.month); }),
          grouped(
              Text::server_ledger_by_area, sums, [](const LedgerSum& sum) { return sum.area; },
              [&](const LedgerSum& sum) { return service::area_name(content, sum.area); }),
          grouped(
              Text::server_ledger_by_category, sums, [](const LedgerSum& sum) { return sum.category; },
              [&](const LedgerSum& sum) { return service::category_name(content, sum.category); }),
          grouped(
              Text::server_ledger_by_crew, sums, [](const LedgerSum& sum) { return sum.crew; },
              [](const LedgerSum& sum) { return crew_words_of(sum.crew); })};
}

SumLine whole_sum(const std::vector<LedgerSum>& sums) {
  SumLine line{words(Text::server_ledger_sum)};
  for (const LedgerSum& sum : sums) add_sum(line, sum);
  return line;
}

std::string item_words(const ContentSet& content, const storage::LedgerEntry& entry) {
  if (entry.item.empty()) return words(Text::server_ledger_weighed_together);
  const contract::CatalogueItem* item =
      contract::find_item(content.get<service::PickupContent>().catalogue, entry.item);
  return item != nullptr ? item->name : entry.item;
}

std::string destination_words(const storage::LedgerEntry& entry) {
  return entry.destination.empty() ? words(Text::server_ledger_no_destination) : entry.destination;
}

std::string reversal_words(const storage::ListedLedgerEntry& row) {
  if (row.entry.reverses > 0)
    return contract::text(Text::server_ledger_reverses, {{"row", std::to_string(row.entry.reverses)}});
  if (row.reversed_by > 0)
    return contract::text(Text::server_ledger_reversed, {{"row", std::to_string(row.reversed_by)}});
  return {};
}

std::string period_words(const storage::LedgerFilter& filter) {
  if (filter.month == 0) return words(Text::server_ledger_all_months);
  if (filter.until == 0) return service::month_words(filter.month);
  return contract::text(Text::server_indicator_period_year, {{"year", ledger_period(filter)}});
}

std::string scope_words(const ContentSet& content, const storage::LedgerFilter& filter) {
  std::string scope =
      filter.area.empty() ? words(Text::server_ledger_all_areas) : service::area_name(content, filter.area);
  if (!filter.category.empty())
    contract::append_listed(scope, service::category_name(content, filter.category));
  if (!filter.crew.empty()) contract::append_listed(scope, filter.crew);
  return scope;
}

}  // namespace wufei::http
