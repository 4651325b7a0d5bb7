// Places of slots. A place is taken and given back here only; the CHECK constraint is the last word on
// capacity. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/pickup_rules.hpp"
#include "pickup/slot.hpp"

namespace wufei::storage {

// Which share of a slot's places a booking uses.
enum class SlotShare : std::uint8_t { online, phone };
std::string_view share_name(SlotShare share);
std::optional<SlotShare> share_from_name(std::string_view name);

class SlotStore {
 public:
  // Makes the row, or brings its capacity to what the rules say now (what is already booked stays booked).
  static void ensure(Session& session, const contract::SlotKey& key, contract::Capacity capacity);
  // Takes a place of a slot whose capacity the rules say; makes the row. False when no place is left.
  static bool take(Session& session, const contract::SlotKey& key, contract::Capacity capacity,
                   SlotShare share);
  // Counts the places anew after a booking left the slot.
  static void recount(Session& session, std::string_view slot);
  struct Days {
    std::string_view area, category;
    contract::Date first, last;
  };
  // Bookings of a share, by slot id, of the rows that exist for these days.
  static std::map<std::string, int> booked(Session& session, const Days& days, SlotShare share);

  // Bookings of the whole county that are not cancelled, by day; a day without any is not there. `without`:
  // the id of a booking that does not count, 0 = none.
  struct DayBooked {
    int online = 0;
    int phone = 0;
  };
  static std::map<std::int32_t, DayBooked> day_booked(Session& session, contract::Date first,
                                                      contract::Date last, std::int64_t without = 0);

  static StoreFacts facts();
};

}  // namespace wufei::storage
