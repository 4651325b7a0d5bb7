// A pickup slot: an area, a category, a day and a window of that day. Its id says all four, so that a link or
// a stale form can be understood without a look-up: "371524001.bulky.20261124.am". Capacity is counted in
// bookings. Knows nothing of who books.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "pickup/pickup_rules.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kSlots = "/api/v1/slots";
}  // namespace api

struct SlotKey {
  std::string area;
  std::string category;
  Date date;
  std::string window;  // id of a window in the pickup rules: am | pm
};

// `capacity` and `remaining` are the places open to online booking; places held for the telephone are not in
// them. All slots of a day share `day_remaining`, the bookings that the whole county still takes online on
// that day: `remaining` is never more.
struct Slot {
  std::string id;
  Date date;
  int start_minute = 0;  // minutes after midnight, +08:00
  int end_minute = 0;
  int capacity = 0;
  int remaining = 0;
  int day_remaining = kNoDayBound;
  std::string closed = {};  // why nobody comes although the county does on such days; "" = somebody does
};

std::string slot_id(const SlotKey& key);
// nullopt unless the text has exactly the form above with a day that exists.
std::optional<SlotKey> parse_slot_id(std::string_view id);

// {"slots":[{"id","date","start","end","capacity","remaining","day_remaining","closed"?}]}
Json slot_to_json(const Slot& slot);
Json slots_to_json(const std::vector<Slot>& slots);
std::vector<Slot> slots_from_json(const Json& json);

}  // namespace wufei::contract
