#include "assessment/report_page.hpp"

#include "assessment/report_view.hpp"
#include "desk/cases/statistics_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/table/report_table.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::ReportPeriod;
using contract::StaffCaller;
using contract::Text;

// What an address asks for, as far as this reader may have it.
struct Asked {
  service::ContentPtr content;  // that the bodies point into
  std::vector<service::ReportBody> bodies;
  const service::ReportBody* body = nullptr;
  ReportPeriod period;
  std::string refused = {};  // why there is nothing to show, in words

  [[nodiscard]] service::ReportSubject subject() const { return {period, content, bodies, body}; }
};

// This month when none is named.
void take_period(Asked& asked, const Request& request, contract::UtcSeconds now) {
  const contract::YearMonthDay today = contract::year_month_day(contract::china_date(now));
  asked.period = {today.year, today.month};
  if (request.query_value("year").empty() && request.query_value("month").empty()) return;
  const auto period =
      contract::parse_report_period(request.query_value("year"), request.query_value("month"));
  if (!period || period->year < kFirstCaseYear)
    asked.refused = contract::text(Text::server_report_no_period, {{"year", std::to_string(kFirstCaseYear)}});
  else if (contract::period_state(*period, now) == contract::PeriodState::future)
    asked.refused = contract::text(Text::server_report_future, {{"period", report_period_words(*period)}});
  if (period && asked.refused.empty()) asked.period = *period;
}

// Errors: not_found (no such body), forbidden (another's).
contract::Status take_body(Asked& asked, const Request& request, const StaffCaller& caller) {
  const std::string_view wanted = request.query_value("body");
  const std::string& department = caller.account.department;
  asked.body = contract::find_by(&service::ReportBody::id, asked.bodies, wanted);
  if (!wanted.empty() && asked.body == nullptr)
    return contract::make_error(ErrorCode::not_found, "no such body");
  if (department.empty()) return contract::ok();
  const auto* own = service::body_written(*asked.content, asked.bodies, department);
  if (own == nullptr)
    asked.refused = contract::text(Text::server_report_no_department, {{"department", department}});
  if (asked.body != nullptr && asked.body != own)
    return contract::make_error(ErrorCode::forbidden, "another body");
  asked.body = own;
  return contract::ok();
}

contract::Result<Asked> asked_for(service::ReportService& reports, const Request& request,
                                  const StaffCaller& caller) {
  Asked asked{reports.content(), {}, nullptr, {}};
  asked.bodies = service::report_bodies(*asked.content);
  take_period(asked, request, reports.now());
  if (auto taken = take_body(asked, request, caller); !taken) return taken.error();
  return asked;
}

Response show_report(const StaffDoor& door, service::ReportService& reports, const Request& request,
                     const StaffCaller& caller) {
  const auto asked = asked_for(reports, request, caller);
  if (!asked) return door.refusal(request, caller, asked.error());
  const ReportChoice choice{asked->bodies, asked->body, asked->period,
                            contract::year_month_day(contract::china_date(reports.now())).year, caller};
  const auto show = [&](std::string markup, int status) {
    return door.show(caller,
                     {std::string(kReport), words(Text::server_report_title), std::move(markup), status});
  };
  if (!asked->refused.empty())
    return show(refused_html(choice, asked->refused), contract::error_status(ErrorCode::invalid));
  const auto figures = reports.read(asked->subject(), caller.actor());
  if (!figures) return door.refusal(request, caller, figures.error());
  return show(report_html(choice, {*figures, asked->bodies, asked->body, caller}), 200);
}

Response report_file(const StaffDoor& door, service::ReportService& reports, const Request& request,
                     const StaffCaller& caller) {
  const auto asked = asked_for(reports, request, caller);
  if (!asked) return door.refusal(request, caller, asked.error());
  if (!asked->refused.empty()) return StaffDoor::see_other(report_path(asked->period, {}));
  const std::string body = asked->body == nullptr ? std::string() : asked->body->id;
  const auto figures = reports.read(asked->subject(), caller.actor());
  if (!figures) return door.refusal(request, caller, figures.error());
  auto bytes = service::report_workbook(report_tables({*figures, asked->bodies, asked->body, caller}));
  if (!bytes) return door.refusal(request, caller, bytes.error());
  if (auto noted = reports.note_export(asked->period, body, caller.actor()); !noted)
    return door.refusal(request, caller, noted.error());
  Response response = text_response(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    std::move(*bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"report-" +
                                                  contract::report_period_id(asked->period) +
                                                  (body.empty() ? body : "-" + body) + ".xlsx\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_report_pages(StaffDoor& door, service::ReportService& reports) {
  door.enter({std::string(kReport), words(Text::server_report_title), "newspaper", Permission::view_reports});
  door.page(kReport, "desk_report", Permission::view_reports,
            [&door, &reports](const Request& request, const StaffCaller& caller) {
              return show_report(door, reports, request, caller);
            });
  door.page(std::string(kReport) + "/xlsx", "desk_report_xlsx", Permission::view_reports,
            [&door, &reports](const Request& request, const StaffCaller& caller) {
              return report_file(door, reports, request, caller);
            });
}

}  // namespace wufei::http
