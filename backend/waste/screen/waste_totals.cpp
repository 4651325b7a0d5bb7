#include "waste/screen/waste_totals.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

namespace wufei::service {
namespace {

using storage::MonthSum;
using storage::MovementKind;

// What each party has of one cell, or of several. Below 0: it took back more than it entered.
using Parts = std::map<std::int64_t, std::int64_t>;

// One cell: who gives its amount, and of what moves who takes it.
struct Cell {
  Parts givers, takers;
};

std::int64_t total_of(const Parts& parts) {
  std::int64_t total = 0;
  for (const auto& [party, grams] : parts) total += grams;
  return total;
}

bool keeps_rule(const Parts& parts) {
  int count = 0;
  std::int64_t largest = 0;
  for (const auto& [party, grams] : parts) {
    count += grams > 0 ? 1 : 0;
    largest = std::max(largest, std::abs(grams));
  }
  return count >= kFewestParties && largest * 100 <= total_of(parts) * kLargestShare;
}

bool may_show(const Cell& cell, WasteMeasure measure) {
  return keeps_rule(cell.givers) && (measure == WasteMeasure::generate || keeps_rule(cell.takers));
}

void add_to(Cell& all, const Cell& one) {
  for (const auto& [party, grams] : one.givers) all.givers[party] += grams;
  for (const auto& [party, grams] : one.takers) all.takers[party] += grams;
}

// The cells of one month and measure.
void add_month(std::vector<PublicTotal>& list, contract::Month month, WasteMeasure measure,
               const std::map<std::string, Cell>& fields) {
  PublicTotal rest{month, measure, {}, TotalShown::withheld, 0};
  Cell together;
  for (const auto& [field, cell] : fields) {
    if (may_show(cell, measure)) {
      list.push_back({month, measure, {field}, TotalShown::alone, total_of(cell.givers)});
      continue;
    }
    rest.fields.push_back(field);
    add_to(together, cell);
  }
  if (rest.fields.empty()) return;
  if (rest.fields.size() > 1 && may_show(together, measure)) {
    rest.shown = TotalShown::merged;
    rest.grams = total_of(together.givers);
  }
  list.push_back(std::move(rest));
}

}  // namespace

std::vector<PublicTotal> public_totals(const std::vector<MonthSum>& sums) {
  std::map<std::pair<contract::Month, WasteMeasure>, std::map<std::string, Cell>> cells;
  for (const MonthSum& sum : sums) {
    if (sum.grams == 0) continue;
    const auto cell = [&](WasteMeasure measure) -> Cell& { return cells[{-sum.month, measure}][sum.field]; };
    if (sum.kind == MovementKind::generate) cell(WasteMeasure::generate).givers[sum.party] += sum.grams;
    if (sum.kind == MovementKind::hand_out) cell(WasteMeasure::moved).givers[sum.party] -= sum.grams;
    if (sum.kind == MovementKind::receive) cell(WasteMeasure::moved).takers[sum.party] += sum.grams;
  }
  std::vector<PublicTotal> list;
  for (const auto& [key, fields] : cells) add_month(list, -key.first, key.second, fields);
  return list;
}

}  // namespace wufei::service
