// What the plan asks of a body, and what is published of it.
#include <algorithm>

#include "assessment/report_parts.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_words.hpp"
#include "ledger/recovery/recovery.hpp"
#include "plan/plan_page_parts.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::AnswerKind;
using contract::PlanTask;
using contract::Text;
using service::TaskRole;

constexpr Text kRoles[] = {Text::server_report_lead, Text::server_report_co_lead,
                           Text::server_report_responsible};

std::string place_in_plan(const contract::Indicator& row) {
  std::string place = contract::text(Text::server_plan_indicator_row, {{"no", std::to_string(row.no)}});
  for (const std::string& section : row.sections) contract::append_listed(place, section);
  return place;
}

ReportRow indicator_row(const ReportView& view, const service::IndicatorStanding& standing) {
  const contract::Indicator& row = *standing.row;
  const auto* actual = actual_until(standing, view.figures.period.last());
  return {{indicator_label(row), "/indicators/" + std::to_string(row.no)},
          {cell_words(row.baseline, row)},
          {cell_words(row.target_2023, row)},
          {cell_words(row.target_2025, row)},
          {actual_words(actual)},
          {actual == nullptr ? std::string() : source_words(*actual)},
          {verdict_words(service::judge(row, actual))},
          {place_in_plan(row)}};
}

std::string leads_of(const PlanTask& task) {
  std::string leads = task.lead;
  for (const std::string& name : task.co_leads) contract::append_listed(leads, name);
  return leads;
}

ReportRow task_row(const PlanTask& task, TaskRole role) {
  const std::string due = task.due_year == 0 ? task.due_note : year_words(task.due_year);
  return {{task.id + " " + task.title, "/tasks/" + task.id},
          {words(kRoles[static_cast<std::size_t>(role)])},
          {leads_of(task)},
          {contract::joined(task.responsible)},
          {due.empty() ? words(Text::server_indicator_no_body) : due},
          {parts::share_name(task.portal), task.portal_link},
          {task.section}};
}

// The shares that serve an indicator, as far as they are published.
std::string served_words(const contract::Survey& survey, const service::KindResult& kind) {
  if (kind.completed == 0) return words(Text::server_survey_no_answers);
  std::string all;
  for (std::size_t i = 0; i < kind.questions.size(); ++i) {
    const service::QuestionResult& result = kind.questions[i];
    if (!survey.questions[i].serves) continue;
    std::string said = service::withheld_text(result);
    if (said.empty() && (!result.serving || result.serving->hidden))
      said = words(Text::server_survey_hidden_cell);
    if (said.empty()) {
      const service::CellResult& cell = *result.serving;
      said = contract::text(
          Text::server_report_share,
          {{"share", service::percent_text(cell.weighted ? cell.weighted->share : cell.share)},
           {"interval", service::interval_text(cell.weighted ? cell.weighted->interval : cell.interval)}});
    }
    const std::string no = std::to_string(survey.questions[i].serves->indicator);
    contract::append_listed(all, contract::text(Text::server_report_served, {{"no", no}, {"said", said}}),
                            contract::text(Text::server_survey_summary_separator));
  }
  return all;
}

ReportRow survey_row(const contract::Survey& survey, const service::KindResult& kind) {
  const std::string days = contract::text(
      Text::server_indicator_period_range,
      {{"from", contract::format_date(survey.opens)}, {"to", contract::format_date(survey.closes)}});
  const bool sampled = kind.kind == AnswerKind::invited && kind.invited > 0;
  return {{survey.title, "/surveys/" + survey.id},
          {service::kind_text(survey, kind.kind)},
          {days},
          {sampled ? std::to_string(kind.invited) : std::string()},
          report_number(kind.completed),
          {sampled ? service::percent_text(kind.response_rate) : std::string()},
          {served_words(survey, kind)}};
}

bool is_listed(const ReportView& view, const contract::WasteCell& cell) {
  const auto date = contract::parse_date(cell.date);
  if (date && *date > view.figures.period.last()) return false;
  if (view.body == nullptr) return true;
  return std::any_of(view.body->areas.begin(), view.body->areas.end(),
                     [&](const contract::Area* area) { return area->code == cell.area; });
}

}  // namespace

const contract::IndicatorRevision* actual_until(const service::IndicatorStanding& standing,
                                                contract::Date last) {
  for (auto at = standing.current.rbegin(); at != standing.current.rend(); ++at) {
    const contract::IndicatorRevision& revision = standing.revisions[*at];
    const auto period = contract::parse_period(revision.period);
    if (period && period->to <= last) return &revision;
  }
  return nullptr;
}

