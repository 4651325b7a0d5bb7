// Rules of sums: records of movement against the ledger, a month against the ones before, what was declared.
#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "waste/alarm/alarm_run.hpp"
#include "waste/alarm/usual.hpp"

namespace wufei::service {
namespace {

using contract::AlarmFinding;
using contract::AlarmRule;
using contract::Month;
using storage::ManifestFacts;

// Party, field, code, month.
using SumKey = std::tuple<std::int64_t, std::string, std::string, Month>;

struct TwoSums {
  std::int64_t out = 0, in = 0;  // g
};

// ---- Records against the ledger

std::map<SumKey, TwoSums> sums_of_records(const std::vector<ManifestFacts>& manifests, Month from) {
  std::map<SumKey, TwoSums> sums;
  for (const ManifestFacts& one : manifests) {
    const Month month = contract::month_of(contract::china_date(one.accepted_at));
    if (!one.is_in_ledgers() || month < from) continue;
    sums[{one.generator, one.field, one.code, month}].out += one.accepted;
    sums[{one.receiver, one.field, one.code, month}].in += one.accepted;
  }
  return sums;
}

std::map<SumKey, TwoSums> sums_of_ledgers(const std::vector<BalanceFacts>& balances) {
  std::map<SumKey, TwoSums> sums;
  for (const BalanceFacts& one : balances) {
    TwoSums& sum = sums[{one.party, one.balance.field, one.balance.code, one.balance.month}];
    sum.out += one.balance.hand_out;
    sum.in += one.balance.receive;
  }
  return sums;
}

void compare_sums(AlarmRun& run, const SumKey& key, const char* side, std::int64_t records,
                  std::int64_t ledger) {
  const auto& [party, field, code, month] = key;
  const AlarmRule* of = run.rule_in("A22", field);
  if (of == nullptr) return;
  const std::int64_t difference = std::abs(records - ledger), more = std::max(records, ledger);
  if (difference * 100 <= more * of->limit("percent")) return;
  AlarmFinding finding{{},
                       "ledger/" + std::to_string(party) + "/" + field + "/" + code,
                       contract::format_month(month) + "/" + side,
                       of->level,
                       party,
                       field,
                       {},
                       {}};
  finding.inputs = {
      {"code", code}, {"record_grams", std::to_string(records)}, {"ledger_grams", std::to_string(ledger)}};
  run.raise(*of, std::move(finding));
}

void records_and_ledgers(AlarmRun& run) {
  const Month now = contract::month_of(run.today());
  const auto ledgers = sums_of_ledgers(run.facts().balances);
  auto records = sums_of_records(run.facts().manifests, contract::previous_month(now));
  for (const auto& [key, sum] : ledgers) records.emplace(key, TwoSums{});  // nothing moved on paper
  for (const auto& [key, sum] : records) {
    const auto found = ledgers.find(key);
    const TwoSums ledger = found != ledgers.end() ? found->second : TwoSums{};
    compare_sums(run, key, "out", sum.out, ledger.out);
    compare_sums(run, key, "in", sum.in, ledger.in);
  }
}

// ---- A month unlike the ones before

// From the day on on which entries of the month are no longer late.
void unusual_month(AlarmRun& run, const YieldFacts& one) {
  const AlarmRule* of = run.rule_in("A26", one.field);
  if (of == nullptr || contract::year_month_day(run.today()).day <= of->limit("days_after")) return;
  const Month month = contract::previous_month(contract::month_of(run.today()));
  std::vector<std::int64_t> before;
  for (const auto& [which, grams] : one.months)
    if (which < month && grams > 0) before.push_back(grams);
  const auto months = static_cast<std::int64_t>(before.size());
  const std::int64_t usual = median(std::move(before));
  if (months == 0 || months < of->limit("months") || usual < of->limit("grams")) return;
  const auto found = one.months.find(month);
  const std::int64_t grams = found != one.months.end() ? found->second : 0;
  if (is_usual(grams, usual, of->limit("low_percent"), of->limit("high_percent"))) return;
  AlarmFinding finding{{},
                       "yield/" + std::to_string(one.party) + "/" + one.field + "/" + one.code,
                       contract::format_month(month),
                       of->level,
                       one.party,
                       one.field,
                       {},
                       {}};
  finding.inputs = {{"code", one.code},
                    {"generated_grams", std::to_string(grams)},
                    {"usual_grams", std::to_string(usual)},
                    {"months", std::to_string(months)}};
  run.raise(*of, std::move(finding));
}

// ---- Nothing declared

void nothing_declared(AlarmRun& run, const DueDeclaration& one,
                      const std::map<std::pair<std::int64_t, std::string>, int>& records) {
  const AlarmRule* of = run.rule_in("A27", one.field);
  if (of == nullptr || !one.declared || !one.zero) return;
  const auto found = records.find({one.party, one.field});
  if (found == records.end()) return;
  AlarmFinding finding{{}, due_subject(one), one.period, of->level, one.party, one.field, one.area, {}};
  finding.inputs = {{"period", one.period}, {"records", std::to_string(found->second)}};
  run.raise(*of, std::move(finding));
}

}  // namespace

std::map<std::pair<std::int64_t, std::string>, int> records_of_periods(const AlarmFacts& facts) {
  std::map<std::string, std::pair<Month, Month>> periods;  // by field: all parties' are the same
  for (const DueDeclaration& one : facts.declarations)
    periods.emplace(one.field, std::pair{one.from, one.until});
  std::map<std::pair<std::int64_t, std::string>, int> records;
  for (const ManifestFacts& one : facts.manifests) {
    const auto period = periods.find(one.field);
    if (period == periods.end() || !one.is_in_ledgers()) continue;
    const Month month = contract::month_of(contract::china_date(one.accepted_at));
    if (month < period->second.first || month > period->second.second) continue;
    ++records[{one.generator, one.field}];
    ++records[{one.receiver, one.field}];
  }
  return records;
}

void watch_sums(AlarmRun& run) {
  records_and_ledgers(run);
  for (const YieldFacts& one : run.facts().yields) unusual_month(run, one);
  const auto records = records_of_periods(run.facts());
  for (const DueDeclaration& one : run.facts().declarations) nothing_declared(run, one, records);
}

}  // namespace wufei::service
