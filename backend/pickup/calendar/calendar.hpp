// What the desk has set beside the content's rules of pickup: days or windows closed, days opened, places
// changed. Pure: which rule holds for a slot, which bookings have no place any more. The content stays the
// ground; what is ended here falls back to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pickup/pickup_rules.hpp"
#include "pickup/slot.hpp"

namespace wufei::contract {

enum class CalendarKind : std::uint8_t {
  closed,      // nobody comes; `reason` is for residents
  open,        // a day that the content closes; of the whole county
  places,      // bookings of each area, category and window named
  day_places,  // bookings of the whole county on a day, as PickupRules::day_capacity
};
std::string_view calendar_kind_name(CalendarKind kind);  // snake_case
std::optional<CalendarKind> calendar_kind_from_name(std::string_view name);

// The last day of what holds from a day on: 9999-12-31.
inline constexpr Date kNoLastDay{2932896};

struct CalendarChange {
  CalendarKind kind = CalendarKind::closed;
  Date first, last;
  std::string area, category, window;  // "" = all
  int places = 0;                      // bookings, telephone share included; of the kinds that name places
  std::string reason;                  // one line; residents read it of a closed day
  friend bool operator==(const CalendarChange&, const CalendarChange&) = default;
};

struct CalendarRule {
  std::int64_t number = 0;  // of the change that made it; a later change has a higher one
  CalendarChange what;
  UtcSeconds made_at = 0;
  std::string made_by;            // as the journal names people
  std::int64_t ended_number = 0;  // of the change that ended it, 0 = in force
  UtcSeconds ended_at = 0;
  std::string ended_by;
};
using Calendar = std::vector<CalendarRule>;  // rules in force, in order of number

bool covers(const CalendarChange& change, const SlotKey& slot);
// The rule that closes the slot, nullptr when none does. The first one made counts.
const CalendarRule* closing(const Calendar& calendar, const SlotKey& slot);
// By the desk or by the content.
bool is_closed(const PickupRules& rules, const Calendar& calendar, const SlotKey& slot);
// Whether the whole county is closed on the day, for every window.
bool is_closed_day(const PickupRules& rules, const Calendar& calendar, Date date);
// Which of several rules about the places of a slot counts: of one day before from a day on, of an area
// before all, of a category before all, the one that begins later, the one made later.
Capacity capacity_on(const PickupRules& rules, const Calendar& calendar, const SlotKey& slot);
// 0 = as many as the slots hold.
int day_capacity_on(const PickupRules& rules, const Calendar& calendar, Date date);

// A booking that is not cancelled, as far as places are concerned.
struct Standing {
  std::int64_t id = 0;
  bool open = true;  // nobody has been there
  SlotKey slot;
};
enum class Displacement : std::uint8_t { closed, window_full, day_full };
struct Displaced {
  std::int64_t id = 0;
  SlotKey slot;
  Displacement why = Displacement::closed;
  std::string reason;     // the closing's; "" when it is the content's
  std::int64_t rule = 0;  // number of the closing rule, 0 = none
};
// The open bookings that have no place by these rules: on a closed slot, or booked after its places and those
// of its day were taken. `standing` in order of booking, all of each day that it touches.
std::vector<Displaced> displaced(const PickupRules& rules, const Calendar& calendar,
                                 const std::vector<Standing>& standing);

// What is wrong with a change that the desk wants.
enum class CalendarFault : std::uint8_t {
  day_past,
  day_too_far,
  span,           // ends before it begins, or lasts longer than kLongestSpan
  unknown_place,  // no such area, category or window; or one where none can be named
  window_missing,
  places_range,
  reason_missing,
  reason_text,  // too long, several lines, characters that nobody can read
  not_closed,   // opens what is open
};
inline constexpr int kLongestSpan = 31;            // days that one closing may last
inline constexpr int kFarthestDay = 400;           // days ahead: all of next year can be set in November
inline constexpr int kMostPlaces = 999;            // bookings
inline constexpr std::size_t kLongestReason = 60;  // code points: it goes into a message

}  // namespace wufei::contract
