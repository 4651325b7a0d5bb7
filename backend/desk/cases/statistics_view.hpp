// Statistics of cases as a page and as tables of a workbook. Writes markup only.
#pragma once

#include <string>
#include <vector>

#include "desk/cases/case_statistics.hpp"
#include "desk/desk_parts.hpp"
#include "indicator/indicator_service.hpp"
#include "lib/table/report_table.hpp"

namespace wufei::http {

struct StatisticsView {
  const contract::StaffCaller& caller;
  const service::CaseStatistics& statistics;
  const service::IndicatorStanding* indicator = nullptr;  // null: the plan has no such row
  int first_year = 0, last_year = 0;                      // that can be chosen
};
std::string statistics_html(const StatisticsView& view);
// By topic, body and month, and what is counted.
std::vector<service::ReportTable> statistics_tables(const service::CaseStatistics& statistics);

}  // namespace wufei::http
