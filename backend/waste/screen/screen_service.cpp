#include "waste/screen/screen_service.hpp"

#include <cstdlib>
#include <optional>
#include <set>

namespace wufei::service {
namespace {

using storage::MonthSum;
using storage::MovementKind;
using storage::Session;

constexpr int kTrendMonths = 12, kPublicMonths = 24;
// Rows whose instant was taken just before the month closed are written by then.
constexpr contract::UtcSeconds kSettled = 3600;

contract::Month last_closed(contract::UtcSeconds now) {
  contract::Month last = contract::month_of(contract::china_date(now));
  while (contract::closes_at(last) + kSettled > now) last = months_earlier(last, 1);
  return last;
}

void add_sum(ScreenView& view, const MonthSum& sum, std::map<std::string, std::set<std::int64_t>>& active) {
  view.empty = false;
  FieldSums& field = view.fields[sum.field];
  field.kinds[sum.kind] += storage::movement_sign(sum.kind) < 0 ? -sum.grams : sum.grams;
  if (sum.kind == MovementKind::generate) view.trend[sum.field][sum.month] += sum.grams;
  if (sum.month == view.until) active[sum.field].insert(sum.party);
}

}  // namespace

std::int64_t FieldSums::of(MovementKind kind) const {
  const auto found = kinds.find(kind);
  return found == kinds.end() ? 0 : found->second;
}

contract::Month months_earlier(contract::Month month, int count) {
  const int months = month / 100 * 12 + month % 100 - 1 - count;
  return months / 12 * 100 + months % 12 + 1;
}

contract::Result<ScreenViewPtr> ScreenService::view() {
  const contract::Month month = contract::month_of(contract::china_date(clock_.now()));
  std::optional<ViewKey> key;
  if (const auto moment = store_.readers().moment()) key = ViewKey{*moment, month};
  return views_.get(key, [&] { return look(month); });
}

contract::Result<ScreenView> ScreenService::look(contract::Month month) {
  return store_.readers().run([&](Session& session) -> contract::Result<ScreenView> {
    ScreenView view;
    view.until = month;
    view.from = months_earlier(month, kTrendMonths - 1);
    std::map<std::string, std::set<std::int64_t>> active;
    for (const MonthSum& sum : balances_.county_sums(session, view.from, view.until))
      add_sum(view, sum, active);
    for (const storage::WasteStock& stock : balances_.all_stock(session))
      view.fields[stock.field].stock += stock.grams;
    for (const contract::Party& party : parties_.all(session)) {
      if (party.state != contract::PartyState::verified) continue;
      for (const std::string& field : party.fields) {
        ++view.fields[field].parties;
        view.fields[field].declaring += active[field].count(party.id) > 0 ? 1 : 0;
      }
    }
    view.alarms = alarms_.open_counts(session);
    view.uncounted = manifests_.count_uncounted(session, {});
    return view;
  });
}

contract::Result<std::vector<RowBehind>> ScreenService::behind(const storage::MovementFilter& filter,
                                                               int limit) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<RowBehind>> {
    std::map<std::int64_t, std::string> names;
    for (const contract::Party& party : parties_.all(session)) names[party.id] = party.name;
    std::vector<RowBehind> rows;
    for (storage::Movement& row : balances_.behind(session, filter, limit)) {
      const std::string name = names[row.party];
      rows.push_back({std::move(row), name});
    }
    return rows;
  });
}

contract::Result<int> ScreenService::publish() {
  const contract::Month last = last_closed(clock_.now());
  const contract::Month first = months_earlier(last, kPublicMonths - 1);
  return store_.writer().run([&](Session& session) -> contract::Result<int> {
    int published = 0;
    for (contract::Month month = first; month <= last; month = contract::next_month(month)) {
      if (public_.has(session, month)) continue;
      const auto totals = public_totals(balances_.published_sums(session, month));
      for (const PublicTotal& total : totals) public_.add(session, total, clock_.now());
      published += totals.empty() ? 0 : 1;
    }
    return published;
  });
}

contract::Result<std::vector<PublicTotal>> ScreenService::totals() {
  const contract::Month first = months_earlier(last_closed(clock_.now()), kPublicMonths - 1);
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<PublicTotal>> {
    return public_.since(session, first);
  });
}

}  // namespace wufei::service
