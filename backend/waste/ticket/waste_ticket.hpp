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
  UtcSeconds entered_at = 0;  // for the first time: what differs since then waits to be settled

  [[nodiscard]] bool says_same(const WasteTicket& other) const {
    return plate == other.plate && day == other.day && grams == other.grams;
  }
};

// The event of a record under which its ticket was written or changed; its detail is what the ticket said.
inline constexpr const char* kTicketEvent = "ticket";

}  // namespace wufei::contract
