// A report as a page, which prints on A4, and as the sheets of a workbook.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assessment/report.hpp"
#include "lib/table/report_table.hpp"

namespace wufei::http {

// What can be chosen, and what is.
struct ReportChoice {
  const std::vector<service::ReportBody>& bodies;
  const service::ReportBody* body = nullptr;
  contract::ReportPeriod period;
  int last_year = 0;
  const contract::StaffCaller& caller;
};

std::string report_html(const ReportChoice& choice, const ReportView& view);
// The choice alone, and why there is no report.
std::string refused_html(const ReportChoice& choice, std::string_view why);
std::vector<service::ReportTable> report_tables(const ReportView& view);

}  // namespace wufei::http
