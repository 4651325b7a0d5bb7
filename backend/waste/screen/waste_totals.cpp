#include "waste/screen/waste_totals.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace wufei::service {
namespace {

using storage::MonthSum;
using storage::MovementKind;

// What each party has of one cell, or of several.
using Parts = std::map<std::int64_t, std::int64_t>;

std::int64_t total_of(const Parts& parts) {
  std::int64_t total = 0;
  for (const auto& [party, grams] : parts) total += grams;
  return total;
}

bool may_show(const Parts& parts) {
  int count = 0;
  std::int64_t largest = 0;
  for (const auto& [party, grams] : parts) {
    count += grams > 0 ? 1 : 0;
    largest = std::max(largest, grams);
  }
  return count >= kFewestParties && largest * 100 <= total_of(parts) * kLargestShare;
}

bool is_public(MovementKind kind) {
  return kind == MovementKind::generate || kind == MovementKind::receive || kind == MovementKind::hand_out;
}

// The cells of one month and measure.
void add_month(std::vector<PublicTotal>& list, contract::Month month, MovementKind kind,
               const std::map<std::string, Parts>& fields) {
  PublicTotal rest{month, kind, {}, TotalShown::withheld, 0};
  Parts together;
  for (const auto& [field, parts] : fields) {
    if (may_show(parts)) {
      list.push_back({month, kind, {field}, TotalShown::alone, total_of(parts)});
      continue;
    }
    rest.fields.push_back(field);
    for (const auto& [party, grams] : parts) together[party] += grams;
  }
  if (rest.fields.empty()) return;
  if (rest.fields.size() > 1 && may_show(together)) {
    rest.shown = TotalShown::merged;
    rest.grams = total_of(together);
  }
  list.push_back(std::move(rest));
}

}  // namespace

std::vector<PublicTotal> public_totals(const std::vector<MonthSum>& sums) {
  std::map<std::tuple<contract::Month, MovementKind>, std::map<std::string, Parts>> cells;
  for (const MonthSum& sum : sums) {
    const std::int64_t grams = std::abs(sum.grams);
    if (is_public(sum.kind) && grams > 0) cells[{-sum.month, sum.kind}][sum.field][sum.party] += grams;
  }
  std::vector<PublicTotal> list;
  for (const auto& [key, fields] : cells) add_month(list, -std::get<0>(key), std::get<1>(key), fields);
  return list;
}

}  // namespace wufei::service
