#include "waste/balance/waste_ledger_page.hpp"

#include <algorithm>
#include <optional>

#include "desk/desk_parts.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/balance/waste_ledger_workbook.hpp"
#include "waste/book/waste_book.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr int kRowsOnPage = 100, kRowsInBook = 20'000;

struct WasteLedgerDesk {
  StaffDoor& door;
  storage::Store& store;
  service::WasteLedgerService& ledger;
  const service::ContentSource& content;
  service::Clock& clock;
};

// Whose ledger somebody reads, and whether they write in it. party 0: staff, who have chosen none.
struct Reading {
  std::int64_t party = 0;
  bool writes = false;
};

std::int64_t number_of(std::string_view text) {
  return std::max<std::int64_t>(contract::leading_whole<std::int64_t>(text), 0);
}

// Whoever works for no party, or asks for another one, finds nothing: the same as what does not exist.
contract::Result<Reading> reading_of(const WasteLedgerDesk& desk, const Request& request,
                                     const StaffCaller& caller) {
  const std::int64_t wanted = number_of(request.query_value("party"));
  if (caller.may(Permission::view_waste)) return Reading{wanted, false};
  const auto member = desk.ledger.member(caller.account.id);
  if (!member) return member.error();
  if (!*member || (wanted > 0 && wanted != (*member)->party) || !caller.may(Permission::work_waste))
    return contract::make_error(ErrorCode::not_found, "no such ledger");
  const contract::MemberRole role = (*member)->role;
  // A driver has the records of its own way, nothing else.
  if (role == contract::MemberRole::driver)
    return contract::make_error(ErrorCode::not_found, "no such ledger");
  return Reading{(*member)->party,
                 role == contract::MemberRole::admin || role == contract::MemberRole::clerk};
}

contract::Month months_before(contract::Month month, int count) {
  const int months = month / 100 * 12 + month % 100 - 1 - count;
  return months / 12 * 100 + months % 12 + 1;
}

// The last twelve months unless others are asked for.
storage::MovementFilter ledger_filter(const WasteLedgerDesk& desk, const Request& request,
                                      std::int64_t party) {
  const contract::Month now = contract::month_of(contract::china_date(desk.clock.now()));
  storage::MovementFilter filter;
  filter.party = party;
  filter.until = contract::entered_month(request.query_value("until")).value_or(now);
  filter.from =
      contract::entered_month(request.query_value("from")).value_or(months_before(filter.until, 11));
  const std::string code = contract::trimmed(request.query_value("code"));
  if (const auto slash = code.find('/'); slash != std::string::npos && code.size() <= 80) {
    filter.field = code.substr(0, slash);
    filter.code = code.substr(slash + 1);
  }
  return filter;
}

