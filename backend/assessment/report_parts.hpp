// The tables of a report, one by one, and what they are made of.
#pragma once

#include "assessment/report.hpp"

namespace wufei::http {

using ReportRow = std::vector<ReportCell>;

ReportCell report_number(std::int64_t number, std::string href = {});

// Of the values that nothing corrects, the latest whose time was over with the report's period; null: none.
const contract::IndicatorRevision* actual_until(const service::IndicatorStanding& standing,
                                                contract::Date last);

// Tables of the plan: of `view.body`, or of the county for null.
ReportBlock indicators_block(const ReportView& view);
ReportBlock tasks_block(const ReportView& view);
ReportBlock surveys_block(const ReportView& view);
ReportBlock cells_block(const ReportView& view);
// Tables of the desk's work.
ReportBlock cases_block(const ReportView& view);
ReportBlock bookings_block(const ReportView& view);
ReportBlock collected_block(const ReportView& view);
ReportBlock categories_block(const ReportView& view);
// One line for each body.
ReportBlock bodies_block(const ReportView& view);

// Cases by the name that the desk wrote as their body: those of this body, for null those of none.
std::vector<const service::CaseGroup*> cases_of(const ReportView& view, const service::ReportBody* body);
std::vector<ReportColumn> cases_columns();
// The cells of those columns; what is counted of one name leads to its cases.
void add_case_cells(ReportRow& row, const ReportView& view,
                    const std::vector<const service::CaseGroup*>& groups);
ReportCell cases_source(const ReportView& view);
// Areas whose pickups stand in the report: of the body, or all, those that the content lost too; none when
// pickups are not its work.
std::vector<std::string> reported_areas(const ReportView& view);

}  // namespace wufei::http
