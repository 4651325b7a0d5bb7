// A booking and its change as plain HTML forms send them: what was typed becomes the API's request, and what
// is wrong with it becomes faults in the order of the page, in the words of the API. The rules are the API's
// (contract::check_pickup and the parsers). Pure: reads no clock and no database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

inline constexpr std::string_view kItemField = "item-";  // and the id of a catalogue item: how many of it
inline constexpr std::string_view kItems = "items", kSlot = "slot";

// The first of the two pages asks for things and place, the second for time and person.
bool is_on_first_page(std::string_view field);

// As typed: nothing is put right. The category is that of the first thing; things of others are left out.
contract::PickupRequest request_of(const FormFields& fields, const service::ContentSet& content);
// Empty when the request is sound as far as it can be said without clock and bookings. `first_page` leaves
// out what belongs to the second.
std::vector<FormFault> booking_faults(const FormFields& fields, const service::ContentSet& content,
                                      bool first_page);

// Only what differs from the booking; empty members when nothing does.
contract::PickupChange change_of(const FormFields& fields, const contract::Pickup& booked,
                                 const service::ContentSet& content);
std::vector<FormFault> change_faults(const contract::PickupChange& change, const contract::Pickup& booked,
                                     const service::ContentSet& content);
// The fields of the form that would make the booking what it is.
FormFields fields_of(const contract::Pickup& booked);

// A refusal of the service, for the form of these items.
std::vector<FormFault> faults_of(const contract::Error& error, const std::vector<contract::PickupItem>& items,
                                 const service::ContentSet& content);

}  // namespace wufei::http
