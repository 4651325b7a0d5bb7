#include "ledger/recovery/recovery.hpp"

#include <algorithm>
#include <set>

#include "county/county_content.hpp"
#include "ledger/recovery/punctuality.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using contract::Text;
using contract::words;
using storage::LedgerSum;

std::size_t place_in(std::vector<std::string>& list, const std::string& name) {
  const auto found = std::find(list.begin(), list.end(), name);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(name);
  return list.size() - 1;
}

void put_names(RecoveryMonth& month, const std::vector<LedgerSum>& sums, const ContentSet& content) {
  for (const contract::Area& area : content.get<CountyContent>().areas) month.areas.push_back(area.code);
  for (const contract::Category& category : content.get<PickupContent>().catalogue.categories)
    month.categories.push_back(category.id);
  for (const LedgerSum& sum : sums) {
    if (sum.month != month.month) continue;
    place_in(month.areas, sum.area);
    place_in(month.categories, sum.category);
    month.collected = true;
  }
}

// What the month's rows name, in the order of its codes.
std::vector<std::string> named(const std::vector<LedgerSum>& sums, contract::Month month,
                               std::string LedgerSum::*name) {
  std::set<std::string> names;
  for (const LedgerSum& sum : sums)
    if (sum.month == month) names.insert(sum.*name);
  return {names.begin(), names.end()};
}

// Which cells are withheld depends on nothing but the ledger's rows: among circles of one cost the order of
// the cells decides, and content is reordered and extended while the month stays. Two editions that withhold
// different cells would together show what each of them hides.
CountTable withheld(const std::vector<LedgerSum>& sums, contract::Month month,
                    std::vector<std::string>& areas, std::vector<std::string>& categories) {
  CountTable counts{areas.size(), categories.size(), {}};
  counts.cells.resize(counts.rows * counts.columns);
  for (const LedgerSum& sum : sums) {
    if (sum.month != month) continue;
    CountCell& cell = counts.at(place_in(areas, sum.area), place_in(categories, sum.category));
    cell.stops += sum.stops;
    cell.pieces += sum.pieces;
    cell.grams += sum.grams;
  }
  return withhold(counts);
}

void put_table(RecoveryMonth& month, const std::vector<LedgerSum>& sums) {
  std::vector<std::string> areas = named(sums, month.month, &LedgerSum::area),
                           categories = named(sums, month.month, &LedgerSum::category);
  const CountTable shown = withheld(sums, month.month, areas, categories);
  month.table = {month.areas.size() + 1, month.categories.size() + 1, {}};
  month.table.cells.resize(month.table.rows * month.table.columns);
  // As the page shows them; the sums stay at the end.
  const auto place = [](std::vector<std::string>& list, const std::vector<std::string>& names,
                        std::size_t i) { return i < names.size() ? place_in(list, names[i]) : list.size(); };
  for (std::size_t row = 0; row < shown.rows; ++row)
    for (std::size_t column = 0; column < shown.columns; ++column)
      month.table.at(place(month.areas, areas, row), place(month.categories, categories, column)) =
          shown.at(row, column);
}

// "kind/reason" in words.
std::string reason_title(const std::string& part, const ContentSet& content) {
  const std::size_t slash = part.find('/');
  const std::string kind = part.substr(0, slash);
  const std::string reason = slash == std::string::npos ? std::string() : part.substr(slash + 1);
  for (const contract::OutcomeReason& one : content.get<PickupContent>().outcomes.reasons)
    if (one.id == reason && contract::outcome_name(one.kind) == kind)
      return contract::text(Text::server_recovery_not_collected, {{"reason", one.text}});
  if (!reason.empty()) return contract::text(Text::server_recovery_not_collected, {{"reason", reason}});
  return contract::text(Text::server_recovery_not_collected,
                        {{"reason", words(Text::server_recovery_own_words)}});
}

std::string part_title(const std::string& part, const ContentSet& content) {
  if (part == kPartOnTime) return words(Text::server_recovery_on_time);
  if (part == kPartLate) return words(Text::server_recovery_late);
  if (part == kPartMoved) return words(Text::server_recovery_moved);
  if (part == kPartNoRecord) return words(Text::server_recovery_no_record);
  return reason_title(part, content);
}

CountCell count_of(const storage::LedgerStore::Counts& counts, std::string_view part) {
  const auto found = counts.find(part);
  const std::int64_t count = found == counts.end() ? 0 : found->second;
  return {count, count, 0};
}

// On time and late first, then why nothing was collected.
std::vector<std::string> parts_in(const storage::LedgerStore::Counts& counts) {
  std::vector<std::string> parts{std::string(kPartOnTime), std::string(kPartLate)};
  for (const auto& [part, count] : counts)
    if (part != kPartPlanned && part != kPartUpheld && part != kPartMoved && part != kPartNoRecord)
      place_in(parts, part);
  parts.emplace_back(kPartMoved);
  parts.emplace_back(kPartNoRecord);
  return parts;
}

void put_punctuality(RecoveryMonth& month, const storage::LedgerStore::Counts& counts,
                     const ContentSet& content) {
  month.counted = !counts.empty();
  month.upheld = withhold({1, 1, {count_of(counts, kPartUpheld)}}, false).cells.front();
  if (count_of(counts, kPartPlanned).stops == 0) return;
  const std::vector<std::string> parts = parts_in(counts);
  CountTable row{1, parts.size(), {}};
  for (const std::string& part : parts) row.cells.push_back(count_of(counts, part));
  const CountTable shown = withhold(row, false);
  month.parts.push_back(
      {std::string(kPartPlanned), words(Text::server_recovery_planned), shown.at(0, parts.size())});
  for (std::size_t i = 0; i < parts.size(); ++i)
    month.parts.push_back({parts[i], part_title(parts[i], content), shown.at(0, i)});
}

}  // namespace

std::string area_name(const ContentSet& content, const std::string& code) {
  return contract::area_name(content.get<CountyContent>().areas, code);
}

std::string category_name(const ContentSet& content, const std::string& id) {
  const contract::Category* category = contract::find_category(content.get<PickupContent>().catalogue, id);
  return category != nullptr ? category->name : id;
}

RecoveryMonth recovery_month(contract::Month number, const std::vector<LedgerSum>& sums,
                             const storage::LedgerStore::Counts& counts, const ContentSet& content) {
  RecoveryMonth month;
  month.month = number;
  put_names(month, sums, content);
  put_table(month, sums);
  put_punctuality(month, counts, content);
  return month;
}

}  // namespace wufei::service
