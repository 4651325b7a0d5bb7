// All bodies, one line each; and which tables make up a report.
#include "assessment/report_parts.hpp"
#include "desk/desk_parts.hpp"
#include "indicator/indicator_words.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::ReportBody;
using service::TaskRole;

// What the plan gives to one body.
struct PlanShare {
  std::array<std::int64_t, 3> tasks{};  // by TaskRole
  std::int64_t indicators = 0, published = 0, met = 0;
};
using PlanShares = std::map<std::string, PlanShare, std::less<>>;

constexpr std::size_t kShownOfCases = 6;  // of cases_columns()

void count_indicator(PlanShare& share, const service::IndicatorStanding& standing, contract::Date last) {
  const auto* actual = actual_until(standing, last);
  ++share.indicators;
  share.published += actual == nullptr ? 0 : 1;
  share.met += service::judge(*standing.row, actual).verdict == service::Verdict::met ? 1 : 0;
}

PlanShares plan_shares(const ReportView& view) {
  PlanShares shares;
  for (const contract::PlanTask& task : view.plan().tasks)
    for (const auto& [id, role] : service::task_roles(view.plan(), task))
      ++shares[id].tasks[static_cast<std::size_t>(role)];
  for (const service::IndicatorStanding& standing : view.figures.board->rows)
    for (const std::string& id : service::indicator_bodies(view.plan(), *standing.row))
      count_indicator(shares[id], standing, view.figures.period.last());
  return shares;
}

void add_share_cells(ReportRow& row, const PlanShare& share) {
  for (const std::int64_t count : share.tasks) row.push_back(report_number(count));
  for (const std::int64_t count : {share.indicators, share.published, share.met})
    row.push_back(report_number(count));
}

ReportRow line_of(const ReportView& view, const ReportBody& body, const PlanShares& shares) {
  ReportRow row{{body.name, report_path(view.figures.period, body.id)}};
  const auto share = shares.find(body.plan_id);
  add_share_cells(row, share == shares.end() ? PlanShare{} : share->second);
  add_case_cells(row, view, cases_of(view, &body));
  return row;
}

// Names that cases have and the plan does not, and those that wait for a body; the sum of all.
void add_other_lines(ReportBlock& block, const ReportView& view) {
  const auto add = [&](std::string name, const std::vector<const service::CaseGroup*>& groups) {
    ReportRow row{{std::move(name)}};
    row.resize(7);
    add_case_cells(row, view, groups);
    block.rows.push_back(std::move(row));
  };
  for (const service::CaseGroup* group : cases_of(view, nullptr))
    add(group->id.empty() ? words(Text::server_work_no_body)
                          : contract::text(Text::server_report_other_name, {{"name", group->id}}),
        {group});
  std::vector<const service::CaseGroup*> all;
  for (const service::CaseGroup& group : view.figures.cases.bodies) all.push_back(&group);
  add(words(Text::server_report_all_cases), all);
}

}  // namespace

ReportBlock bodies_block(const ReportView& view) {
  ReportBlock block{words(Text::server_report_by_body),
                    {{words(Text::server_plan_body), false, 26},
                     {words(Text::server_report_lead), true},
                     {words(Text::server_report_co_lead), true},
                     {words(Text::server_report_responsible), true},
                     {words(Text::server_indicator_column_name), true},
                     {words(Text::server_report_published), true},
                     {words(Text::server_indicator_met), true}}};
  for (ReportColumn& column : cases_columns()) block.columns.push_back(std::move(column));
  const PlanShares shares = plan_shares(view);
  for (const ReportBody& body : view.bodies) block.rows.push_back(line_of(view, body, shares));
  add_other_lines(block, view);
  const std::size_t kept = 7 + kShownOfCases;
  block.columns.resize(kept);
  for (ReportRow& row : block.rows) row.resize(kept);
  block.sources = {{words(Text::server_report_from_overview)},
                   {words(Text::server_plan_tasks), "/tasks"},
                   {words(Text::server_report_from_cases)},
                   cases_source(view)};
  return block;
}

std::string report_period_words(const contract::ReportPeriod& period) {
  return period.month == 0 ? year_words(period.year) : service::month_words(period.first_month());
}

std::string report_title(const ReportView& view) {
  const contract::ReportPeriod& period = view.figures.period;
  return contract::text(period.month == 0 ? Text::server_report_yearly : Text::server_report_monthly,
                        {{"period", report_period_words(period)}});
}

std::string report_body_name(const ReportView& view) {
  return view.body == nullptr ? words(Text::server_report_all_bodies) : view.body->name;
}

std::string report_state_words(const service::ReportFigures& figures) {
  const contract::PeriodState state = contract::period_state(figures.period, figures.read_at);
  const contract::Date closes = contract::china_date(contract::closes_at(figures.period.last_month()));
  const std::string said =
      state == contract::PeriodState::running ? words(Text::server_report_running)
      : state == contract::PeriodState::settling
          ? contract::text(Text::server_report_settling, {{"day", contract::format_date(closes)}})
          : words(Text::server_report_closed);
  return said + contract::text(
                    Text::server_report_read_at,
                    {{"moment", contract::format_date(contract::china_date(figures.read_at)) + " " +
                                    contract::format_clock(contract::china_minute_of_day(figures.read_at))}});
}

std::string report_path(const contract::ReportPeriod& period, std::string_view body, std::string_view below) {
  const std::string year = std::to_string(period.year),
                    month = period.month == 0 ? std::string() : std::to_string(period.month);
  return with_query(std::string(kReport).append(below), {{"year", year}, {"month", month}, {"body", body}});
}

std::vector<ReportBlock> report_blocks(const ReportView& view) {
  std::vector<ReportBlock> blocks;
  if (view.body == nullptr) {
    blocks.push_back(bodies_block(view));
  } else {
    blocks.push_back(indicators_block(view));
    blocks.push_back(tasks_block(view));
    blocks.push_back(cases_block(view));
  }
  if (!reported_areas(view).empty()) {
    blocks.push_back(bookings_block(view));
    blocks.push_back(collected_block(view));
    blocks.push_back(categories_block(view));
  }
  blocks.push_back(surveys_block(view));
  if (view.body == nullptr || !view.body->areas.empty()) blocks.push_back(cells_block(view));
  return blocks;
}

}  // namespace wufei::http