ReportBlock indicators_block(const ReportView& view) {
  ReportBlock block{words(Text::server_indicator_column_name),
                    {{words(Text::server_indicator_column_name), false, 30},
                     {words(Text::server_indicator_column_baseline), false, 14},
                     {words(Text::server_indicator_column_2023), false, 14},
                     {words(Text::server_indicator_column_2025), false, 14},
                     {words(Text::server_indicator_column_actual), false, 18},
                     {words(Text::server_indicator_source), false, 24},
                     {words(Text::server_indicator_column_verdict), false, 10},
                     {words(Text::server_plan_section), false, 24}},
                    {},
                    words(Text::server_report_no_indicators)};
  for (const service::IndicatorStanding& standing : view.figures.board->rows)
    if (service::indicator_bodies(view.plan(), *standing.row).contains(view.body->plan_id))
      block.rows.push_back(indicator_row(view, standing));
  const auto& table = view.figures.content->get<service::IndicatorContent>();
  block.sources = {{contract::text(Text::server_report_from_indicators,
                                   {{"title", table.source_title}, {"number", table.source_number}})},
                   {words(Text::server_indicator_method_title), "/indicators/method"}};
  return block;
}

ReportBlock tasks_block(const ReportView& view) {
  ReportBlock block{words(Text::server_plan_task),
                    {{words(Text::server_plan_task), false, 32},
                     {words(Text::server_report_role), false, 10},
                     {words(Text::server_plan_lead), false, 24},
                     {words(Text::server_plan_responsible), false, 36},
                     {words(Text::server_plan_due), false, 16},
                     {words(Text::server_plan_portal), false, 14},
                     {words(Text::server_plan_section), false, 14}},
                    {},
                    words(Text::server_report_no_tasks)};
  for (const TaskRole role : {TaskRole::lead, TaskRole::co_lead, TaskRole::responsible})
    for (const PlanTask& task : view.plan().tasks) {
      const service::TaskRoles roles = service::task_roles(view.plan(), task);
      const auto own = roles.find(view.body->plan_id);
      if (own != roles.end() && own->second == role) block.rows.push_back(task_row(task, role));
    }
  block.sources = {{words(Text::server_report_from_tasks)},
                   {words(Text::server_plan_tasks), "/tasks?body=" + view.body->plan_id}};
  return block;
}

ReportBlock surveys_block(const ReportView& view) {
  ReportBlock block{words(Text::server_survey_title),
                    {{words(Text::server_report_survey), false, 28},
                     {words(Text::server_report_answers), false, 16},
                     {words(Text::server_report_days), false, 24},
                     {words(Text::server_report_codes), true, 10},
                     {words(Text::server_report_completed), true, 10},
                     {words(Text::server_report_response), true, 10},
                     {words(Text::server_report_serving), false, 40}},
                    {},
                    words(Text::server_report_no_surveys)};
  for (const auto& results : view.figures.surveys) {
    if (results->survey.takes_invited) block.rows.push_back(survey_row(results->survey, results->invited));
    if (results->survey.takes_open) block.rows.push_back(survey_row(results->survey, results->open));
  }
  block.sources = {{words(Text::server_report_from_surveys)}, {words(Text::server_survey_title), "/surveys"}};
  return block;
}

ReportBlock cells_block(const ReportView& view) {
  ReportBlock block{words(Text::server_cells_title),
                    {{words(Text::server_cells_name), false, 30},
                     {words(Text::server_cells_type), false, 16},
                     {words(Text::server_cells_area), false, 16},
                     {words(Text::server_cells_status), false, 12},
                     {words(Text::server_cells_date), false, 14},
                     {words(Text::server_indicator_publisher), false, 24}},
                    {},
                    words(Text::server_report_no_cells)};
  for (const contract::WasteCell& cell : view.plan().cells.cells) {
    if (!is_listed(view, cell)) continue;
    const contract::CellType* type = contract::find_cell_type(view.plan().cells, cell.type);
    block.rows.push_back({{cell.name},
                          {type == nullptr ? cell.type : type->name},
                          {cell.area.empty() ? words(Text::server_cells_county)
                                             : service::area_name(*view.figures.content, cell.area)},
                          {parts::cell_status_name(cell.status)},
                          {cell.date},
                          {cell.publisher}});
  }
  block.sources = {{words(Text::server_report_from_cells)}, {words(Text::server_cells_title), "/cells"}};
  return block;
}

}  // namespace wufei::http
