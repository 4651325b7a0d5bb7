// Where everybody at the desk begins: what waits for them, by what they may do.
#pragma once

#include <memory>

#include "desk/desk_ground.hpp"

namespace wufei::http {

// GET /desk.
void add_desk_home(const std::shared_ptr<const DeskGround>& desk);

}  // namespace wufei::http
