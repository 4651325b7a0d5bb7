#include "ledger/desk/ledger_page.hpp"

#include <algorithm>

#include "ledger/desk/ledger_view.hpp"
#include "ledger/desk/ledger_workbook.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr int kRowsOnPage = 200, kRowsInBook = 20'000;
constexpr std::size_t kLongestName = 120;  // bytes of a filter's value; none is longer

struct LedgerDesk {
  StaffDoor& door;
  service::LedgerService& ledger;
  const service::ContentSource& content;
  service::Clock& clock;
};

std::string filter_value(const Request& request, std::string_view name) {
  std::string value = contract::trimmed(request.query_value(name));
  return value.size() > kLongestName ? std::string() : value;
}

// A month or year that is none is left out, like a number that is none.
storage::LedgerFilter ledger_filter(const Request& request) {
  const std::string wanted = contract::entered_symbols(request.query_value("month"));
  storage::LedgerFilter filter;
  filter.month = contract::entered_month(wanted).value_or(0);
  if (const auto january = contract::parse_month(wanted + "-01"))
    filter = storage::ledger_year(*january / 100);
  filter.area = filter_value(request, "area");
  filter.category = filter_value(request, "category");
  filter.crew = filter_value(request, "crew");
  return filter;
}

std::int64_t row_before(const Request& request) {
  return std::max<std::int64_t>(contract::leading_whole<std::int64_t>(request.query_value("before")), 0);
}

Response show_ledger(const LedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const storage::LedgerFilter filter = ledger_filter(request);
  const std::int64_t before = row_before(request);
  auto found = desk.ledger.view(filter, kRowsOnPage, before > 0 ? before : storage::LedgerStore::kNoEnd);
  if (!found) return desk.door.refusal(request, caller, found.error());
  const auto content = desk.content.current();
  return desk.door.show(caller, {std::string(kLedger), words(Text::server_ledger_title),
                                 ledger_html({*content, filter, std::move(*found), before})});
}

Response ledger_book(const LedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const storage::LedgerFilter filter = ledger_filter(request);
  auto found = desk.ledger.view(filter, kRowsInBook);
  if (!found) return desk.door.refusal(request, caller, found.error());
  const auto content = desk.content.current();
  auto bytes = ledger_workbook({*content, filter, std::move(*found)}, contract::china_date(desk.clock.now()));
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  Response response = text_response(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    std::move(*bytes));
  const std::string months = ledger_period(filter);
  response.headers.set("Content-Disposition", "attachment; filename=\"ledger" +
                                                  (months.empty() ? months : "-" + months) + ".xlsx\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_ledger_pages(StaffDoor& door, service::LedgerService& ledger, const service::ContentSource& content,
                      service::Clock& clock) {
  const auto desk = std::make_shared<const LedgerDesk>(LedgerDesk{door, ledger, content, clock});
  door.enter(
      {std::string(kLedger), words(Text::server_ledger_title), "clipboard-text", Permission::view_reports});
  door.page(kLedger, "desk_ledger", Permission::view_reports,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_ledger(*desk, request, caller);
            });
  door.page(std::string(kLedger) + "/xlsx", "desk_ledger_xlsx", Permission::view_reports,
            [desk](const Request& request, const StaffCaller& caller) {
              return ledger_book(*desk, request, caller);
            });
}

}  // namespace wufei::http
