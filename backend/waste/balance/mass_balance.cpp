#include "waste/balance/mass_balance.hpp"

#include <map>
#include <tuple>
#include <utility>

namespace wufei::service {
namespace {

using storage::MonthSum;
using storage::MovementKind;

void add_to(MassBalance& balance, MovementKind kind, std::int64_t grams) {
  const auto part = [&]() -> std::pair<std::int64_t*, int> {
    switch (kind) {
      case MovementKind::opening:
        return {&balance.opening, 1};
      case MovementKind::generate:
        return {&balance.generate, 1};
      case MovementKind::receive:
        return {&balance.receive, 1};
      case MovementKind::self_use:
        return {&balance.self_use, -1};
      case MovementKind::self_dispose:
        return {&balance.self_dispose, -1};
      case MovementKind::hand_out:
        return {&balance.hand_out, -1};
      case MovementKind::loss:
        return {&balance.loss, -1};
      case MovementKind::count:
        return {&balance.count, 1};
      case MovementKind::adjust:
        break;
    }
    return {&balance.adjust, 1};
  };
  const auto [number, sign] = part();
  *number += sign * grams;
  balance.closing += grams;
}

// The months of one code in order, each opening with what the one before closed with.
void add_months(std::vector<MassBalance>& list, const std::map<contract::Month, MassBalance>& months,
                contract::Month from, contract::Month until) {
  std::int64_t there = 0;
  MassBalance last = months.begin()->second;
  for (const auto& [month, one] : months) {
    if (month > until) break;
    MassBalance balance = one;
    balance.opening += there;
    balance.closing += there;
    there = balance.closing;
    last = balance;
    if (month >= from) list.push_back(std::move(balance));
  }
  if (last.month >= until || months.begin()->first > until) return;
  MassBalance quiet{last.field, last.code, until};  // nothing happened in the last month
  quiet.opening = quiet.closing = there;
  list.push_back(std::move(quiet));
}

}  // namespace

std::vector<MassBalance> mass_balances(const std::vector<MonthSum>& sums, contract::Month from,
                                       contract::Month until) {
  std::map<std::pair<std::string, std::string>, std::map<contract::Month, MassBalance>> codes;
  for (const MonthSum& sum : sums) {
    MassBalance& balance = codes[{sum.field, sum.code}][sum.month];
    balance.field = sum.field;
    balance.code = sum.code;
    balance.month = sum.month;
    add_to(balance, sum.kind, sum.grams);
  }
  std::vector<MassBalance> list;
  for (const auto& [code, months] : codes) add_months(list, months, from, until);
  return list;
}

MassBalance total_balance(const std::vector<MassBalance>& balances) {
  MassBalance total;
  const MassBalance* before = nullptr;
  for (const MassBalance& one : balances) {
    const bool same = before != nullptr && before->code == one.code && before->field == one.field;
    if (!same) total.opening += one.opening;
    if (!same && before != nullptr) total.closing += before->closing;
    for (const auto part :
         {&MassBalance::generate, &MassBalance::receive, &MassBalance::self_use, &MassBalance::self_dispose,
          &MassBalance::hand_out, &MassBalance::loss, &MassBalance::count, &MassBalance::adjust})
      total.*part += one.*part;
    before = &one;
  }
  if (before != nullptr) total.closing += before->closing;
  return total;
}

}  // namespace wufei::service
