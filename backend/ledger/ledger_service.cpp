#include "ledger/ledger_service.hpp"

#include <algorithm>
#include <set>

#include "county/clock_trust.hpp"
#include "ledger/ledger_posting.hpp"
#include "ledger/recovery/punctuality.hpp"
#include "lib/store/meta_store.hpp"
#include "pickup/outcome/outcome_recorded.hpp"

namespace wufei::service {
namespace {

using contract::Month;
using storage::LedgerStore;
using storage::MetaStore;
using storage::Session;

constexpr std::string_view kEnteredUpTo = "ledger_entered_up_to";  // number of a pickup's row
constexpr int kAtOnce = 200;

// The last month that is over for good at `now`, if that is what time it is.
Month last_over(contract::UtcSeconds now) {
  const contract::YearMonthDay today = contract::year_month_day(contract::china_date(now));
  const auto before = [](Month month) { return month % 100 == 1 ? month - 100 + 12 - 1 : month - 1; };
  const Month last = before(today.year * 100 + today.month);
  return now >= contract::closes_at(last) ? last : before(last);
}

}  // namespace

void join_ledger(storage::Store& store) {
  store.happenings().listen<OutcomeRecorded>(
      [ledger = LedgerStore(store), stops = storage::StopRecordStore(store)](
          Session& session, const OutcomeRecorded& recorded) {
        if (const auto stop = stops.find(session, recorded.pickup))
          enter_stop(session, ledger, *stop, recorded.content.get<LedgerContent>());
      });
}

contract::Result<std::int64_t> LedgerService::enter_some(std::int64_t after) {
  auto found =
      store_.readers().run([&](Session& session) -> contract::Result<std::vector<storage::StopRecord>> {
        return stops_.recorded(session, after, kAtOnce);
      });
  if (!found) return found.error();
  if (found->empty()) return std::int64_t{0};
  const std::int64_t last = found->back().pickup;
  const auto content = source_.current();
  return store_.writer().run([&](Session& session) -> contract::Result<std::int64_t> {
    for (const storage::StopRecord& before : *found) {
      // Again, for a correction may have come between.
      const auto stop = stops_.find(session, before.pickup);
      if (stop) enter_stop(session, ledger_, *stop, content->get<LedgerContent>());
    }
    MetaStore::set_number(session, kEnteredUpTo, last);
    return last;
  });
}

contract::Status LedgerService::catch_up(const Turn& turn) {
  if (caught_up_) return contract::ok();
  const auto begun = store_.readers().run([](Session& session) -> contract::Result<std::int64_t> {
    return MetaStore::number(session, kEnteredUpTo);
  });
  if (!begun) return begun.error();
  for (std::int64_t after = *begun; !turn.over();) {
    const auto last = enter_some(after);
    if (!last) return last.error();
    if (*last == 0) {
      caught_up_ = true;
      return contract::ok();
    }
    after = *last;
  }
  return contract::ok();
}

contract::Result<LedgerView> LedgerService::view(const storage::LedgerFilter& filter, int limit,
                                                 std::int64_t before) {
  return store_.readers().run([&](Session& session) -> contract::Result<LedgerView> {
    LedgerView view;
    view.sums = ledger_.sums(session, filter);
    view.entries = ledger_.list(session, filter, limit + 1, before);
    view.more = view.entries.size() > static_cast<std::size_t>(limit);
    if (view.more) view.entries.pop_back();
    std::set<Month> months;
    std::set<std::string> crews;
    for (const storage::LedgerSum& sum : ledger_.sums(session, {})) {
      months.insert(sum.month);
      if (!sum.crew.empty()) crews.insert(sum.crew);
    }
    view.months.assign(months.begin(), months.end());
    view.crews.assign(crews.begin(), crews.end());
    return view;
  });
}

contract::Result<std::vector<storage::LedgerSum>> LedgerService::sums(const storage::LedgerFilter& filter) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<storage::LedgerSum>> {
    return ledger_.sums(session, filter);
  });
}

