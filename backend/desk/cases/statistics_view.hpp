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
// Their mean to one decimal, "4.5"; "" for none.
std::string stars_words(std::int64_t rated, std::int64_t stars);
// "83%" of the due cases were handled in time; "" when none is due.
std::string case_rate_text(const service::CaseTally& tally);
std::string statistics_html(const StatisticsView& view);
// By topic, body and month, and what is counted.
std::vector<service::ReportTable> statistics_tables(const service::CaseStatistics& statistics);

}  // namespace wufei::http
