#include "waste/ticket/ticket_store.hpp"

namespace wufei::storage {
namespace {

using contract::WasteTicket;

#define WUFEI_TICKET_COLUMNS "number, plate, day, grams, party, actor, entered_at, differs_since, version"
constexpr Query kPutTicket{
    "waste_ticket.put",
    "INSERT INTO waste_ticket (county, " WUFEI_TICKET_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (county, number) DO UPDATE"
    " SET plate = excluded.plate, day = excluded.day, grams = excluded.grams,"
    " party = excluded.party, actor = excluded.actor,"
    " differs_since = excluded.differs_since, version = excluded.version"};
constexpr Query kOfTicket{
    "waste_ticket.of", "SELECT " WUFEI_TICKET_COLUMNS " FROM waste_ticket WHERE county = ?1 AND number = ?2"};
constexpr Query kAllTickets{"waste_ticket.all",
                            "SELECT " WUFEI_TICKET_COLUMNS " FROM waste_ticket ORDER BY county, number"};
#undef WUFEI_TICKET_COLUMNS

WasteTicket read_ticket(Columns& columns) {
  WasteTicket row;
  columns.take(row.number, row.plate, row.day, row.grams, row.party, row.actor, row.entered_at,
               row.differs_since, row.version);
  return row;
}

void check_ticket_row(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_ticket(columns);
}

}  // namespace

void TicketStore::put(Session& session, const WasteTicket& ticket) const {
  session.run(kPutTicket, county_, ticket.number, ticket.plate, ticket.day, ticket.grams, ticket.party,
              ticket.actor, ticket.entered_at, ticket.differs_since, ticket.version);
}

std::optional<WasteTicket> TicketStore::of(Session& session, std::string_view number) const {
  return session.row(kOfTicket, read_ticket, county_, number);
}

StoreFacts TicketStore::facts() {
  return {.queries = {&kPutTicket, &kOfTicket, &kAllTickets},
          .tables = {{"", &kAllTickets, check_ticket_row}}};
}

}  // namespace wufei::storage
