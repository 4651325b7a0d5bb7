// One booking at the desk: all of it with its history, and what the desk does with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// `below`: "", "/phone", "/assign", "/cancel", "/change", "/photos/" and a number.
std::string booking_path(std::string_view reference, std::string_view below = {});
// Canonical, "" for what is no reference of a booking.
std::string booking_reference(const Request& request);

// Below /desk/pickups/{reference}: GET, GET /photos/{number}, POST /phone, /assign and /cancel.
void add_booking_pages(const std::shared_ptr<const DeskGround>& desk);
// GET and POST /desk/pickups/{reference}/change.
void add_change_pages(const std::shared_ptr<const DeskGround>& desk);
// GET and POST /desk/pickups/new.
void add_new_booking_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
