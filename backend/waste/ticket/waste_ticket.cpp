#include "waste/ticket/waste_ticket.hpp"

#include <cstdlib>

#include "waste/weighing/plate.hpp"

namespace wufei::contract {
namespace {

bool is_other_plate(const WasteTicket& ticket, const LoadSaid& load) {
  return !ticket.plate.empty() && !load.vehicle.empty() &&
         comparable_plate(ticket.plate) != comparable_plate(load.vehicle);
}

// Before it started, or further from its arrival than the days.
bool is_other_day(const WasteTicket& ticket, const LoadSaid& load, std::int64_t days) {
  if (ticket.day == Date{} || load.arrived_at == 0) return false;
  const bool early = load.started_at > 0 && ticket.day < china_date(load.started_at);
  return early || std::abs(ticket.day.days - china_date(load.arrived_at).days) > days;
}

bool is_other_weight(const WasteTicket& ticket, const LoadSaid& load, std::int64_t percent) {
  return ticket.grams > 0 && load.received > 0 &&
         std::abs(ticket.grams - load.received) * 100 > load.received * percent;
}

}  // namespace

TicketDifference ticket_difference(const WasteTicket& ticket, const LoadSaid& load, std::int64_t percent,
                                   std::int64_t days) {
  return {is_other_plate(ticket, load), is_other_day(ticket, load, days),
          is_other_weight(ticket, load, percent)};
}

}  // namespace wufei::contract
