#include "desk/sheets/sheet_page.hpp"

#include <algorithm>
#include <map>

#include "desk/desk_parts.hpp"
#include "desk/sheets/sheet_pdf.hpp"
#include "desk/sheets/sheet_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kSheets = "/desk/sheets";
constexpr std::size_t kForm = 4 * 1024;

std::optional<contract::Date> date_in(const Request& request) {
  return contract::parse_date(request.path_parameter("date"));
}

contract::Error no_such_day() {
  return contract::make_error(ErrorCode::not_found, "no such day");
}

contract::Result<std::vector<CrewCount>> crews_of(const DeskGround& desk, const StaffCaller& caller,
                                                  contract::Date date) {
  const auto rows = desk.pickups.run_sheet(date, {}, false, caller.actor());
  if (!rows) return rows.error();
  const auto dispatched = desk.sheets.dispatched(date);
  if (!dispatched) return dispatched.error();
  std::map<std::string, CrewCount> crews;
  for (const service::RunSheetRow& row : *rows) ++crews[row.crew].stops;
  for (const std::string& crew : *dispatched) crews[crew].dispatched = true;
  std::vector<CrewCount> list;
  for (auto& [crew, count] : crews) {
    count.crew = crew;
    list.push_back(count);
  }
  return list;
}

Response show_list(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const contract::Date date = contract::entered_date(request.query_value("date")).value_or(desk.today());
  auto crews = crews_of(desk, caller, date);
  if (!crews) return desk.door.refusal(request, caller, crews.error());
  return desk.door.show(caller, {std::string(kSheets), words(Text::server_work_sheets),
                                 sheet_list_html({date, std::move(*crews)})});
}

struct Shown {
  std::string crew;
  bool frozen = false, with_phones = false;
  std::vector<FormFault> faults = {};
  int status = 200;
};

// The sheet as it was dispatched, in the place of the one that stands now. Errors: not_found.
contract::Status thaw(service::CrewSheet& sheet) {
  if (!sheet.frozen) return contract::make_error(ErrorCode::not_found, "nothing was dispatched");
  std::vector<service::SheetLine> lines;
  for (const storage::FrozenStop& stop : sheet.frozen->stops)
    lines.push_back({service::row_of(stop, sheet), service::StopChange::none});
  sheet.lines = std::move(lines);
  return contract::ok();
}

Response sheet_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller, Shown shown) {
  const auto date = date_in(request);
  if (!date) return desk.door.refusal(request, caller, no_such_day());
  auto sheet = desk.sheets.sheet(*date, shown.crew, shown.with_phones, caller.actor());
  if (!sheet) return desk.door.refusal(request, caller, sheet.error());
  if (shown.frozen)
    if (auto done = thaw(*sheet); !done) return desk.door.refusal(request, caller, done.error());
  const StaffNames names(desk.door);
  const SheetView view{caller,
                       *sheet,
                       names,
                       shown.frozen,
                       shown.with_phones,
                       request.query_value("done"),
                       std::move(shown.faults),
                       desk.public_url.empty() ? std::string() : desk.public_url + "/desk/stops"};
  return desk.door.show(
      caller, {std::string(kSheets), words(Text::server_work_sheet), sheet_html(view), shown.status});
}

// What a browser keeps as a file.
Response attachment(std::string type, const std::string& name, std::string bytes) {
  Response response = text_response(200, std::move(type), std::move(bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response show_xlsx(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto date = date_in(request);
  if (!date) return desk.door.refusal(request, caller, no_such_day());
  const auto sheet = desk.sheets.sheet(*date, request.query_value("crew"), false, caller.actor());
  if (!sheet) return desk.door.refusal(request, caller, sheet.error());
  std::vector<service::RunSheetRow> rows;
  for (const service::SheetLine& line : sheet->lines)
    if (line.change != service::StopChange::removed) rows.push_back(line.row);
  auto bytes = desk.workbook(rows, contract::format_date(*date));
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  return attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "run-sheet-" + contract::format_date(*date) + ".xlsx", std::move(*bytes));
}

// `frozen`: as it was dispatched.
Response show_pdf(const DeskGround& desk, const Request& request, const StaffCaller& caller, bool frozen) {
  const auto date = date_in(request);
  if (!date) return desk.door.refusal(request, caller, no_such_day());
  auto sheet = desk.sheets.sheet(*date, request.query_value("crew"), false, caller.actor());
  if (!sheet) return desk.door.refusal(request, caller, sheet.error());
  if (frozen)
    if (auto done = thaw(*sheet); !done) return desk.door.refusal(request, caller, done.error());
  PaperSheet paper{*sheet, desk.public_url.empty() ? std::string() : desk.public_url + "/desk/stops"};
  if (sheet->frozen)
    paper.dispatched = contract::text(Text::server_work_dispatched_at,
                                      {{"when", short_moment(sheet->frozen->at)},
                                       {"name", StaffNames(desk.door).of(sheet->frozen->actor)}});
  auto bytes = sheet_pdf(paper);
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  return attachment("application/pdf", "run-sheet-" + contract::format_date(*date) + ".pdf",
                    std::move(*bytes));
}

Response dispatch(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                  const FormFields& fields) {
  const auto date = date_in(request);
  if (!date) return desk.door.refusal(request, caller, no_such_day());
  const std::string crew(field_value(fields, "crew"));
  const auto kept = desk.sheets.dispatch(*date, crew, caller.actor());
  if (kept)
    return StaffDoor::see_other(
        with_query("/desk/sheets/" + contract::format_date(*date), {{"crew", crew}, {"done", "dispatched"}}));
  const bool empty = kept.error().code == ErrorCode::conflict;
  std::vector<FormFault> faults =
      empty ? std::vector<FormFault>{{{}, {}, words(Text::server_work_nothing_to_dispatch)}}
            : desk_faults(kept.error());
  return sheet_reply(desk, request, caller,
                     {.crew = crew, .faults = std::move(faults), .status = again_status(kept.error())});
}

}  // namespace

void add_sheet_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string one = std::string(kSheets) + "/{date}";
  desk->door.page(kSheets, "desk_sheets", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_list(*desk, request, caller);
                  });
  desk->door.page(
      one, "desk_sheet", Permission::view_pickups, [desk](const Request& request, const StaffCaller& caller) {
        return sheet_reply(*desk, request, caller, {.crew = std::string(request.query_value("crew"))});
      });
  desk->door.page(one + "/frozen", "desk_frozen_sheet", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return sheet_reply(*desk, request, caller,
                                       {.crew = std::string(request.query_value("crew")), .frozen = true});
                  });
  desk->door.page(one + "/xlsx", "desk_sheet_xlsx", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_xlsx(*desk, request, caller);
                  });
  for (const bool frozen : {false, true})
    desk->door.page(one + (frozen ? "/frozen/pdf" : "/pdf"),
                    frozen ? "desk_frozen_sheet_pdf" : "desk_sheet_pdf", Permission::view_pickups,
                    [desk, frozen](const Request& request, const StaffCaller& caller) {
                      return show_pdf(*desk, request, caller, frozen);
                    });
  desk->door.form(
      one + "/phones", "desk_sheet_phones", Permission::view_phone,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        if (!caller.may(Permission::view_pickups)) return not_theirs(*desk, request, caller);
        return sheet_reply(*desk, request, caller,
                           {.crew = std::string(field_value(fields, "crew")), .with_phones = true});
      },
      kForm);
  desk->door.form(
      one + "/dispatch", "desk_dispatch", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return dispatch(*desk, request, caller, fields);
      },
      kForm);
}

}  // namespace wufei::http
