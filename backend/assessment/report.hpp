// A report as tables of texts, each of which says where its figures come from: what the page, the paper and
// the workbook show alike. Writes no markup.
#pragma once

#include <string>
#include <vector>

#include "account/account.hpp"
#include "assessment/report_bodies.hpp"
#include "assessment/report_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kReport = "/desk/report";

struct ReportCell {
  std::string text;
  std::string href = {};  // the page that has its rows, "" = none that this reader may open
};

struct ReportColumn {
  std::string title;
  bool number = false;
  double width = 10;  // in the workbook, characters
};

struct ReportBlock {
  std::string title;
  std::vector<ReportColumn> columns;
  std::vector<std::vector<ReportCell>> rows = {};
  std::string nothing = {};  // said when there are no rows
  std::vector<ReportCell> sources = {};
};

// What is reported to whom. `body` null: of all bodies, one line each.
struct ReportView {
  const service::ReportFigures& figures;
  const std::vector<service::ReportBody>& bodies;
  const service::ReportBody* body = nullptr;
  const contract::StaffCaller& caller;

  [[nodiscard]] const contract::Plan& plan() const { return figures.content->get<service::PlanContent>(); }
};

// "2026-11" in the words of the locale.
std::string report_period_words(const contract::ReportPeriod& period);
// Of what the report is, without the body's name.
std::string report_title(const ReportView& view);
std::string report_body_name(const ReportView& view);
// Whether the figures may still change, and when they were read.
std::string report_state_words(const service::ReportFigures& figures);
std::string report_path(const contract::ReportPeriod& period, std::string_view body,
                        std::string_view below = {});

// In the order of the page.
std::vector<ReportBlock> report_blocks(const ReportView& view);

}  // namespace wufei::http
