#include "desk/plan/people_sheet.hpp"

#include "desk/plan/people_words.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "lib/table/sheet.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::app {
namespace {

using contract::Text;

std::vector<std::string> cells_of(const service::PersonToTell& one) {
  const service::RunSheetRow& stop = one.stop;
  const auto own = contract::own_phones(stop.phone, stop.proxy);
  return {contract::format_date(stop.date),
          contract::format_clock(stop.start_minute) + "-" + contract::format_clock(stop.end_minute),
          stop.reference,
          contract::with_paper_phones(stop.area_name + stop.village_name + " " + stop.address, own),
          stop.contact_name,
          contract::paper_phone(stop.phone),
          contract::with_paper_phones(stop.items, own),
          http::why_words(one),
          http::told_words(one)};
}

}  // namespace

contract::Result<std::string> people_xlsx(const std::vector<service::PersonToTell>& people,
                                          std::string_view title) {
  const auto column = [](Text text, double width) {
    return SheetColumn{std::string(contract::text(text)), width};
  };
  Sheet sheet;
  sheet.columns = {column(Text::server_work_date, 12),     column(Text::server_work_window, 13),
                   column(Text::cli_column_reference, 16), column(Text::server_work_place, 36),
                   column(Text::server_work_person, 10),   column(Text::server_work_phone, 14),
                   column(Text::server_work_items, 26),    column(Text::server_rota_why, 28),
                   column(Text::server_rota_told, 22)};
  for (const service::PersonToTell& one : people) sheet.rows.push_back(cells_of(one));
  return sheet_xlsx(sheet, title);
}

}  // namespace wufei::app
