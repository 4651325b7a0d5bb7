// Small rules of a booking that need the county's rules and the time, but no database. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_rules.hpp"

namespace wufei::service {

// Why this slot may not be booked at `now`, whatever its places: past, too far, no such window. Whether it is
// closed shows when its place is taken. Bookings by telephone (`by_staff`) may still be for today.
std::optional<contract::Rule> slot_fault(const contract::PickupRules& rules, const contract::SlotKey& slot,
                                         contract::UtcSeconds now, bool by_staff);

// The year that can be booked now although the State Council's notice of its holidays is not in the data yet.
// The notice comes in the November before.
std::optional<int> year_without_notice(const contract::PickupRules& rules, contract::UtcSeconds now);

// The same place however it is typed: width, case, spaces and punctuation do not count.
std::string address_key(std::string_view area, std::string_view village, std::string_view address);

// Month, day and weekday in the locale's words.
std::string day_text(contract::Date day);
// Day, weekday, window and times in the locale's words.
std::string slot_text(const contract::PickupRules& rules, const contract::SlotKey& slot, int start_minute,
                      int end_minute);
// "sofa 1 piece, ..." in the catalogue's names and the locale's words.
std::string items_text(const contract::Catalogue& catalogue, const std::vector<contract::PickupItem>& items);
// What to do before each of them is fetched, a line for each that needs something.
std::vector<std::string> prepare_texts(const contract::Catalogue& catalogue,
                                       const std::vector<contract::PickupItem>& items);
// Area, village and address in one line.
std::string place_text(const ContentSet& content, std::string_view area, std::string_view village,
                       std::string_view address);

}  // namespace wufei::service
