// What the receiver's own weigh ticket says of a load, beside the record that all its parties sign. Plain
// values.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

struct WasteTicket {
  std::string number = {};    // of the record
  std::string plate = {};     // as it is printed, "" = not told
  Date day = {};              // of the weighing, 0 = not told
  std::int64_t grams = 0;     // net, 0 = not told
  std::int64_t party = 0;     // the receiver
  std::string actor = {};     // who wrote it last, as the journal has it
  UtcSeconds entered_at = 0;  // for the first time
  // When it last came to say otherwise than the record, or was written: what differs waits since then to be
  // settled.
  UtcSeconds differs_since = 0;
  int version = 0;  // one more with each writing; 0 = there is none yet

  [[nodiscard]] bool says_same(const WasteTicket& other) const {
    return plate == other.plate && day == other.day && grams == other.grams;
  }
  // Taken back: the history of the record says why.
  [[nodiscard]] bool is_empty() const { return says_same({}); }
};

// What of a ticket is another than what the record says.
struct TicketDifference {
  bool plate = false, day = false, weight = false;
  [[nodiscard]] bool any() const { return plate || day || weight; }
};

// What the record says of the load; 0 and "" = not told.
struct LoadSaid {
  std::string vehicle = {};
  UtcSeconds started_at = 0, arrived_at = 0;
  std::int64_t received = 0;  // g
};

// `percent` of what was received and `days` from the arrival are no difference.
TicketDifference ticket_difference(const WasteTicket& ticket, const LoadSaid& load, std::int64_t percent,
                                   std::int64_t days);

// The event of a record under which its ticket was written or changed; its detail is what the ticket said.
inline constexpr const char* kTicketEvent = "ticket";
// The one under which it was taken back; its detail is the reason.
inline constexpr const char* kTicketBackEvent = "ticket_back";

}  // namespace wufei::contract
