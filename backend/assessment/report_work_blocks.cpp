// What residents asked of a body and what was fetched, counted by the county's desk.
#include "assessment/report_parts.hpp"
#include "desk/cases/inbox_address.hpp"
#include "desk/cases/statistics_page.hpp"
#include "desk/cases/statistics_view.hpp"
#include "ledger/desk/ledger_view.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::CallVerdict;
using contract::Permission;
using contract::PickupStatus;
using contract::Text;
using service::AreaFigures;
using storage::InboxState;

constexpr PickupStatus kStatuses[] = {PickupStatus::booked,        PickupStatus::assigned,
                                      PickupStatus::completed,     PickupStatus::partly_collected,
                                      PickupStatus::not_presented, PickupStatus::non_conforming,
                                      PickupStatus::no_access,     PickupStatus::cancelled};

// A page of the desk as a source, for those who may open it.
void add_page(ReportBlock& block, const ReportView& view, Text title, std::string href) {
  if (view.caller.may(Permission::view_pickups)) block.sources.push_back({words(title), std::move(href)});
}

std::string written_words(const std::string& written) {
  return written.empty() ? words(Text::server_work_no_body) : written;
}

service::CaseTally added_up(const std::vector<const service::CaseGroup*>& groups) {
  service::CaseTally sum;
  for (const service::CaseGroup* group : groups) {
    const service::CaseTally& tally = group->tally;
    sum.received += tally.received;
    sum.handled += tally.handled;
    sum.due += tally.due;
    sum.on_time += tally.on_time;
    sum.overdue += tally.overdue;
    sum.satisfied += tally.satisfied;
    sum.partly += tally.partly;
    sum.unsatisfied += tally.unsatisfied;
  }
  return sum;
}

const AreaFigures& figures_of(const ReportView& view, const std::string& area) {
  static const AreaFigures kNothing;
  const auto found = view.figures.areas.find(area);
  return found == view.figures.areas.end() ? kNothing : found->second;
}

// One row for each area, by `cells(row, figures, area)`, and their sum; area "" = all.
template <class Cells>
void add_area_rows(ReportBlock& block, const ReportView& view, const Cells& cells) {
  const std::vector<std::string> areas = reported_areas(view);
  AreaFigures sum;
  for (const std::string& area : areas) {
    ReportRow row{{service::area_name(*view.figures.content, area)}};
    cells(row, figures_of(view, area), area);
    sum.add(figures_of(view, area));
    block.rows.push_back(std::move(row));
  }
  if (areas.size() < 2) return;
  ReportRow row{{words(Text::server_work_together)}};
  cells(row, sum, std::string());
  block.rows.push_back(std::move(row));
}

// The ledger's rows behind a number; area "" = all.
std::string ledger_rows(const ReportView& view, const std::string& area) {
  storage::LedgerFilter filter = service::rows_of(view.figures.period);
  filter.area = area;
  return ledger_path(filter);
}

ReportCell ledger_source(const ReportView& view) {
  return {words(Text::server_ledger_title), ledger_rows(view, {})};
}

// Why the county's pickups stand in the report of a body that has no area.
void add_tasks_behind(ReportBlock& block, const ReportView& view) {
  if (view.body == nullptr || !view.body->areas.empty()) return;
  std::string all;
  for (const contract::PlanTask* task : service::pickup_tasks(view.plan(), view.body->plan_id))
    contract::append_listed(all, task->id);
  block.sources.push_back({contract::text(Text::server_report_pickup_tasks, {{"tasks", all}})});
}

}  // namespace

ReportCell report_number(std::int64_t number, std::string href) {
  return {std::to_string(number), number == 0 ? std::string() : std::move(href)};
}

std::vector<std::string> reported_areas(const ReportView& view) {
  std::vector<std::string> areas;
  if (!service::counts_all_areas(view.plan(), view.body)) {
    for (const contract::Area* area : view.body->areas) areas.push_back(area->code);
    return areas;
  }
  for (const contract::Area& area : view.figures.content->get<service::CountyContent>().areas)
    areas.push_back(area.code);
  for (const auto& [area, figures] : view.figures.areas)
    if (!contract::is_among(areas, area)) areas.push_back(area);
  return areas;
}

std::vector<const service::CaseGroup*> cases_of(const ReportView& view, const service::ReportBody* body) {
  std::vector<const service::CaseGroup*> groups;
  for (const service::CaseGroup& group : view.figures.cases.bodies)
    if (service::body_written(*view.figures.content, view.bodies, group.id) == body) groups.push_back(&group);
  return groups;
}

std::vector<ReportColumn> cases_columns() {
  std::vector<ReportColumn> columns;
  for (const Text title :
       {Text::server_work_received, Text::server_work_cases_handled, Text::server_work_cases_due,
        Text::server_work_cases_on_time, Text::server_work_on_time_rate, Text::server_work_overdue_now,
        Text::server_work_call_satisfied, Text::server_work_call_partly, Text::server_work_call_unsatisfied})
    columns.push_back({words(title), true, 9});
  return columns;
}

