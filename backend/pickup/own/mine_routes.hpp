// Residents and what is kept of their booking: all of it shown, copied, erased (journal/my_data_door.hpp).
#pragma once

#include "journal/my_data_door.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kPickupMine = "/mine/pickup";

// All must outlive the router.
void add_pickup_mine_routes(const MyDataGround& ground, service::PickupService& pickups);

}  // namespace wufei::http