contract::Result<Month> LedgerService::last_closed() {
  return store_.readers().run(
      [&](Session& session) -> contract::Result<Month> { return ledger_.closed_up_to(session); });
}

contract::Result<std::optional<Month>> LedgerService::next_to_close(Month last) {
  return store_.readers().run([&](Session& session) -> contract::Result<std::optional<Month>> {
    const std::vector<Month> done = ledger_.closed_months(session);
    const std::optional<contract::Date> first = sheets_.first_day(session);
    if (!first) return std::optional<Month>();
    Month month = contract::month_of(*first);
    if (!done.empty()) month = std::max(month, contract::next_month(done.back()));
    return month <= last ? std::optional(month) : std::nullopt;
  });
}

// By the clock of this moment: the one by which the month was chosen may have been set right since.
bool LedgerService::may_close(Session& session, Month month) {
  const contract::UtcSeconds now = clock_.now();
  return clock_is_trusted(session, now) && month <= last_over(now);
}

// False: not yet.
contract::Result<bool> LedgerService::close_month(Month month) {
  auto counts = store_.readers().run([&](Session& session) -> contract::Result<LedgerStore::Counts> {
    return count_month(session, sheets_, stops_, month);
  });
  if (!counts) return counts.error();
  counts->try_emplace(std::string(kPartPlanned), 0);  // so that the month is done
  return store_.writer().run([&](Session& session) -> contract::Result<bool> {
    if (!may_close(session, month)) return false;
    if (ledger_.closed(session, month).empty()) ledger_.close(session, month, *counts);
    return true;
  });
}

// What was published is never taken back, whatever the clock says later.
contract::Status LedgerService::let_publish(Month last) {
  return store_.writer().run([&](Session& session) -> contract::Status {
    if (may_close(session, last) && last > ledger_.closed_up_to(session)) ledger_.close_up_to(session, last);
    return contract::ok();
  });
}

contract::Result<int> LedgerService::close_months() {
  if (!caught_up_) return 0;
  const Month last = last_over(clock_.now());
  for (int counted = 0;; ++counted) {
    const auto month = next_to_close(last);
    if (!month) return month.error();
    if (!*month) {
      if (auto let = let_publish(last); !let) return let.error();
      return counted;
    }
    const auto closed = close_month(**month);
    if (!closed) return closed.error();
    if (!*closed) return counted;
  }
}

LedgerService::Published LedgerService::published(Session& session) const {
  return {ledger_.closed_up_to(session), ledger_.closed_months(session).size(), source_.current()};
}

contract::Result<RecoveryMonths> LedgerService::recovery() {
  if (!caught_up_) return std::make_shared<const std::vector<RecoveryMonth>>();
  auto now = store_.readers().run(
      [&](Session& session) -> contract::Result<Published> { return published(session); });
  if (!now) return now.error();
  const std::lock_guard lock(kept_mutex_);
  if (kept_ && kept_for_ == *now) return kept_;
  auto fresh = compute(*now);
  if (!fresh) return fresh.error();
  kept_for_ = std::move(*now);
  kept_ = std::move(*fresh);
  return kept_;
}

contract::Result<RecoveryMonths> LedgerService::compute(const Published& of) {
  return store_.readers().run([&](Session& session) -> contract::Result<RecoveryMonths> {
    std::vector<RecoveryMonth> months;
    const std::vector<storage::LedgerSum> sums = ledger_.sums(session, {});
    const std::vector<Month> counted = ledger_.closed_months(session);
    Month first = contract::next_month(of.last);
    if (!sums.empty()) first = std::min(first, sums.front().month);
    if (!counted.empty()) first = std::min(first, counted.front());
    for (Month month = first; of.last > 0 && month <= of.last; month = contract::next_month(month))
      months.push_back(recovery_month(month, sums, ledger_.closed(session, month), *of.content));
    return std::make_shared<const std::vector<RecoveryMonth>>(std::move(months));
  });
}

}  // namespace wufei::service