void add_case_cells(ReportRow& row, const ReportView& view,
                    const std::vector<const service::CaseGroup*>& of) {
  const service::CaseTally tally = added_up(of);
  const auto inbox = [&](InboxState state, CallVerdict verdict = CallVerdict::none) {
    const std::string& own = view.caller.account.department;  // whose inbox it is
    if (of.size() != 1 || !view.caller.may(Permission::view_cases)) return std::string();
    if (!own.empty() && own != of.front()->id) return std::string();
    storage::InboxFilter filter{state, {}, {}, of.front()->id};
    filter.from = view.figures.period.first();
    filter.to = view.figures.period.last();
    filter.verdict = contract::verdict_name(verdict);
    filter.with_merged = true;
    return inbox_path({std::move(filter)});
  };
  row.push_back(report_number(tally.received, inbox(InboxState::all)));
  row.push_back(report_number(tally.handled, inbox(InboxState::handled)));
  row.push_back(report_number(tally.due, inbox(InboxState::due)));
  row.push_back(report_number(tally.on_time, inbox(InboxState::on_time)));
  row.push_back({case_rate_text(tally)});
  row.push_back(report_number(tally.overdue, inbox(InboxState::overdue)));
  row.push_back(report_number(tally.satisfied, inbox(InboxState::all, CallVerdict::satisfied)));
  row.push_back(report_number(tally.partly, inbox(InboxState::all, CallVerdict::partly)));
  row.push_back(report_number(tally.unsatisfied, inbox(InboxState::all, CallVerdict::unsatisfied)));
}

ReportCell cases_source(const ReportView& view) {
  return {words(Text::server_work_case_statistics),
          with_query(std::string(kCaseStatistics), {{"year", std::to_string(view.figures.period.year)}})};
}

ReportBlock cases_block(const ReportView& view) {
  ReportBlock block{words(Text::server_report_cases),
                    {{words(Text::server_work_body), false, 24}},
                    {},
                    words(Text::server_report_no_cases)};
  for (ReportColumn& column : cases_columns()) block.columns.push_back(std::move(column));
  const auto groups = cases_of(view, view.body);
  for (const service::CaseGroup* group : groups) {
    ReportRow row{{written_words(group->id)}};
    add_case_cells(row, view, {group});
    block.rows.push_back(std::move(row));
  }
  if (groups.size() > 1) {
    ReportRow row{{words(Text::server_work_together)}};
    add_case_cells(row, view, groups);
    block.rows.push_back(std::move(row));
  }
  block.sources = {{words(Text::server_report_from_cases)}, cases_source(view)};
  return block;
}

ReportBlock bookings_block(const ReportView& view) {
  ReportBlock block{
      words(Text::server_report_bookings),
      {{words(Text::server_work_area), false, 18}, {words(Text::server_report_booked), true, 9}}};
  for (const PickupStatus status : kStatuses)
    block.columns.push_back({std::string(status_words(status)), true, 9});
  add_area_rows(block, view, [](ReportRow& row, const AreaFigures& figures, const std::string&) {
    row.push_back(report_number(figures.booked()));
    for (const PickupStatus status : kStatuses)
      row.push_back(report_number(figures.bookings[static_cast<std::size_t>(status)]));
  });
  block.sources = {{words(Text::server_report_from_bookings)}};
  add_tasks_behind(block, view);
  add_page(block, view, Text::server_work_board, "/desk/pickups");
  return block;
}

ReportBlock collected_block(const ReportView& view) {
  ReportBlock block{words(Text::server_report_collected),
                    {{words(Text::server_work_area), false, 18},
                     {words(Text::server_ledger_stops), true},
                     {words(Text::server_ledger_pieces), true},
                     {words(Text::server_ledger_kilograms), true, 12},
                     {words(Text::server_report_missed), true},
                     {words(Text::server_report_missed_upheld), true},
                     {words(Text::server_report_missed_rejected), true},
                     {words(Text::server_report_missed_open), true},
                     {words(Text::server_report_rated), true},
                     {words(Text::server_report_stars), true}}};
  add_area_rows(block, view, [&](ReportRow& row, const AreaFigures& figures, const std::string& area) {
    const std::string rows = area.empty() ? std::string() : ledger_rows(view, area);
    row.push_back(report_number(figures.stops, rows));
    row.push_back(report_number(figures.pieces, rows));
    row.push_back({service::kilograms_of(figures.grams), figures.grams == 0 ? std::string() : rows});
    const auto& [open, upheld, rejected] = figures.missed;
    for (const std::int64_t count : {open + upheld + rejected, upheld, rejected, open})
      row.push_back(report_number(count));
    row.push_back(report_number(figures.rated));
    row.push_back({stars_words(figures.rated, figures.stars)});
  });
  block.sources = {{words(Text::server_report_from_ledger)},
                   ledger_source(view),
                   {words(Text::server_report_from_missed)}};
  add_page(block, view, Text::booking_event_missed_reported, "/desk/missed");
  return block;
}

ReportBlock categories_block(const ReportView& view) {
  ReportBlock block{words(Text::server_report_categories),
                    {{words(Text::server_ledger_category), false, 30},
                     {words(Text::server_ledger_stops), true},
                     {words(Text::server_ledger_pieces), true},
                     {words(Text::server_ledger_kilograms), true, 12}},
                    {},
                    words(Text::server_report_nothing_collected)};
  const std::vector<std::string> areas = reported_areas(view);
  std::vector<storage::LedgerSum> sums;
  for (const storage::LedgerSum& sum : view.figures.ledger)
    if (contract::is_among(areas, sum.area)) sums.push_back(sum);
  const auto add = [&](const SumLine& line) {
    block.rows.push_back({{line.name},
                          report_number(line.stops),
                          report_number(line.pieces),
                          {service::kilograms_of(line.grams)}});
  };
  for (const SumTable& table : sum_tables(*view.figures.content, sums))
    if (table.title == Text::server_ledger_by_category)
      for (const SumLine& line : table.lines) add(line);
  if (!block.rows.empty()) add(whole_sum(sums));
  block.sources = {{words(Text::server_report_from_ledger)}, ledger_source(view)};
  return block;
}

}  // namespace wufei::http
