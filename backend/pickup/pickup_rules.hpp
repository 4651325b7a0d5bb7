// The county's rules of pickup (content/pickup/rules.json) and what follows from them for a day and an
// instant: windows, closed days, the first and last bookable day, the cut-off for changes. Pure: callers pass
// the time. None of the numbers is in the plan; they are defaults of ours until the county confirms them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

struct Window {
  std::string id;
  std::string name;
  int start_minute = 0;  // minutes after midnight, +08:00
  int end_minute = 0;
  friend bool operator==(const Window&, const Window&) = default;
};

// category id -> window id -> bookings
using CategoryCapacity = std::map<std::string, std::map<std::string, int>>;

struct PickupRules {
  bool confirmed = false;  // the county has confirmed these numbers
  std::vector<Window> windows;
  CategoryCapacity default_capacity;
  std::map<std::string, CategoryCapacity> area_capacity;  // area code -> overrides
  int phone_share_percent = 0;  // of each capacity, held back for bookings by telephone
  // Bookings of a day in the whole county, over all areas, categories and windows, telephone share included:
  // what its lorries can do. 0 = as many as the slots hold.
  int day_capacity = 0;
  int lead_days = 1;          // first bookable day: today + lead_days ...
  int lead_until_minute = 0;  // ... when it is before this minute of today, else one day later
  int horizon_days = 28;      // last bookable day: today + horizon_days
  int open_bookings_per_address_and_category = 1;
  int cutoff_days_before = 1;     // change and cancel until this many days before collection ...
  int cutoff_minute = 0;          // ... at this minute of the day
  std::set<int> closed_weekdays;  // ISO weekdays
  bool closed_on_public_holidays = true;
  std::set<std::int32_t> closed_dates;  // Date::days
  std::set<std::int32_t> open_dates;    // open whatever the rest says
  int retention_days = 180;             // personal data is erased this many days after the collection day
  int token_hours = 72;
  std::string rating_survey;  // id of the survey that a finished booking leads to, "" = none
};

// Capacity of a window in bookings: all places, those open online, those held for the telephone (rounded half
// up).
struct Capacity {
  int online = 0;
  int phone = 0;
};

const Window* find_window(const PickupRules& rules, std::string_view id);
Capacity capacity_of(const PickupRules& rules, std::string_view area, std::string_view category,
                     std::string_view window);
// So many places in all, as they are shared out.
Capacity shared_places(const PickupRules& rules, int total);
// What a day of the county still takes after so many bookings: online all but the telephone's share, by
// telephone whatever is left. kNoDayBound each when the rules set no bound.
inline constexpr int kNoDayBound = 1'000'000;
Capacity day_left(const PickupRules& rules, int online, int phone);
// The same with another bound than the rules', 0 = none.
Capacity day_left(const PickupRules& rules, int bound, int online, int phone);
// Explicit dates first, then make-up working days (open), public holidays, closed weekdays.
bool is_closed(const PickupRules& rules, Date date);
Date first_bookable_day(const PickupRules& rules, UtcSeconds now);
Date last_bookable_day(const PickupRules& rules, UtcSeconds now);
// The instant until which a booking for `date` may be changed or cancelled by the resident.
UtcSeconds change_until(const PickupRules& rules, Date date);

// The member "windows" of a document that the schema has checked; its value.
std::vector<Window> windows_from_json(const Json& json);
Json windows_to_json(const std::vector<Window>& windows);
// Reads rules that the schema has checked; also takes the public part below.
PickupRules pickup_rules_from_json(const Json& json);
// What residents may know:
// {"windows","horizon_days","phone_share_percent","day_capacity","change_cutoff","lead","retention_days","confirmation",
// "rating_survey"}.
Json public_rules_to_json(const PickupRules& rules);

}  // namespace wufei::contract
