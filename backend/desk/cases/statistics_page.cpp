#include "desk/cases/statistics_page.hpp"

#include "desk/cases/statistics_view.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"
#include "lib/table/report_table.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

// That of the address, else this one.
int year_of(const Request& request, contract::Date today) {
  const int now = contract::year_month_day(today).year;
  const auto year = contract::entered_whole(request.query_value("year"), now);
  return year && *year >= kFirstCaseYear ? static_cast<int>(*year) : now;
}

contract::Result<service::CaseStatistics> counted(const DeskGround& desk, const Request& request,
                                                  const StaffCaller& caller) {
  const int year = year_of(request, desk.today());
  std::optional<std::string> body;
  if (!caller.account.department.empty()) body = caller.account.department;
  const auto rows = desk.cases.figures(service::first_of_month(year, 1), service::last_of_month(year, 12),
                                       body, caller.actor());
  if (!rows) return rows.error();
  const auto content = desk.content.current();
  return service::count_cases(*rows, content->get<service::FeedbackContent>(), year, desk.today());
}

Response show_statistics(const DeskGround& desk, const service::IndicatorService& indicators,
                         const Request& request, const StaffCaller& caller) {
  const auto statistics = counted(desk, request, caller);
  if (!statistics) return desk.door.refusal(request, caller, statistics.error());
  const service::IndicatorBoardPtr board = indicators.board();
  const StatisticsView view{caller, *statistics, board ? board->find(kSettledIndicator) : nullptr,
                            kFirstCaseYear, contract::year_month_day(desk.today()).year};
  return desk.door.show(caller, {std::string(kCaseStatistics), words(Text::server_work_case_statistics),
                                 statistics_html(view)});
}

Response show_workbook(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto statistics = counted(desk, request, caller);
  if (!statistics) return desk.door.refusal(request, caller, statistics.error());
  auto bytes = service::report_workbook(statistics_tables(*statistics));
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  Response response = text_response(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    std::move(*bytes));
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"cases-" + std::to_string(statistics->year) + ".xlsx\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_case_statistics_pages(const std::shared_ptr<const DeskGround>& desk,
                               const service::IndicatorService& indicators) {
  desk->door.page(kCaseStatistics, "desk_case_statistics", Permission::view_reports,
                  [desk, &indicators](const Request& request, const StaffCaller& caller) {
                    return show_statistics(*desk, indicators, request, caller);
                  });
  desk->door.page(std::string(kCaseStatistics) + "/xlsx", "desk_case_statistics_xlsx",
                  Permission::view_reports, [desk](const Request& request, const StaffCaller& caller) {
                    return show_workbook(*desk, request, caller);
                  });
}

}  // namespace wufei::http
