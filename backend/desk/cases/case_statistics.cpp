#include "desk/cases/case_statistics.hpp"

#include <algorithm>
#include <map>

namespace wufei::service {
namespace {

using contract::CallVerdict;
using storage::CaseFigures;

void add(CaseTally& tally, const CaseFigures& row, contract::Date today) {
  const bool handled = row.handled_at > 0, due = row.due && *row.due < today;
  ++tally.received;
  tally.handled += handled ? 1 : 0;
  tally.due += due ? 1 : 0;
  tally.on_time += due && handled && !row.late ? 1 : 0;
  tally.overdue += due && !handled ? 1 : 0;
  if (handled) tally.days.push_back(contract::working_days_between(row.created_at, row.handled_at));
  tally.satisfied += row.verdict == CallVerdict::satisfied ? 1 : 0;
  tally.partly += row.verdict == CallVerdict::partly ? 1 : 0;
  tally.unsatisfied += row.verdict == CallVerdict::unsatisfied ? 1 : 0;
  tally.rated += row.stars > 0 ? 1 : 0;
  tally.stars += row.stars;
}

CaseGroup& group_of(std::vector<CaseGroup>& groups, const std::string& id) {
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const CaseGroup& group) { return group.id == id; });
  if (found != groups.end()) return *found;
  groups.push_back({id, id, {}});
  return groups.back();
}

std::string month_id(int year, int month) {
  return contract::format_date(first_of_month(year, month)).substr(0, 7);
}

void sort_days(CaseTally& tally) {
  std::sort(tally.days.begin(), tally.days.end());
}

}  // namespace

contract::Date first_of_month(int year, int month) {
  return contract::make_date({year, month, 1});
}

contract::Date last_of_month(int year, int month) {
  return contract::add_days(month == 12 ? first_of_month(year + 1, 1) : first_of_month(year, month + 1), -1);
}

int percentile(const std::vector<int>& days, int percent) {
  if (days.empty()) return -1;
  const std::size_t rank = (days.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return days[std::max<std::size_t>(rank, 1) - 1];
}

CaseStatistics count_cases(const std::vector<CaseFigures>& rows, const FeedbackContent& rules, int year,
                           contract::Date today) {
  CaseStatistics all;
  all.year = year;
  for (const contract::FeedbackTopic& topic : rules.topics) all.topics.push_back({topic.id, topic.name, {}});
  for (int month = 1; month <= 12 && first_of_month(year, month) <= today; ++month)
    all.months.push_back({month_id(year, month), month_id(year, month), {}});
  for (const CaseFigures& row : rows) {
    const std::string month = contract::format_date(contract::china_date(row.created_at)).substr(0, 7);
    for (CaseTally* tally : {&all.all, &group_of(all.topics, row.topic).tally,
                             &group_of(all.bodies, row.body).tally, &group_of(all.months, month).tally})
      add(*tally, row, today);
  }
  std::sort(all.bodies.begin(), all.bodies.end(),
            [](const CaseGroup& a, const CaseGroup& b) { return a.id < b.id; });
  sort_days(all.all);
  for (std::vector<CaseGroup>* groups : {&all.topics, &all.bodies, &all.months})
    for (CaseGroup& group : *groups) sort_days(group.tally);
  return all;
}

}  // namespace wufei::service
