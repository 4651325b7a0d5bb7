// The day's board: load against capacity by area and window, and the list of its bookings, of which several
// are assigned to a crew at once. Filters stand in the address.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

inline constexpr std::string_view kBoard = "/desk/pickups";
inline constexpr std::string_view kAssignPicked = "/desk/pickups/assign";

// GET /desk/pickups, POST /desk/pickups/assign.
void add_board_pages(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
