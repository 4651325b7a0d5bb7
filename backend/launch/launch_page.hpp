// The launch list on the desk: what waits for whom since when, and what the settled points rest on.
#pragma once

#include "account/staff_door.hpp"
#include "county/content_source.hpp"
#include "launch/launch.hpp"
#include "lib/store/store.hpp"

namespace wufei::http {

// GET /desk/launch, for whoever reads reports. All must outlive the door.
void add_launch_page(StaffDoor& door, service::ContentSource& content, storage::Store& store,
                     const service::LaunchMachine& machine);

}  // namespace wufei::http