struct Again {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

Response ledger_reply(const WasteLedgerDesk& desk, const StaffCaller& caller, std::string markup,
                      int status) {
  return desk.door.show(
      caller, {std::string(kWasteLedger), words(Text::server_balance_ledger), std::move(markup), status});
}

// Of staff; what a party's people do with their own book is theirs.
contract::Status noted_look(const WasteLedgerDesk& desk, const StaffCaller& caller, const char* action,
                            std::int64_t party) {
  if (!caller.may(Permission::view_waste)) return contract::ok();
  return desk.ledger.looked(caller.actor(), action, std::to_string(party));
}

Response parties_reply(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto parties = desk.ledger.parties();
  if (!parties) return desk.door.refusal(request, caller, parties.error());
  return ledger_reply(desk, caller, waste_parties_html(*parties), 200);
}

Response show_reading(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller,
                      const Reading& reading, Again again) {
  const storage::MovementFilter filter = ledger_filter(desk, request, reading.party);
  std::optional<std::int64_t> facility;
  if (!request.query_value("facility").empty()) facility = number_of(request.query_value("facility"));
  auto found = desk.ledger.view(filter, number_of(request.query_value("before")), kRowsOnPage, facility);
  if (!found) return desk.door.refusal(request, caller, found.error());
  if (auto noted = noted_look(desk, caller, "waste_ledger_view", reading.party); !noted)
    return desk.door.refusal(request, caller, noted.error());
  const auto content = desk.content.current();
  const WasteLedgerPageView view{caller,
                                 content->get<service::WasteContent>(),
                                 filter,
                                 std::move(*found),
                                 contract::china_date(desk.clock.now()),
                                 reading.writes,
                                 std::string(request.query_value("done")),
                                 std::move(again.faults),
                                 again.typed,
                                 facility};
  return ledger_reply(desk, caller, waste_ledger_html(view), again.status);
}

Response show_ledger(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto reading = reading_of(desk, request, caller);
  if (!reading) return desk.door.refusal(request, caller, reading.error());
  if (reading->party == 0) return parties_reply(desk, request, caller);
  return show_reading(desk, request, caller, *reading, {});
}

// A workbook of a view. Errors: as the caller is told.
using MakeBook = contract::Result<std::string> (*)(const WasteLedgerDesk& desk,
                                                   const WasteLedgerPageView& view);

Response xlsx_response(std::string bytes, const std::string& name, const storage::MovementFilter& filter) {
  Response response = text_response(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    std::move(bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "-" +
                                                  contract::format_month(filter.from) + "-" +
                                                  contract::format_month(filter.until) + ".xlsx\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response book_reply(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller,
                    storage::MovementFilter filter, const std::string& name, MakeBook make) {
  auto found = desk.ledger.view(filter, 0, kRowsInBook);
  if (!found) return desk.door.refusal(request, caller, found.error());
  if (auto noted = noted_look(desk, caller, "waste_ledger_xlsx", filter.party); !noted)
    return desk.door.refusal(request, caller, noted.error());
  const auto content = desk.content.current();
  auto bytes = make(desk, {caller, content->get<service::WasteContent>(), filter, std::move(*found),
                           contract::china_date(desk.clock.now())});
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  return xlsx_response(std::move(*bytes), name, filter);
}

// The whole book leaves the house with staff and with those who keep it.
contract::Result<Reading> taking_of(const WasteLedgerDesk& desk, const Request& request,
                                    const StaffCaller& caller) {
  auto reading = reading_of(desk, request, caller);
  if (!reading || reading->writes || caller.may(Permission::view_waste)) return reading;
  return contract::make_error(ErrorCode::forbidden, "reads only");
}

Response ledger_book(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto reading = taking_of(desk, request, caller);
  if (!reading) return desk.door.refusal(request, caller, reading.error());
  return book_reply(
      desk, request, caller, ledger_filter(desk, request, reading->party), "waste-ledger",
      [](const WasteLedgerDesk&, const WasteLedgerPageView& view) { return waste_ledger_workbook(view); });
}

// In the tables that offices ask for, of all its codes.
Response office_book(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto reading = taking_of(desk, request, caller);
  if (!reading) return desk.door.refusal(request, caller, reading.error());
  storage::MovementFilter filter = ledger_filter(desk, request, reading->party);
  filter.field.clear();
  filter.code.clear();
  return book_reply(desk, request, caller, filter, "waste-tables",
                    [](const WasteLedgerDesk& room, const WasteLedgerPageView& view) {
                      const auto shipments = shipments_of(room.store, view.ledger.rows);
                      return shipments ? waste_book(view, *shipments)
                                       : contract::Result<std::string>(shipments.error());
                    });
}

service::EntryWish wish_in(const FormFields& fields, const service::WasteContent& content) {
  service::EntryWish wish;
  wish.kind = storage::movement_from_name(field_value(fields, "kind"));
  const std::string what = entered(fields, "what");
  if (const auto slash = what.find('/'); slash != std::string::npos) {
    wish.field = what.substr(0, slash);
    wish.code = what.substr(slash + 1);
  }
  wish.facility = number_field(fields, "facility");
  wish.grams = contract::parse_amount(field_value(fields, "amount"), waste_unit(content, wish.field));
  wish.on = contract::entered_date(field_value(fields, "day"));
  wish.reason = entered(fields, "reason");
  wish.last = number_field(fields, "last");
  return wish;
}

Response enter_row(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller,
                   const FormFields& fields) {
  const auto reading = reading_of(desk, request, caller);
  if (!reading) return desk.door.refusal(request, caller, reading.error());
  if (!reading->writes)
    return desk.door.refusal(request, caller, contract::make_error(ErrorCode::forbidden, "reads only"));
  const auto content = desk.content.current();
  const auto answer = desk.ledger.enter(
      reading->party, wish_in(fields, content->get<service::WasteContent>()), caller.actor());
  if (!answer) return desk.door.refusal(request, caller, answer.error());
  if (answer->faults.empty())
    return StaffDoor::see_other(with_query(std::string(kWasteLedger), {{"done", "entered"}}));
  std::vector<FormFault> faults;
  const bool moved = answer->faults.front() == service::EntryFault::moved;
  for (const service::EntryFault fault : answer->faults) faults.push_back(entry_fault(fault));
  return show_reading(desk, request, caller, *reading, {std::move(faults), &fields, moved ? 409 : 400});
}

Response take_back_row(const WasteLedgerDesk& desk, const Request& request, const StaffCaller& caller,
                       const FormFields& fields) {
  const auto reading = reading_of(desk, request, caller);
  if (!reading) return desk.door.refusal(request, caller, reading.error());
  if (!reading->writes)
    return desk.door.refusal(request, caller, contract::make_error(ErrorCode::forbidden, "reads only"));
  const std::int64_t row = number_field(fields, "row");
  const std::string why = entered(fields, "why-" + std::to_string(row));
  const auto done = desk.ledger.take_back(reading->party, row, why, caller.actor());
  if (!done) return desk.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(with_query(std::string(kWasteLedger), {{"done", "back"}}));
}

}  // namespace

void add_waste_ledger_pages(StaffDoor& door, storage::Store& store, service::WasteLedgerService& ledger,
                            const service::ContentSource& content, service::Clock& clock) {
  const auto desk =
      std::make_shared<const WasteLedgerDesk>(WasteLedgerDesk{door, store, ledger, content, clock});
  const auto with = [&desk](auto work) {
    return [desk, work](const auto&... parts) { return work(*desk, parts...); };
  };
  for (const Permission permission : {Permission::view_waste, Permission::work_waste})
    door.enter({std::string(kWasteLedger), words(Text::server_balance_ledger), "clipboard-text", permission});
  const std::string path(kWasteLedger);
  door.page(path, "desk_waste_ledger", Permission::own_account, with(show_ledger));
  door.page(path + "/xlsx", "desk_waste_ledger_xlsx", Permission::own_account, with(ledger_book));
  door.page(path + "/tables", "desk_waste_ledger_tables", Permission::own_account, with(office_book));
  door.form(path, "desk_waste_enter", Permission::work_waste, with(enter_row));
  door.form(kWasteLedgerBack, "desk_waste_take_back", Permission::work_waste, with(take_back_row));
}

}  // namespace wufei::http
